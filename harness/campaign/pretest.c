/* One run without a fault for each policy, then one for each place, as tasks of the pool. */
#include "harness/campaign/pretest.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "harness/base/buf.h"
#include "harness/base/error.h"
#include "harness/base/policy.h"
#include "harness/campaign/golden_check.h"
#include "harness/campaign/judge.h"
#include "harness/campaign/say.h"
#include "harness/campaign/tail.h"
#include "harness/config/pretest.h"
#include "harness/outcome/transcript.h"

#define INFRA_TRIES 3u
#define WITHOUT_FAULT SIZE_MAX /* number of the task that breaks nothing */
#define SECOND_NS UINT64_C(1000000000)

struct place {
	uint32_t site, block; /* dense, of this policy's image */
	uint16_t candidate;
	int begun;
	char said[64]; /* what came of it */
};

struct share {
	int tried; /* the policy promises something */
	int begun; /* the run without a fault */
	int has_facts;
	struct kmend_golden facts;
	unsigned failures;
	struct place places[KMEND_PRETEST_MAX];
};

struct stage {
	const struct setup *setup;
	const struct pool_policy *policies;
	struct share *shares; /* by policy */
	char workload[SETUP_WORKLOAD_MAX];
};

/* ---- places ----------------------------------------------------------------------------------------------------- */

/* The first site of `type` in the function, in the order of its blocks. */
static int find_place(struct place *place, const struct kmend_image *image, const char *text, uint32_t type)
{
	char component[KMEND_PRETEST_COMPONENT];
	const char *function = kmend_pretest_split(component, text);
	uint32_t lowest = UINT32_MAX;

	for (uint32_t i = 0; i < image->nsites && lowest; i++) {
		struct kmend_image_site site;

		if (kmend_image_type_of(image, i) != type)
			continue;
		site = kmend_image_site(image, i);
		if (site.ordinal >= lowest || strcmp(site.function, function) != 0 ||
			strcmp(image->components[site.component].name, component) != 0)
			continue;
		lowest = site.ordinal;
		place->site = i;
		place->block = site.block;
		place->candidate = (uint16_t)site.candidate;
	}
	return lowest == UINT32_MAX ? -1 : 0;
}

static int find_places(struct stage *stage, size_t policy)
{
	const struct kmend_target *target = stage->setup->target;

	for (uint64_t i = 0; i < target->pretest_count; i++)
		if (find_place(&stage->shares[policy].places[i], stage->setup->images[policy], target->pretest[i],
			    KMEND_FAULT_FAIL_STOP) < 0)
			return kmend_error_as(KMEND_ERROR_INVALID,
				"%s/target.yaml: pretest: the image has no site of fail-stop in '%.80s'", target->dir,
				target->pretest[i]);
	return 0;
}

/* ---- runs ------------------------------------------------------------------------------------------------------- */

static size_t next_place(const struct stage *stage, const struct share *share)
{
	for (size_t i = 0; share->has_facts && i < stage->setup->target->pretest_count; i++)
		if (!share->places[i].begun)
			return i;
	return WITHOUT_FAULT;
}

static int has_task(const struct stage *stage, size_t policy)
{
	const struct share *share = &stage->shares[policy];

	return share->tried && (!share->begun || next_place(stage, share) != WITHOUT_FAULT);
}

static int next(void *context, int policy, struct pool_task *task)
{
	struct stage *stage = context;
	size_t pick = policy >= 0 ? (size_t)policy : 0, n = 0;
	struct share *share;

	for (; n < stage->setup->npolicies && !has_task(stage, pick); n++)
		pick = (pick + 1) % stage->setup->npolicies;
	if (n == stage->setup->npolicies)
		return 0;
	share = &stage->shares[pick];
	*task = (struct pool_task){ .policy = pick, .number = next_place(stage, share) };
	task->order =
		(struct machine_order){ .control = { .flags = stage->setup->flags, .workload = stage->workload } };
	if (task->number == WITHOUT_FAULT) {
		share->begun = 1;
		task->order.limit_ns = golden_limit_s(&stage->policies[pick]) * SECOND_NS;
		task->order.planned = KMEND_TRANSCRIPT_PLANNED_SEEN;
		task->order.control.mode = KMEND_MODE_PLAIN;
		return 1;
	}
	share->places[task->number].begun = 1;
	task->order.limit_ns = setup_limit_ns(stage->setup->target, share->facts.end_ns - share->facts.ready_ns);
	task->order.planned = share->facts.planned;
	task->order.control.mode = KMEND_MODE_ARMED;
	task->order.control.site = share->places[task->number].site;
	task->order.control.block = share->places[task->number].block;
	task->order.control.fault = (struct kmend_fault){ .type = KMEND_FAULT_FAIL_STOP,
		.candidate = share->places[task->number].candidate,
		.activation = KMEND_ACTIVATION_ONCE };
	return 1;
}

static int without_fault_done(
	struct share *share, const struct pool_policy *policy, const struct machine_result *result)
{
	const char *bad = golden_bad_end(policy, result);

	if (bad || kmend_golden_from_log(&share->facts, result->events, result->events_size) < 0) {
		tail_print(result);
		return bad ? kmend_error("policy %s: pretest without a fault: %s", policy->name, bad)
			   : kmend_error_reword(
				     "policy %s: pretest without a fault: %s", policy->name, kmend_error_text());
	}
	share->has_facts = 1;
	return 0;
}

