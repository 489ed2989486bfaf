#include "harness/campaign/record_plan.h"

#include "harness/base/error.h"
#include "harness/base/fault.h"
#include "harness/campaign/disruption.h"

static int write_strata(struct kmend_store *store, const struct kmend_image *image, const struct plan *plan)
{
	for (uint32_t c = 0; c < image->ncomponents; c++)
		for (uint32_t type = 0; type < PLAN_TYPES; type++) {
			const struct plan_stratum *own = &plan->strata[c][type];
			const struct kmend_store_stratum stratum = { .component = image->components[c].name,
				.type = kmend_fault_type_text(type),
				.sites = own->sites,
				.reached = own->reached,
				.booted = own->booted,
				.eligible = own->eligible };

			if (own->sites && kmend_store_stratum_add(store, &stratum) < 0)
				return -1;
		}
	return 0;
}

/* A chosen site, as every policy's image has it. *id is its number in the result. */
static int write_site(
	struct kmend_store *store, const struct setup *setup, const struct kmend_image_site *site, int64_t *id)
{
	char identity[KMEND_IMAGE_IDENTITY_MAX];
	struct kmend_store_site row = { .identity = kmend_image_identity(setup->images[0], site->number, identity),
		.block_id = (int64_t)site->block + 1,
		.candidate = site->candidate,
		.type = kmend_fault_type_text(site->type),
		.file = site->file,
		.line = site->line };

	if (kmend_store_site_add(store, &row) < 0)
		return -1;
	*id = row.id;
	for (size_t i = 0; i < setup->npolicies; i++) {
		struct kmend_store_site_image image = { .site_id = row.id, .policy_id = (int64_t)i + 1 };

		if (!kmend_image_find(setup->images[i], identity, &image.dense_site))
			return kmend_error("the images differ: '%s' is missing in one", identity);
		image.dense_block = kmend_image_block_of(setup->images[i], image.dense_site);
		if (kmend_store_site_image_add(store, &image) < 0)
			return -1;
	}
	return 0;
}

/* What the fault of a repeat goes by. Disruption: never in the first repeat, then at intervals that are halved each time. */
static uint64_t parameter_of(const struct kmend_campaign *campaign, uint32_t repeat)
{
	if (campaign->measure != KMEND_PURPOSE_DISRUPTION)
		return campaign->rule.parameter;
	return repeat ? campaign->rule.parameter >> (repeat - 1) : DISRUPTION_NEVER;
}

/* The experiments of one site stand side by side: all policies, all repeats. Each repeat has a seed of its own. */
static int write_experiments(struct kmend_store *store, const struct setup *setup, int64_t site_id)
{
	const struct kmend_campaign *campaign = setup->campaign;

	for (size_t i = 0; i < setup->npolicies; i++)
		for (uint32_t repeat = 0; repeat < campaign->repeats; repeat++) {
			struct kmend_store_plan plan = { .policy_id = (int64_t)i + 1,
				.site_id = site_id,
				.repeat = repeat,
				.fault = { .activation = campaign->rule.kind,
					.parameter = parameter_of(campaign, repeat),
					.seed = campaign->seed + repeat } };

			if (kmend_store_plan_add(store, &plan) < 0)
				return -1;
		}
	return 0;
}

/* A site that stands for a test: in no image, in a function of the test's name. */
static int write_test(struct kmend_store *store, const struct setup *setup, const char *test)
{
	struct kmend_store_function function = {
		.component = KMEND_STORE_TEST_COMPONENT, .unit = KMEND_STORE_TEST_COMPONENT, .name = test
	};
	struct kmend_store_block block = { .file = "" };
	struct kmend_store_site site = { .identity = test, .type = KMEND_STORE_TEST_TYPE, .file = "" };

	if (kmend_store_function_add(store, &function) < 0)
		return -1;
	block.function_id = function.id;
	if (kmend_store_block_add(store, &block) < 0)
		return -1;
	site.block_id = block.id;
	if (kmend_store_site_add(store, &site) < 0)
		return -1;
	for (size_t i = 0; i < setup->npolicies; i++) {
		const struct kmend_store_site_image image = { .site_id = site.id,
			.policy_id = (int64_t)i + 1,
			.dense_site = KMEND_STORE_NO_SITE,
			.dense_block = KMEND_STORE_NO_SITE };

		if (kmend_store_site_image_add(store, &image) < 0)
			return -1;
	}
	return write_experiments(store, setup, site.id);
}

static int write_tests(struct kmend_store *store, const struct setup *setup)
{
	for (uint64_t i = 0; i < setup->campaign->workload_count; i++)
		if (write_test(store, setup, setup->campaign->workload[i]) < 0)
			return -1;
	return 0;
}

int record_plan(struct kmend_store *store, const struct setup *setup, const struct plan *plan)
{
	const struct kmend_image *image = setup->images[0];

	if (write_strata(store, image, plan) < 0)
		return -1;
	for (size_t i = 0; i < plan->nsites; i++) {
		const struct kmend_image_site site = kmend_image_site(image, plan->sites[i]);
		int64_t id;

		if (write_site(store, setup, &site, &id) < 0 || write_experiments(store, setup, id) < 0)
			return -1;
	}
	return setup->campaign->measure == KMEND_PURPOSE_TESTS ? write_tests(store, setup) : 0;
}
