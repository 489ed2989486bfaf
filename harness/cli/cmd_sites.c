/* kmend sites: the fault sites of a target and how often the workload executes them. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "harness/base/error.h"
#include "harness/base/fault.h"
#include "harness/base/safe.h"
#include "harness/build/build.h"
#include "harness/campaign/setup.h"
#include "harness/campaign/survey.h"
#include "harness/cli/commands.h"
#include "harness/cli/target.h"
#include "harness/config/detectors.h"

struct values {
	const char *policy, *type, *detectors;
	int active, no_golden;
};

static void put(const char *text)
{
	kmend_print_safe(stdout, text, strlen(text), 0);
	putchar('\t');
}

static void print_site(
	const struct kmend_image *image, uint32_t number, const struct kmend_count *counts, int only_active)
{
	const struct kmend_image_site site = kmend_image_site(image, number);
	char identity[KMEND_IMAGE_IDENTITY_MAX];
	uint64_t count = counts ? (uint64_t)counts[site.block].protected_runs + counts[site.block].unprotected_runs : 0;

	if (only_active && !count)
		return;
	put(kmend_image_identity(image, number, identity));
	put(image->components[site.component].name);
	kmend_print_safe(stdout, site.file, strlen(site.file), 0);
	printf(":%u\t", site.line);
	put(kmend_fault_type_text(site.type));
	if (counts)
		printf("%" PRIu64 "\n", count);
	else
		puts("-");
}

static int list(const struct kmend_target *target, const struct values *request, const char *detectors)
{
	const char *policy = request->policy ? request->policy : target->policies[0];
	const uint32_t type = request->type ? kmend_fault_type_find(request->type) : KMEND_FAULT_NONE;
	const struct kmend_build build = { .policy = policy, .detectors = detectors };
	struct kmend_count *counts = NULL;
	struct kmend_image *image = NULL;
	uint32_t nsites = 0;
	char *path = NULL;
	int result = -1;

	if (kmend_build_image(target, &build, &path) < 0 || setup_image(&image, target, path) < 0)
		goto out;
	if (!image->nsites) {
		kmend_error("%s: the image has no fault sites; does `build` in target.yaml compile with {cc}?",
			target->name);
		goto out;
	}
	if (!request->no_golden && survey_counts(&counts, target, policy, path, image) < 0)
		goto out;
	for (uint32_t i = 0; i < image->nsites && !ferror(stdout); i++)
		if (!type || kmend_image_type_of(image, i) == type) {
			print_site(image, i, counts, request->active);
			nsites++;
		}
	kmend_print_line(stderr, "%s: %u sites in %u blocks", target->name, nsites, image->nblocks);
	result = target_say_units(target, path);
out:
	free(counts);
	kmend_image_free(image);
	free(path);
	return result;
}

static int run(const char *const *words, const void *values)
{
	const struct values *request = values;
	struct kmend_target *target;
	char *detectors = NULL;
	int result = -1;

	if (request->active && request->no_golden) {
		kmend_error_as(KMEND_ERROR_USAGE, "--active needs the golden runs");
		return command_fail(&cmd_sites);
	}
	if (target_load_with_policy(&target, words[0], request->policy) < 0)
		return command_fail(&cmd_sites);
	if (kmend_detectors_read(&detectors, target, request->detectors ? request->detectors : "") == 0)
		result = list(target, request, detectors);
	free(detectors);
	kmend_target_free(target);
	return result < 0 ? command_fail(&cmd_sites) : command_end(&cmd_sites, KMEND_EXIT_GOOD);
}

static const struct option options[] = {
	OPTION_TEXT(
		"--policy", values, policy, "P", "count in this policy's image (default: the first of target.yaml)"),
	OPTION_CHOICE("--type", values, type, "T", kmend_fault_type_at, "only sites of this fault type"),
	OPTION_TEXT("--detectors", values, detectors, "LIST",
		"detectors to add, of those in target.yaml, with commas between them"),
	OPTION_FLAG("--active", values, active, "only sites with a golden count above 0"),
	OPTION_FLAG("--no-golden", values, no_golden, "boot nothing; the count is shown as -"),
	OPTION_END,
};

const struct command cmd_sites = {
	.name = "sites",
	.summary = "list the fault sites of a target",
	.words = "TARGET",
	.text = "Lists the fault sites of TARGET, one line each, separated by tabs: stable identity, component, "
		"file:line, type, "
		"golden count (executions of the block after `ready` in the workload without a fault).\n",
	.options = options,
	.exits = "0 good, 125 build or golden runs failed, 129 usage or a wrong target.yaml",
	.size = sizeof(struct values),
	.run = run,
};
