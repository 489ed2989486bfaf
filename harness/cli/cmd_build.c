/* kmend build: the images of a target, as a campaign would build them. */
#include <stdio.h>
#include <stdlib.h>

#include "harness/base/error.h"
#include "harness/base/safe.h"
#include "harness/build/build.h"
#include "harness/cli/commands.h"
#include "harness/cli/target.h"
#include "harness/config/detectors.h"
#include "harness/image/image.h"

struct values {
	const char *policy, *sites, *detectors;
	int verbose;
};

static int build_one(
	const struct kmend_target *target, const char *policy, const char *detectors, const struct values *values)
{
	struct kmend_image *image = NULL;
	const struct kmend_build build = {
		.policy = policy, .sites = values->sites, .detectors = detectors, .verbose = values->verbose
	};
	char *path = NULL;
	int result = -1;

	if (kmend_build_image(target, &build, &path) == 0 && kmend_image_open(&image, path) == 0) {
		kmend_print_line(stdout, "%-12s %6u sites  %s", policy, image->nsites, path);
		fflush(stdout);
		result = target_say_units(target, path);
	}
	kmend_image_free(image);
	free(path);
	return result;
}

static int build(const struct kmend_target *target, const struct values *values)
{
	uint64_t count = values->policy ? 1 : target->policies_count;
	char *detectors;
	int result;

	if (kmend_detectors_read(&detectors, target, values->detectors ? values->detectors : "") < 0)
		return -1;
	result = 0;
	for (uint64_t i = 0; result == 0 && i < count; i++)
		result = build_one(target, values->policy ? values->policy : target->policies[i], detectors, values);
	free(detectors);
	return result;
}

static int run(const char *const *words, const void *options)
{
	const struct values *values = options;
	struct kmend_target *target;
	int result;

	if (target_load_with_policy(&target, words[0], values->policy) < 0)
		return command_fail(&cmd_build);
	result = build(target, values);
	kmend_target_free(target);
	return result < 0 ? command_fail(&cmd_build) : command_end(&cmd_build, KMEND_EXIT_GOOD);
}

static const struct option options[] = {
	OPTION_TEXT("--policy", values, policy, "P", "only this policy"),
	OPTION_TEXT("--sites", values, sites, "LIST",
		"fault types that get sites, with commas between them, or none; all by default"),
	OPTION_TEXT("--detectors", values, detectors, "LIST",
		"detectors to add, of those in target.yaml, with commas between them"),
	OPTION_FLAG("--verbose", values, verbose, "show what the build says"),
	OPTION_END,
};

const struct command cmd_build = {
	.name = "build",
	.summary = "build the images of a target",
	.words = "TARGET",
	.text = "Builds the image of TARGET (the name of a folder below targets/, or the path of a folder with a "
		"target.yaml) for "
		"each policy, or finds it in the cache, and prints a line for each: policy, fault sites, path.\n\n"
		"The cache is $KMEND_CACHE, else kmend/ below $XDG_CACHE_HOME or ~/.cache: a folder that nobody else "
	        "can write "
		"to.\n",
	.options = options,
	.exits = "0 good, 125 the build failed, 129 usage or a wrong target.yaml",
	.size = sizeof(struct values),
	.run = run,
};
