/* Loading and building: everything that must be right before a machine is started. */
#include "harness/campaign/setup.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "harness/base/error.h"
#include "harness/base/fault.h"
#include "harness/base/safe.h"
#include "harness/build/build.h"
#include "harness/campaign/golden.h"
#include "harness/config/detectors.h"
#include "harness/config/yaml.h"
#include "harness/image/group.h"

static int check_policies(const struct setup *setup)
{
	const struct kmend_campaign *campaign = setup->campaign;

	for (uint64_t i = 0; i < campaign->policies_count; i++)
		if (!kmend_target_has_policy(setup->target, campaign->policies[i]))
			return kmend_error_as(KMEND_ERROR_INVALID, "%s: target '%s' has no policy '%s'", campaign->path,
				setup->target->name, campaign->policies[i]);
	return 0;
}

static int check_detectors(const struct setup *setup)
{
	const struct kmend_campaign *campaign = setup->campaign;

	for (uint64_t i = 0; i < campaign->detectors_count; i++)
		if (!kmend_target_has_detector(setup->target, campaign->detectors[i]))
			return kmend_yaml_complain(campaign->path, campaign->text, "detectors",
				"target '%s' has no detector '%s'", setup->target->name, campaign->detectors[i]);
	return 0;
}

static int check_types(const struct setup *setup)
{
	const struct kmend_campaign *campaign = setup->campaign;

	if (!(campaign->types & ~setup->target->types))
		return 0;
	return kmend_yaml_complain(campaign->path, campaign->text,
		campaign->fault_types_count ? "fault_types" : "fault_model",
		"target '%s' has fault sites of %s, not of all of %s", setup->target->name, setup->target->type_list,
		campaign->type_list);
}

/* Without glue nobody tells the kernel which tests to run. */
static int check_workload(const struct setup *setup)
{
	const struct kmend_campaign *campaign = setup->campaign;

	if (kmend_target_has_glue(setup->target) || !campaign->workload_count)
		return 0;
	return kmend_yaml_complain(campaign->path, campaign->text, "workload",
		"target '%s' is a kernel without glue: it runs all its tests, always", setup->target->name);
}

/* Nothing is drawn where something is measured; and without fault sites a kernel without glue says nothing. */
static int check_measure(const struct setup *setup, const struct setup_override *override)
{
	const struct kmend_campaign *campaign = setup->campaign;

	if (campaign->measure == KMEND_PURPOSE_FAULTS || campaign->measure == KMEND_PURPOSE_TESTS)
		return 0;
	if (!override->takes_measure || override->has_sample)
		return kmend_error_as(
			KMEND_ERROR_USAGE, "%s: it measures: `kmend run`, without --sample or --shard", campaign->path);
	if (campaign->measure == KMEND_PURPOSE_OVERHEAD && !kmend_target_has_glue(setup->target))
		return kmend_yaml_complain(campaign->path, campaign->text, "measure",
			"target '%s' is a kernel without glue: without fault sites nothing is seen of it",
			setup->target->name);
	return 0;
}

/* Nothing is drawn, and the guest has to be told which tests: one more than without. */
static int check_tests(const struct setup *setup, const struct setup_override *override)
{
	const struct kmend_campaign *campaign = setup->campaign;

	if (campaign->measure != KMEND_PURPOSE_TESTS)
		return 0;
	if (!override->takes_tests || override->has_sample)
		return kmend_error_as(KMEND_ERROR_USAGE,
			"%s: its experiments are tests: `kmend run` or `kmend plan`, without --sample", campaign->path);
	for (uint64_t i = 0; i < campaign->workload_count; i++)
		if (strlen(campaign->workload[i]) + strlen(setup->workload) + 2 >= SETUP_WORKLOAD_MAX)
			return kmend_yaml_complain(campaign->path, campaign->text, "workload",
				"'%.40s' and the `tests` of target '%s' are together too long", campaign->workload[i],
				setup->target->name);
	return 0;
}

/* A storm needs what only glue has: all blocks armed at once, and an event for each fault. */
static int check_storm(const struct setup *setup, const struct setup_override *override)
{
	const struct kmend_campaign *campaign = setup->campaign;

	if (campaign->rule.kind != KMEND_ACTIVATION_STORM)
		return 0;
	if (override->has_sample)
		return kmend_error_as(
			KMEND_ERROR_USAGE, "%s: a storm chooses no sites: without --sample", campaign->path);
	if (kmend_target_has_glue(setup->target))
		return 0;
	return kmend_yaml_complain(campaign->path, campaign->text, "activation",
		"target '%s' is a kernel without glue: it knows no storm", setup->target->name);
}

int setup_names(char workload[SETUP_WORKLOAD_MAX], const char *where, char *const *names, uint64_t count)
{
	size_t used = 0;

	workload[0] = 0;
	for (uint64_t i = 0; i < count; i++) {
		int size = snprintf(workload + used, SETUP_WORKLOAD_MAX - used, "%s%s", i ? "," : "", names[i]);

		if (size < 0 || (size_t)size >= SETUP_WORKLOAD_MAX - used)
			return kmend_error_as(KMEND_ERROR_INVALID,
				"%s: the names of the workload are longer than %u characters", where,
				SETUP_WORKLOAD_MAX - 1);
		used += (size_t)size;
	}
	return 0;
}

