/* kmend bench: what an experiment costs here. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "harness/base/error.h"
#include "harness/base/safe.h"
#include "harness/bench/bench.h"
#include "harness/bench/buildcost.h"
#include "harness/campaign/cores.h"
#include "harness/campaign/pool.h"
#include "harness/cli/commands.h"
#include "harness/cli/target.h"
#include "harness/outcome/classify.h"

#define BUILD_AIM 1.7         /* wall clock of the instrumented build of a large kernel, in plain ones */
#define OWN_AIM_MS 4.0        /* of the own cost, with up to 32 MiB of guest memory */
#define OWN_AIM_LARGE_MS 40.0 /* with more, up to 128 MiB */
#define SMALL_MIB 32

struct values {
	const char *policy, *workload;
	struct option_number experiments, fresh, jobs, rounds;
	int pristine, build;
};

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

	kmend_print_safe(stdout, setup->target->name, strlen(setup->target->name), 0);
	printf(", policy %s, %u MiB of guest memory: %u experiments (", setup->campaign->policies[request->policy],
		setup->target->settings.memory_mib, request->experiments);
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
	const int small = setup->target->settings.memory_mib <= SMALL_MIB;
	const double aim_ms = small ? OWN_AIM_MS : OWN_AIM_LARGE_MS;

	printf("\naim: own cost under %.0f ms with %s MiB of guest memory; here %.3f ms with %u MiB: %s\n", aim_ms,
		small ? "32" : "128", own_ms, setup->target->settings.memory_mib, own_ms < aim_ms ? "met" : "missed");
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
	return kmend_error_as(KMEND_ERROR_INVALID, "%s: the campaign has no policy '%.40s'", campaign->path, name);
}

static int set_workload(struct setup *setup, const char *names)
{
	if (!names)
		return 0;
	if (strlen(names) >= sizeof setup->workload)
		return kmend_error_as(KMEND_ERROR_USAGE, "the names of the workload are longer than %zu characters",
			sizeof setup->workload - 1);
	strcpy(setup->workload, names);
	return 0;
}

static void print_cost(const char *name, const struct kmend_build_cost *cost, unsigned rounds)
{
	printf("  %-24s %12.2f %12.2f\n", name, cost->wall_s / rounds, cost->cpu_s / rounds);
}

static void print_buildcost(const struct buildcost *cost, const struct kmend_target *target, const char *policy)
{
	struct buildcost_round sum = buildcost_sum(cost);
	double ratio = sum.plain.wall_s > 0 ? sum.kmend.wall_s / sum.plain.wall_s : 0;
	char name[32];

	kmend_print_line(
		stdout, "%s, policy %s: %u builds from nothing with each compiler", target->name, policy, cost->rounds);
	printf("seconds                      wall clock    processor\n");
	for (unsigned i = 0; i < cost->rounds && cost->rounds > 1; i++) {
		snprintf(name, sizeof name, "plain, round %u", i + 1);
		print_cost(name, &cost->round[i].plain, 1);
		snprintf(name, sizeof name, "kmend cc, round %u", i + 1);
		print_cost(name, &cost->round[i].kmend, 1);
	}
	print_cost(cost->rounds > 1 ? "plain, mean" : "plain", &sum.plain, cost->rounds);
	print_cost(cost->rounds > 1 ? "kmend cc, mean" : "kmend cc", &sum.kmend, cost->rounds);
	printf("  %-24s %12.2f %12.2f\n", "kmend cc to plain", ratio,
		sum.plain.cpu_s > 0 ? sum.kmend.cpu_s / sum.plain.cpu_s : 0);
	printf("\naim: at most %.1f times the wall clock of a plain build; here %.2f: %s\n", BUILD_AIM, ratio,
		ratio <= BUILD_AIM ? "met" : "missed");
}

