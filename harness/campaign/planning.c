#include "harness/campaign/planning.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "harness/base/error.h"
#include "harness/campaign/blocks.h"
#include "harness/campaign/boot_counts.h"
#include "harness/campaign/effect.h"
#include "harness/campaign/plan.h"
#include "harness/campaign/pretest.h"
#include "harness/campaign/record.h"
#include "harness/campaign/say.h"
#include "harness/config/yaml.h"

/* What every policy counted while it booted. */
static int count_boots(const struct planning *planning, struct kmend_count **boot)
{
	for (size_t i = 0; i < planning->setup->npolicies; i++) {
		struct machine_config config = planning->policies[i].config;

		config.stop_at = pool_ready_block(planning->pool, i);
		if (boot_counts(&boot[i], planning->loop, &config, planning->stopped) < 0)
			return kmend_error_reword("policy %s: %s", planning->policies[i].name, kmend_error_text());
	}
	return 0;
}

static int complain_about_none(const struct setup *setup, const struct plan *plan)
{
	if (plan->total.reached && setup->campaign->sites_count && !plan->total.eligible)
		return kmend_error("%s: the workload reaches no fault site of %s that `sites` names",
			setup->target->name, setup->campaign->type_list);
	if (plan->total.reached && setup->campaign->boot == KMEND_BOOT_EXCLUDE)
		return kmend_error("%s: no fault site of %s is left: the workload reaches %" PRIu64 " of all types, "
				   "%" PRIu64 " of them in blocks that ran at boot",
			setup->target->name, setup->campaign->type_list, plan->total.reached, plan->total.booted);
	return plan->total.reached ? kmend_error("%s: the workload activates no fault site of %s", setup->target->name,
					     setup->campaign->type_list)
				   : kmend_error("%s: the workload activates no fault site", setup->target->name);
}

/* 1: the test runs without being named, so that an experiment with it would be the golden run again. */
static int is_golden(const struct planning *planning, const char *test)
{
	const struct kmend_golden *golden = &planning->golden[0].facts;

	for (size_t i = 0; i < golden->ntests; i++)
		if (strcmp(golden->tests[i].name, test) == 0)
			return 1;
	return 0;
}

/* Nothing is chosen: the campaign names them. The sites are counted all the same. */
static int choose_tests(const struct planning *planning, const struct blocks *blocks, struct plan *plan)
{
	const struct plan_request none = { .select = KMEND_SELECT_ALL };
	const struct kmend_campaign *campaign = planning->setup->campaign;

	for (uint64_t i = 0; i < campaign->workload_count; i++)
		if (is_golden(planning, campaign->workload[i]))
			return kmend_yaml_complain(campaign->path, campaign->text, "workload",
				"'%.40s' is one of the tests that run anyway: an experiment is about another one",
				campaign->workload[i]);
	campaign_say("%" PRIu64 " tests under %zu policies: %" PRIu64 " experiments", campaign->workload_count,
		planning->setup->npolicies, campaign->workload_count * planning->setup->npolicies);
	return plan_make(plan, planning->setup->images[0], blocks, &none);
}

static int choose(const struct planning *planning, const struct blocks *blocks, struct plan *plan)
{
	const struct setup *setup = planning->setup;
	const struct kmend_campaign *campaign = setup->campaign;
	const struct plan_request request = { .select = campaign->select,
		.sample = campaign->sample,
		.seed = campaign->seed,
		.types = campaign->types,
		.weights = campaign->weights_count ? campaign->type_weights : NULL,
		.boot = campaign->boot,
		.patterns = campaign->sites,
		.npatterns = campaign->sites_count };

	if (campaign->measure == KMEND_PURPOSE_TESTS)
		return choose_tests(planning, blocks, plan);
	effect_foresee(effect_zero(planning->golden, setup->npolicies), campaign->types);
	if (plan_make(plan, setup->images[0], blocks, &request) < 0)
		return -1;
	if (!plan->nsites)
		return complain_about_none(setup, plan);
	if (campaign->measure == KMEND_PURPOSE_DISRUPTION && plan->nsites != 1)
		return kmend_error(
			"%s: `measure: disruption` breaks one site; `sites` leaves %zu", campaign->path, plan->nsites);
	campaign_say("%" PRIu64 " of %" PRIu64 " sites are eligible; %zu of them under %zu policies: %" PRIu64
		     " experiments",
		plan->total.eligible, plan->total.sites, plan->nsites, setup->npolicies,
		(uint64_t)plan->nsites * setup->npolicies * campaign->repeats);
	return 0;
}

static int choose_and_record(const struct planning *planning, struct kmend_count *const *boot, const char *pretest,
	struct blocks *blocks, struct plan *plan)
{
	const struct setup *setup = planning->setup;
	const struct record record = { .identity = planning->identity,
		.blocks = blocks,
		.plan = plan,
		.golden = planning->golden,
		.boot = boot,
		.pretest = pretest,
		.pool = planning->pool };

	if (blocks_make(blocks, setup->images, setup->npolicies) < 0)
		return -1;
	for (size_t i = 0; i < setup->npolicies; i++)
		blocks_count(blocks, i, planning->golden[i].counts, boot[i]);
	return choose(planning, blocks, plan) < 0 ? -1 : record_write(planning->store, setup, &record);
}

int planning_run(const struct planning *planning)
{
	const struct setup *setup = planning->setup;
	const struct kmend_campaign *campaign = setup->campaign;
	struct kmend_count **boot = calloc(setup->npolicies, sizeof *boot);
	struct plan *plan = calloc(1, sizeof *plan);
	struct blocks blocks = { 0 };
	char *pretest = NULL;
	int result = -1;

	if (!boot || !plan) {
		kmend_error_memory();
		goto out;
	}
	if (pretest_run(&pretest, planning->pool, planning->policies, setup, planning->no_pretest) < 0)
		goto out;
	campaign_say("golden runs (%u under each policy)", campaign->golden_runs);
	if (golden_runs(planning->golden, planning->pool, planning->policies, setup->npolicies, campaign->golden_runs,
		    setup->workload, setup->flags, campaign->seed) == 0 &&
		count_boots(planning, boot) == 0)
		result = choose_and_record(planning, boot, pretest, &blocks, plan);
out:
	free(pretest);
	if (plan)
		plan_release(plan);
	free(plan);
	blocks_release(&blocks);
	for (size_t i = 0; boot && i < setup->npolicies; i++)
		free(boot[i]);
	free(boot);
	return result;
}