int setup_workload(
	char workload[SETUP_WORKLOAD_MAX], const struct kmend_target *target, const struct kmend_campaign *campaign)
{
	if (campaign && campaign->workload_count && campaign->measure != KMEND_PURPOSE_TESTS)
		return setup_names(workload, campaign->path, campaign->workload, campaign->workload_count);
	return setup_names(workload, target->name, target->tests, target->tests_count);
}

uint64_t setup_limit_ns(const struct kmend_target *target, uint64_t golden_ns)
{
	return target->experiment_seconds ? target->experiment_seconds * UINT64_C(1000000000)
					  : golden_limit_ns(golden_ns, target->time_factor);
}

int setup_image(struct kmend_image **image, const struct kmend_target *target, const char *path)
{
	if (kmend_image_open(image, path) < 0)
		return -1;
	if (kmend_target_has_glue(target) ||
		kmend_image_group(*image, target->components, target->components_count) == 0)
		return 0;
	kmend_image_free(*image);
	*image = NULL;
	return -1;
}

int setup_load(struct setup *setup, const char *path, const struct setup_override *override)
{
	*setup = (struct setup){ 0 };
	if (kmend_campaign_load(&setup->campaign, path) < 0 ||
		kmend_target_load(&setup->target, setup->campaign->target) < 0 || check_policies(setup) < 0 ||
		check_types(setup) < 0 || check_detectors(setup) < 0 || check_workload(setup) < 0 ||
		check_measure(setup, override) < 0 || check_storm(setup, override) < 0 ||
		setup_workload(setup->workload, setup->target, setup->campaign) < 0 || check_tests(setup, override) < 0)
		return -1;
	if (override->has_seed)
		setup->campaign->seed = override->seed;
	if (override->has_sample) {
		/* A selection that may have a number and needs none goes on as it is; the others become a plain sample. */
		if (kmend_selection_needs_sample(setup->campaign->select) ||
			!kmend_selection_takes_sample(setup->campaign->select))
			setup->campaign->select = KMEND_SELECT_SAMPLE;
		setup->campaign->sample = override->sample;
	}
	setup->flags = setup->campaign->oracle ? KMEND_FLAG_ORACLE : 0;
	return 0;
}

/* A build that takes long is told about; one that is found in the cache is not worth a line. */
static void say_built(const char *policy, uint64_t since_ns)
{
	double seconds = (double)(uv_hrtime() - since_ns) / 1e9;

	if (seconds >= 1)
		kmend_print_line(stderr, "kmend: image %s (%.1f s)", policy, seconds);
}

int setup_build(struct setup *setup, const struct setup_override *override)
{
	const struct kmend_campaign *campaign = setup->campaign;

	setup->npolicies = campaign->policies_count;
	setup->paths = calloc(setup->npolicies, sizeof *setup->paths);
	setup->images = calloc(setup->npolicies, sizeof *setup->images);
	if (!setup->paths || !setup->images)
		return kmend_error("out of memory");
	for (size_t i = 0; i < setup->npolicies; i++) {
		uint64_t since = uv_hrtime();
		const struct kmend_build build = { .policy = campaign->policies[i],
			.oracle = campaign->oracle,
			.log = kmend_campaign_log(campaign),
			.sites = campaign->measure == KMEND_PURPOSE_OVERHEAD ? "none" : NULL,
			.detectors = campaign->detector_list,
			.verbose = override->verbose };

		if (kmend_build_image(setup->target, &build, &setup->paths[i]) < 0 ||
			setup_image(&setup->images[i], setup->target, setup->paths[i]) < 0)
			return -1;
		say_built(campaign->policies[i], since);
		if (i &&
			kmend_image_same_sites(
				setup->images[0], campaign->policies[0], setup->images[i], campaign->policies[i]) < 0)
			return -1;
	}
	if (campaign->measure == KMEND_PURPOSE_OVERHEAD)
		return setup->images[0]->nsites
			? kmend_error(
				  "%s: its build puts fault sites in although KMEND_SITES is none", setup->target->name)
			: 0;
	if (!setup->images[0]->nsites)
		return kmend_error("%s: the images have no fault sites; does `build` in target.yaml compile with {cc}?",
			setup->target->name);
	return 0;
}

void setup_release(struct setup *setup)
{
	for (size_t i = 0; i < setup->npolicies; i++) {
		if (setup->images)
			kmend_image_free(setup->images[i]);
		if (setup->paths)
			free(setup->paths[i]);
	}
	free(setup->images);
	free(setup->paths);
	kmend_target_free(setup->target);
	kmend_campaign_free(setup->campaign);
	*setup = (struct setup){ 0 };
}

void setup_machine(const struct setup *setup, size_t policy, struct machine_config *config)
{
	*config = (struct machine_config){
		.image_path = setup->paths[policy], .image = setup->images[policy], .cpu = -1
	};
	machine_config_target(config, setup->target);
	config->policy = setup->campaign->policies[policy];
}