/* A crash that was recovered from: it is over, the next request was served, and nothing is wrong with what is left. */
static int is_recovered(const struct kmend_verdict *verdict)
{
	return verdict->outcome == KMEND_OUTCOME_PASS && verdict->recovered && !verdict->inconsistent;
}

static int place_done(const struct stage *stage, const struct pool_task *task, const struct machine_result *result)
{
	const char *text = stage->setup->target->pretest[task->number];
	struct share *share = &stage->shares[task->policy];
	struct place *place = &share->places[task->number];
	char component[KMEND_PRETEST_COMPONENT];
	struct kmend_verdict verdict;
	int bad = 0;

	if (judge_run(&verdict, result, place->site, &share->facts) < 0)
		return -1;
	snprintf(place->said, sizeof place->said, "%s", kmend_outcome_name(verdict.outcome));
	if (!is_recovered(&verdict)) {
		const char *function = kmend_pretest_split(component, text);
		const char *why = verdict.inconsistent ? ", inconsistent" : verdict.recovered ? "" : ", no recovery";

		bad = kmend_error("policy %s does not recover a deliberate crash of %s (%.80s): %s, %s%s; "
				  "--no-pretest starts the campaign all the same",
			stage->policies[task->policy].name, component, function, place->said, verdict.reason, why);
	}
	kmend_verdict_release(&verdict);
	return bad;
}

static int done(
	void *context, const struct pool_task *task, struct machine *machine, const struct machine_result *result)
{
	struct stage *stage = context;
	struct share *share = &stage->shares[task->policy];
	const struct pool_policy *policy = &stage->policies[task->policy];

	(void)machine;
	if (machine_end_is_infra(result->end)) {
		if (++share->failures >= INFRA_TRIES)
			return kmend_error("policy %s: pretest: %s", policy->name, result->why);
		if (task->number == WITHOUT_FAULT)
			share->begun = 0;
		else
			share->places[task->number].begun = 0;
		return 0;
	}
	return task->number == WITHOUT_FAULT ? without_fault_done(share, policy, result)
					     : place_done(stage, task, result);
}

/* ---- the whole -------------------------------------------------------------------------------------------------- */

/* "passed enhanced(rs:rs_request=pass,...) ..." */
static char *fact_text(const struct stage *stage)
{
	const struct kmend_target *target = stage->setup->target;
	struct kmend_buf text = KMEND_BUF_INIT;
	int failed = kmend_buf_printf(&text, PRETEST_PASSED) < 0;

	for (size_t p = 0; p < stage->setup->npolicies && !failed; p++) {
		const struct share *share = &stage->shares[p];

		for (uint64_t i = 0; i < target->pretest_count && share->tried && !failed; i++)
			failed = (i == 0 && kmend_buf_printf(&text, " %s(", stage->policies[p].name) < 0) ||
				kmend_buf_printf(&text, "%s=%s%s", target->pretest[i], share->places[i].said,
					i + 1 < target->pretest_count ? "," : ")") < 0;
	}
	if (failed)
		kmend_buf_release(&text);
	return text.data;
}

/* -> how many policies promise to recover. */
static size_t choose_policies(const struct stage *stage)
{
	size_t n = 0;

	for (size_t i = 0; i < stage->setup->npolicies; i++) {
		stage->shares[i].tried = kmend_policy_find(stage->policies[i].name)->protects;
		n += (size_t)stage->shares[i].tried;
	}
	return n;
}

static int try_all(char **fact, struct stage *stage, struct pool *pool)
{
	static const struct pool_client client = { .next = next, .done = done };
	const struct kmend_target *target = stage->setup->target;

	if (setup_names(stage->workload, target->name, target->pretest_tests, target->pretest_tests_count) < 0)
		return -1;
	if (!target->pretest_tests_count)
		memcpy(stage->workload, stage->setup->workload, sizeof stage->workload);
	for (size_t i = 0; i < stage->setup->npolicies; i++)
		if (stage->shares[i].tried && find_places(stage, i) < 0)
			return -1;
	if (pool_run(pool, &client, stage) < 0)
		return -1;
	*fact = fact_text(stage);
	return *fact ? 0 : -1;
}

int pretest_run(char **fact, struct pool *pool, const struct pool_policy *policies, const struct setup *setup, int skip)
{
	struct stage stage = { .setup = setup, .policies = policies };
	size_t promising;
	int result = 0;

	*fact = NULL;
	stage.shares = calloc(setup->npolicies, sizeof *stage.shares);
	if (!stage.shares)
		return kmend_error_memory();
	promising = choose_policies(&stage);
	if (promising && !skip && setup->target->pretest_count) {
		campaign_say("pretest: %zu crashes on purpose under each of %zu policies",
			(size_t)setup->target->pretest_count, promising);
		result = try_all(fact, &stage, pool);
	} else if (promising) {
		*fact = strdup(skip ? PRETEST_SKIPPED : PRETEST_UNNAMED);
		result = *fact ? 0 : kmend_error_memory();
	}
	for (size_t i = 0; i < setup->npolicies; i++)
		if (stage.shares[i].has_facts)
			kmend_golden_release(&stage.shares[i].facts);
	free(stage.shares);
	return result;
}