static int bench_build(const char *name, const struct values *values)
{
	static struct buildcost cost;
	struct kmend_target *target;
	const char *policy;
	int result;

	if (target_load_with_policy(&target, name, values->policy) < 0)
		return -1;
	policy = values->policy ? values->policy : target->policies[0];
	result = buildcost_run(&cost, target, policy, (unsigned)values->rounds.value);
	if (result == 0)
		print_buildcost(&cost, target, policy);
	kmend_target_free(target);
	return result;
}

static int bench_campaign(const char *path, const struct values *values)
{
	const uint64_t experiments = values->experiments.value, fresh = values->fresh.value;
	const struct setup_override override = { 0 };
	struct bench_request request = { .experiments = (unsigned)experiments,
		.jobs = values->jobs.given ? (unsigned)values->jobs.value : cores_jobs(cores_count(), POOL_JOBS_MAX),
		.pristine = values->pristine,
		.fresh = (unsigned)(fresh < experiments ? fresh : experiments) };
	struct setup setup = { 0 };
	struct bench bench = { 0 };
	int result = -1;

	if (setup_load(&setup, path, &override) == 0 &&
		find_policy(setup.campaign, values->policy, &request.policy) == 0 &&
		set_workload(&setup, values->workload) == 0 && setup_build(&setup, &override) == 0 &&
		bench_run(&bench, &setup, &request) == 0) {
		print_bench(&bench, &setup, &request);
		result = 0;
	}
	bench_release(&bench);
	setup_release(&setup);
	return result;
}

static int run(const char *const *words, const void *options)
{
	const struct values *values = options;

	if ((values->build ? bench_build : bench_campaign)(words[0], values) < 0)
		return command_fail(&cmd_bench);
	return command_end(&cmd_bench, KMEND_EXIT_GOOD);
}

static const struct option options[] = {
	OPTION_TEXT("--policy", values, policy, "P",
		"image to measure (default: the last one of the campaign; with --build the target's first)"),
	OPTION_NUMBER("--experiments", values, experiments, "N", 2, BENCH_EXPERIMENTS_MAX, 200, "from the snapshot"),
	OPTION_NUMBER("--fresh", values, fresh, "M", 2, BENCH_EXPERIMENTS_MAX, 30,
		"the first M of them also with fresh boots"),
	OPTION_NUMBER("--jobs", values, jobs, "N", 1, POOL_JOBS_MAX, 0,
		"machines side by side in the parallel part (default: one for each core)"),
	OPTION_TEXT("--workload", values, workload, "NAMES",
		"tests, separated by commas, instead of the campaign's: a short workload shows the cost best"),
	OPTION_FLAG(
		"--pristine", values, pristine, "arm nothing: every run is the workload as it is, and nothing hangs"),
	OPTION_FLAG("--build", values, build, "measure what the instrumented build of TARGET costs"),
	OPTION_NUMBER(
		"--rounds", values, rounds, "N", 1, BUILDCOST_ROUNDS_MAX, 1, "with --build: builds with each compiler"),
	OPTION_END,
};

const struct command cmd_bench = {
	.name = "bench",
	.summary = "what an experiment costs on this machine",
	.words = "CAMPAIGN.yaml|TARGET",
	.text = "Measures what an experiment of CAMPAIGN costs on this machine: the harness's own part (restore the "
		"snapshot, arm, "
		"read the logs, classify, store), each with median and 95th percentile, apart from the time in which "
		"the guest "
		"runs; and the same experiments with a fresh boot for each. Results are stored in a file that is "
		"thrown away.\n\n"
		"With --build: what the instrumented build of TARGET costs against one with plain clang. Both are "
		"built from "
		"nothing, in turns, outside the cache, with the same command; only the compiler differs. `prepare:` in "
		"target.yaml does not count.\n",
	.options = options,
	.exits = "0 good, 125 build, boot or golden runs failed, 129 usage or a wrong file",
	.size = sizeof(struct values),
	.run = run,
};
