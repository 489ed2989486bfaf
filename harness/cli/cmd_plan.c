/* kmend plan: a campaign up to its plan, and what is in the plan. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "harness/base/error.h"
#include "harness/base/safe.h"
#include "harness/cli/campaign_options.h"
#include "harness/cli/commands.h"
#include "harness/store/store.h"

struct values {
	struct campaign_options campaign;
};

static int print_stratum(const struct kmend_store_stratum *stratum, void *context)
{
	struct kmend_store_stratum *total = context;

	kmend_print_safe(stdout, stratum->type, strlen(stratum->type), 0);
	printf("%*s", (int)(18 - strlen(stratum->type)), "");
	kmend_print_safe(stdout, stratum->component, strlen(stratum->component), 0);
	printf("%*s%10" PRIu64 "%10" PRIu64 "%10" PRIu64 "%10" PRIu64 "\n", (int)(16 - strlen(stratum->component)), "",
		stratum->sites, stratum->reached, stratum->booted, stratum->chosen);
	total->sites += stratum->sites;
	total->reached += stratum->reached;
	total->booted += stratum->booted;
	total->chosen += stratum->chosen;
	return 0;
}

static int print_plan(const char *path)
{
	struct kmend_store_stratum total = { 0 };
	struct kmend_store_progress progress;
	struct kmend_store *store;
	int result = -1;

	if (kmend_store_open_read(&store, path) < 0)
		return -1;
	printf("%-18s%-16s%10s%10s%10s%10s\n", "type", "component", "sites", "reached", "at boot", "chosen");
	if (kmend_store_strata(store, print_stratum, &total) == 0 && kmend_store_progress(store, &progress) == 0) {
		printf("%-18s%-16s%10" PRIu64 "%10" PRIu64 "%10" PRIu64 "%10" PRIu64 "\n", "all", "all", total.sites,
			total.reached, total.booted, total.chosen);
		printf("experiments: %" PRIu64 "\n", progress.planned);
		result = 0;
	}
	kmend_store_close(store);
	return result;
}

static int run(const char *const *words, const void *options)
{
	const struct values *values = options;
	struct run_request request = campaign_request(words[0], &values->campaign);
	char *path = NULL;
	int status;

	request.plan_only = 1;
	if (campaign_run(&request, &path) != RUN_DONE || print_plan(path) < 0)
		status = command_fail(&cmd_plan);
	else
		status = command_end(&cmd_plan, KMEND_EXIT_GOOD);
	if (status == KMEND_EXIT_GOOD)
		kmend_print_line(stderr, "kmend: the plan is in %s", path);
	free(path);
	return status;
}

static const struct option options[] = {
	CAMPAIGN_OPTIONS(values, campaign, "the plan does"),
	OPTION_END,
};

const struct command cmd_plan = {
	.name = "plan",
	.summary = "golden runs and the plan of a campaign, no experiment",
	.words = "CAMPAIGN.yaml",
	.text = "Builds the images, runs the workload without faults, and plans; no experiment. `kmend run` with the "
		"same "
		"CAMPAIGN.yaml and RESULT carries the plan out. Prints how many sites of each fault type there are in "
		"each "
		"component: in all, reached by the workload, of these reached at boot too, and chosen.\n",
	.options = options,
	.exits = "0 good, 125 it could not be planned (build, boot, golden runs, emulator, disk, interrupted), 129 "
		 "usage, a "
		 "wrong file, or a RESULT of another campaign",
	.size = sizeof(struct values),
	.run = run,
};
