/* kmend bench: what an experiment costs here. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "harness/base/error.h"
#include "harness/bench/bench.h"
#include "harness/campaign/pool.h"
#include "harness/cli/commands.h"
#include "harness/cli/options.h"
#include "harness/outcome/classify.h"

const char cmd_bench_help[] =
	"usage: kmend bench CAMPAIGN.yaml [--policy P] [--experiments N] [--fresh M] [--jobs N] [--workload NAMES]\n"
	"                   [--pristine]\n\n"
	"Measures what an experiment of CAMPAIGN costs on this machine: the harness's own part (restore the snapshot, "
	"arm,\n"
	"read the logs, classify, store), each with median and 95th percentile, apart from the time in which the guest "
	"runs;\n"
	"and the same experiments with a fresh boot for each. Results are stored in a file that is thrown away.\n\n"
	"  --policy P       image to measure (default: the last one of the campaign)\n"
	"  --experiments N  from the snapshot (default 200)\n"
	"  --fresh M        the first M of them also with fresh boots (default 30)\n"
	"  --jobs N         machines side by side in the parallel part (default: one for each core)\n"
	"  --workload NAMES tests, separated by commas, instead of the campaign's: a short workload shows the cost "
	"best\n"
	"  --pristine       arm nothing: every run is the workload as it is, and nothing hangs\n\n"
	"exit status: 0 good, 125 build, boot or golden runs failed, 129 usage or a wrong file\n";

#define OWN_AIM_MS 4.0 /* of the own cost, with 32 MiB of guest memory */

static void print_part(struct samples *samples, const char *name)
{
	printf("  %-26s %9.3f %9.3f\n", name, samples_quantile(samples, 0.5), samples_quantile(samples, 0.95));
}

static void print_outcomes(const struct bench *bench)
{
	const char *between = "";

	for (unsigned i = 0; i < sizeof bench->outcomes / sizeof bench->outcomes[0]; i++)
		if (bench->outcomes[i]) {
			printf("%s%u %s", between, bench->outcomes[i], kmend_outcome_name((enum kmend_outcome)i));
			between = ", ";
		}
	puts(")");
}

static void print_bench(struct bench *bench, const struct setup *setup, const struct bench_request *request)
{
	static const char *const names[BENCH_PARTS] = { "restore", "arm", "read", "classify", "store",
		"own cost, all together", "guest's run", "whole experiment" };
	double own_ms = samples_quantile(&bench->parts[BENCH_OWN], 0.5);

	printf("%s, policy %s, %u MiB of guest memory: %u experiments (", setup->target->name,
		setup->campaign->policies[request->policy], setup->target->memory_mib, request->experiments);
	print_outcomes(bench);
	printf("\nmilliseconds, one machine         median       p95\n");
	for (int i = 0; i < BENCH_PARTS; i++)
		print_part(&bench->parts[i], names[i]);
	print_part(&bench->fresh, "fresh boot for each");
	printf("  %-26s %9.3f\n", "boot and snapshot, once", bench->boot_ms);
	printf("\nexperiments a second\n  %-26s %9.1f\n", "restored, one machine", bench->rate);
	if (request->jobs > 1)
		printf("  restored, %-3u machines     %9.1f\n", request->jobs, bench->rate_jobs);
	printf("  %-26s %9.1f\n", "fresh boot for each", bench->rate_fresh);
	printf("  %-26s %9.1f times (the first %u experiments, %.1f a second restored)\n", "restored to fresh",
		bench->rate_fresh > 0 ? bench->rate_same / bench->rate_fresh : 0, request->fresh, bench->rate_same);
	printf("\naim: own cost under %.0f ms with 32 MiB of guest memory; here %.3f ms with %u MiB: %s\n", OWN_AIM_MS,
		own_ms, setup->target->memory_mib, own_ms < OWN_AIM_MS ? "met" : "missed");
}

/* The number of the policy in the campaign; the last one without a wish. */
static int find_policy(const struct kmend_campaign *campaign, const char *name, size_t *policy)
{
	*policy = campaign->policies_count - 1;
	if (!name)
		return 0;
	for (*policy = 0; *policy < campaign->policies_count; ++*policy)
		if (!strcmp(campaign->policies[*policy], name))
			return 0;
	return kmend_error("%s: the campaign has no policy '%.40s'", campaign->path, name);
}

static int set_workload(struct setup *setup, const char *names)
{
	if (!names)
		return 0;
	if (strlen(names) >= sizeof setup->workload)
		return kmend_error(
			"the names of the workload are longer than %zu characters", sizeof setup->workload - 1);
	strcpy(setup->workload, names);
	return 0;
}

int cmd_bench(int argc, char **argv)
{
	struct option_number experiments = { .value = 200 }, fresh = { .value = 30 }, jobs = { .value = pool_cores() };
	const char *word[1], *policy = NULL, *workload = NULL;
	int pristine = 0;
	struct bench_request request;
	struct setup setup = { 0 };
	struct bench bench = { 0 };
	int usage, status = CMD_GOOD;
	const struct setup_override override = { 0 };
	const struct option options[] = { { "--policy", OPTION_TEXT, &policy, 0, 0 },
		{ "--experiments", OPTION_NUMBER, &experiments, 2, BENCH_EXPERIMENTS_MAX },
		{ "--fresh", OPTION_NUMBER, &fresh, 2, BENCH_EXPERIMENTS_MAX },
		{ "--jobs", OPTION_NUMBER, &jobs, 1, POOL_JOBS_MAX }, { "--workload", OPTION_TEXT, &workload, 0, 0 },
		{ "--pristine", OPTION_FLAG, &pristine, 0, 0 }, { 0 } };

	if (options_read(argc, argv, options, word, 1, 1) < 0)
		return command_fail("bench", CMD_USAGE);
	request = (struct bench_request){ .experiments = (unsigned)experiments.value,
		.jobs = (unsigned)jobs.value,
		.pristine = pristine,
		.fresh = (unsigned)(fresh.value < experiments.value ? fresh.value : experiments.value) };
	if (setup_load(&setup, word[0], &override, &usage) < 0 ||
		find_policy(setup.campaign, policy, &request.policy) < 0 || set_workload(&setup, workload) < 0) {
		status = command_fail("bench", CMD_USAGE);
	} else if (setup_build(&setup, &override) < 0 || bench_run(&bench, &setup, &request) < 0) {
		status = command_fail("bench", CMD_INFRA);
	} else {
		print_bench(&bench, &setup, &request);
		if (fflush(stdout)) {
			kmend_error("cannot write the figures");
			status = command_fail("bench", CMD_INFRA);
		}
	}
	bench_release(&bench);
	setup_release(&setup);
	return status;
}
