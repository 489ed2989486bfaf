/* kmend sites: the fault sites of a target and how often the workload comes past them. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "harness/base/error.h"
#include "harness/base/fault.h"
#include "harness/base/safe.h"
#include "harness/build/build.h"
#include "harness/campaign/survey.h"
#include "harness/cli/commands.h"
#include "harness/cli/options.h"
#include "harness/config/detectors.h"

const char cmd_sites_help[] =
	"usage: kmend sites TARGET [--policy P] [--sites MODEL] [--detectors LIST] [--active] [--no-golden]\n\n"
	"Lists the fault sites of TARGET, one line each, separated by tabs: stable identity, component, file:line, "
	"type,\n"
	"golden count (executions of the block after `ready` in the workload without a fault).\n\n"
	"  --policy P     count in this policy's image (default: the first of target.yaml)\n"
	"  --sites MODEL  fault model: fail-stop (default) or hang\n"
	"  --detectors LIST  detectors to add, of those in target.yaml, with commas between them\n"
	"  --active       only sites with a golden count above 0\n"
	"  --no-golden    boot nothing; the count is shown as -\n\n"
	"exit status: 0 good, 125 build or golden runs failed, 129 usage or a wrong target.yaml\n";

struct request {
	const char *policy, *sites, *detectors;
	char *detector_list; /* the same, checked and sorted */
	int active, no_golden;
};

static void put(const char *text)
{
	kmend_print_safe(stdout, text, strlen(text), 0);
	putchar('\t');
}

static void print_site(const struct kmend_image *image, const struct kmend_image_site *site,
	const struct kmend_count *counts, int only_active)
{
	uint64_t count = counts ? (uint64_t)counts[site->block].in_window + counts[site->block].outside : 0;

	if (only_active && !count)
		return;
	put(site->identity);
	put(image->components[site->component].name);
	kmend_print_safe(stdout, site->file, strlen(site->file), 0);
	printf(":%u\t", site->line);
	put(kmend_fault_type_text(site->type));
	if (counts)
		printf("%" PRIu64 "\n", count);
	else
		puts("-");
}

static int list(const struct kmend_target *target, const struct request *request)
{
	const char *policy = request->policy ? request->policy : target->policies[0];
	const struct kmend_build build = {
		.policy = policy, .sites = request->sites, .detectors = request->detector_list
	};
	struct kmend_count *counts = NULL;
	struct kmend_image *image = NULL;
	char *path = NULL;
	int result = -1;

	if (kmend_build_image(target, &build, &path) < 0 || kmend_image_open(&image, path) < 0)
		goto out;
	if (!image->nsites && strcmp(request->sites, "none") != 0) {
		kmend_error("%s: the image has no fault sites; does `build` in target.yaml compile with {cc}?",
			target->name);
		goto out;
	}
	if (!request->no_golden && survey_counts(&counts, target, policy, path, image) < 0)
		goto out;
	for (uint32_t i = 0; i < image->nsites; i++)
		print_site(image, &image->sites[i], counts, request->active);
	fprintf(stderr, "%s: %u sites in %u blocks\n", target->name, image->nsites, image->nblocks);
	result = fflush(stdout) ? kmend_error("cannot write the list") : 0;
out:
	free(counts);
	kmend_image_free(image);
	free(path);
	return result;
}

int cmd_sites(int argc, char **argv)
{
	struct request request = { .sites = "fail-stop", .detectors = "" };
	struct kmend_target *target;
	const char *word[1];
	int status = CMD_GOOD;
	const struct option options[] = { { "--policy", OPTION_TEXT, &request.policy, 0, 0 },
		{ "--sites", OPTION_TEXT, &request.sites, 0, 0 },
		{ "--detectors", OPTION_TEXT, &request.detectors, 0, 0 },
		{ "--active", OPTION_FLAG, &request.active, 0, 0 },
		{ "--no-golden", OPTION_FLAG, &request.no_golden, 0, 0 }, { 0 } };

	if (options_read(argc, argv, options, word, 1, 1) < 0 || kmend_target_load(&target, word[0]) < 0)
		return command_fail("sites", CMD_USAGE);
	if (request.policy && !kmend_target_has_policy(target, request.policy)) {
		kmend_error("target '%s' has no policy '%.40s'", target->name, request.policy);
		status = command_fail("sites", CMD_USAGE);
	} else if (request.active && request.no_golden) {
		kmend_error("--active needs the golden runs");
		status = command_fail("sites", CMD_USAGE);
	} else if (kmend_detectors_read(&request.detector_list, target, request.detectors) < 0) {
		status = command_fail("sites", CMD_USAGE);
	} else if (list(target, &request) < 0) {
		status = command_fail("sites", CMD_INFRA);
	}
	free(request.detector_list);
	kmend_target_free(target);
	return status;
}
