/* kmend build: the images of a target, as a campaign would build them. */
#include <stdio.h>
#include <stdlib.h>

#include "harness/base/error.h"
#include "harness/build/build.h"
#include "harness/cli/commands.h"
#include "harness/cli/options.h"
#include "harness/config/detectors.h"
#include "harness/image/image.h"

const char cmd_build_help[] =
	"usage: kmend build TARGET [--policy P] [--sites MODEL] [--detectors LIST] [--verbose]\n\n"
	"Builds the image of TARGET (the name of a folder below targets/, or the path of a folder with a target.yaml) "
	"for\n"
	"each policy, or finds it in the cache, and prints a line for each: policy, fault sites, path.\n\n"
	"  --policy P     only this policy\n"
	"  --sites MODEL  fault model of the sites: fail-stop (default), hang, or none\n"
	"  --detectors LIST  detectors to add, of those in target.yaml, with commas between them\n"
	"  --verbose      show what the build says\n\n"
	"The cache is $KMEND_CACHE, else kmend/ below $XDG_CACHE_HOME or ~/.cache.\n"
	"exit status: 0 good, 125 the build failed, 129 usage or a wrong target.yaml\n";

static int build_one(
	const struct kmend_target *target, const char *policy, const char *sites, const char *detectors, int verbose)
{
	struct kmend_image *image = NULL;
	const struct kmend_build build = {
		.policy = policy, .sites = sites, .detectors = detectors, .verbose = verbose
	};
	char *path = NULL;
	int result = -1;

	if (kmend_build_image(target, &build, &path) == 0 && kmend_image_open(&image, path) == 0) {
		printf("%-12s %6u sites  %s\n", policy, image->nsites, path);
		fflush(stdout);
		result = 0;
	}
	kmend_image_free(image);
	free(path);
	return result;
}

int cmd_build(int argc, char **argv)
{
	const char *word[1], *policy = NULL, *sites = "fail-stop", *detectors = "";
	char *list = NULL;
	struct kmend_target *target;
	int verbose = 0, status = CMD_GOOD;
	const struct option options[] = { { "--policy", OPTION_TEXT, &policy, 0, 0 },
		{ "--sites", OPTION_TEXT, &sites, 0, 0 }, { "--detectors", OPTION_TEXT, &detectors, 0, 0 },
		{ "--verbose", OPTION_FLAG, &verbose, 0, 0 }, { 0 } };

	if (options_read(argc, argv, options, word, 1, 1) < 0 || kmend_target_load(&target, word[0]) < 0)
		return command_fail("build", CMD_USAGE);
	if (policy && !kmend_target_has_policy(target, policy)) {
		kmend_error("target '%s' has no policy '%.40s'", target->name, policy);
		status = command_fail("build", CMD_USAGE);
	}
	if (status == CMD_GOOD && kmend_detectors_read(&list, target, detectors) < 0)
		status = command_fail("build", CMD_USAGE);
	for (uint64_t i = 0; status == CMD_GOOD && i < (policy ? 1 : target->policies_count); i++)
		if (build_one(target, policy ? policy : target->policies[i], sites, list, verbose) < 0)
			status = command_fail("build", CMD_INFRA);
	free(list);
	kmend_target_free(target);
	return status;
}
