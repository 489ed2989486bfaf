/* Golden runs as tasks of the pool, and the comparison between them. */
#include "harness/campaign/golden.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "harness/base/error.h"
#include "harness/campaign/golden_check.h"
#include "harness/campaign/seek.h"
#include "harness/campaign/tail.h"
#include "harness/outcome/signature.h"
#include "harness/outcome/transcript.h"

#define INFRA_TRIES 3u
#define COUNTING_RUNS 2u
#define LIMIT_MIN_NS 2000000000u

/* AFTER: one run of a kernel without glue that goes on after its last line. */
enum kind { SEEKING, PLAIN, AFTER, COUNTING, KINDS };

struct stage {
	struct golden *golden;
	const struct pool_policy *policies;
	size_t npolicies;
	struct share {
		unsigned left[KINDS]; /* runs to give out */
		struct seek seek;     /* of a workload whose end is searched; the others are over at once */
		uint64_t ready_ns;    /* the guest's clock at the snapshot */
		unsigned failures;
		char *counting_log; /* of the first counting run */
		size_t counting_size;
	} *shares; /* by policy */
	const char *workload;
	uint32_t flags;
	uint64_t seed;
};

uint64_t golden_limit_ns(uint64_t golden_ns, double factor)
{
	double limit_ns = (double)golden_ns * factor;

	return limit_ns < LIMIT_MIN_NS ? LIMIT_MIN_NS : (uint64_t)limit_ns;
}

/* The next kind of run that this policy still needs, KINDS: none now. */
static size_t kind_left(const struct share *share)
{
	if (share->seek.phase != SEEK_OVER)
		return share->left[SEEKING] ? SEEKING : KINDS;
	for (size_t kind = PLAIN; kind < KINDS; kind++)
		if (share->left[kind])
			return kind;
	return KINDS;
}

/* Guest virtual time of a run; one that goes on after its end gets a last part on top of it (machine/limit.h). */
static uint64_t limit_ns(const struct stage *stage, size_t number, size_t kind)
{
	const struct share *share = &stage->shares[number];

	if (kind == AFTER && share->ready_ns && share->seek.end_ns > share->ready_ns)
		return share->seek.end_ns - share->ready_ns;
	return golden_limit_s(&stage->policies[number]) * UINT64_C(1000000000);
}

static void make_order(const struct stage *stage, size_t number, size_t kind, struct machine_order *order)
{
	const struct share *share = &stage->shares[number];

	*order = (struct machine_order){ .limit_ns = limit_ns(stage, number, kind),
		.stop_is_end = kind == COUNTING,
		.past_end = kind == AFTER,
		.test_limits = kind == PLAIN ? stage->policies[number].config.test_limits : NULL,
		.stop_at = kind == SEEKING ? share->seek.try_at
			: kind == COUNTING ? share->seek.stop_at
					   : 0,
		.end_ns = share->seek.end_ns,
		.planned = KMEND_TRANSCRIPT_PLANNED_SEEN,
		.control = { .mode = kind == PLAIN ? KMEND_MODE_PLAIN : KMEND_MODE_GOLDEN,
			.flags = stage->flags,
			.fault = { .seed = stage->seed },
			.workload = stage->workload } };
}

static int next(void *context, int policy, struct pool_task *task)
{
	struct stage *stage = context;
	size_t pick = policy >= 0 ? (size_t)policy : 0, kind;

	for (size_t i = 0; i < stage->npolicies && kind_left(&stage->shares[pick]) == KINDS; i++)
		pick = (pick + 1) % stage->npolicies;
	kind = kind_left(&stage->shares[pick]);
	if (kind == KINDS)
		return 0;
	stage->shares[pick].left[kind]--;
	*task = (struct pool_task){ .policy = pick, .number = kind };
	make_order(stage, pick, kind, &task->order);
	return 1;
}

int golden_load(struct golden *golden, const char *log, size_t size)
{
	golden->log = malloc(size + 1);
	if (!golden->log)
		return kmend_error("out of memory");
	memcpy(golden->log, log, size);
	golden->log[size] = 0;
	golden->size = size;
	if (kmend_golden_from_log(&golden->facts, golden->log, golden->size) < 0)
		return -1;
	golden->has_facts = 1;
	golden->golden_ns = golden->facts.end_ns - golden->facts.ready_ns;
	return 0;
}

/* A run without counting: the reference itself, or the same as it byte for byte. */
static int plain_done(struct golden *golden, const struct pool_policy *policy, const struct machine_result *result)
{
	if (!golden->log)
		return kmend_crash_known_read(&golden->known, result->events, result->events_size, result->console,
			       result->console_size) < 0 ||
				golden_check_reports(&golden->known, &policy->config) < 0
			? -1
			: golden_load(golden, result->events, result->events_size);
	return kmend_golden_compare(golden->log, golden->size, result->events, result->events_size);
}

static int keep_counts(
	struct golden *golden, struct share *share, const struct machine_result *result, struct kmend_count *counts)
{
	golden->counts = counts;
	share->counting_log = malloc(result->events_size + 1);
	if (!share->counting_log)
		return kmend_error("out of memory");
	memcpy(share->counting_log, result->events, result->events_size);
	share->counting_size = result->events_size;
	return 0;
}

/* A counting run: log by log and count by count the same as the first one. */
static int counting_done(struct golden *golden, struct share *share, const struct kmend_image *image,
	struct machine *machine, const struct machine_result *result)
{
	struct kmend_count *counts = calloc(image->nblocks + 1, sizeof *counts);
	int bad;

	if (!counts)
		return kmend_error("out of memory");
	bad = machine_counts(machine, counts);
	if (!bad && !golden->counts)
		return keep_counts(golden, share, result, counts);
	if (!bad)
		bad = kmend_golden_compare(
			share->counting_log, share->counting_size, result->events, result->events_size);
	for (uint32_t i = 0; !bad && i < image->nblocks; i++)
		if (memcmp(&counts[i], &golden->counts[i], sizeof counts[i]))
			bad = kmend_error("block %u was executed %u+%u times in one and %u+%u times in the other", i,
				golden->counts[i].protected_runs, golden->counts[i].unprotected_runs,
				counts[i].protected_runs, counts[i].unprotected_runs);
	free(counts);
	return bad;
}

/* The free run of a kernel without glue that did not come to its end; its message is whole. */
static int is_unmatched(
	const struct share *share, const struct pool_policy *policy, const struct machine_result *result)
{
	return share->seek.phase == SEEK_FREE && result->stop != KMEND_STOP_PANIC &&
		result->stop != KMEND_STOP_SHUTDOWN && golden_check_matched(policy->config.console, result) < 0;
}

/* One step of the search for the end of a workload without glue. */
static int seeking_done(struct share *share, const struct pool_policy *policy, const struct machine_result *result)
{
	const struct seek_run run = { .done = result->stop == KMEND_STOP_DONE,
		.power_off = result->is_power_off,
		.at_block = result->at_block,
		.blocks = result->blocks,
		.stopped_ns = result->stopped_ns };

	if (share->seek.phase == SEEK_FREE && golden_bad_end(policy, result))
		return kmend_error("%s", golden_bad_end(policy, result));
	if (seek_step(&share->seek, &run) < 0)
		return -1;
	share->left[SEEKING] = share->seek.phase != SEEK_OVER;
	return 0;
}

static int done(
	void *context, const struct pool_task *task, struct machine *machine, const struct machine_result *result)
{
	struct stage *stage = context;
	struct share *share = &stage->shares[task->policy];
	struct golden *golden = &stage->golden[task->policy];
	const struct pool_policy *policy = &stage->policies[task->policy];
	char why[512];
	int bad;

	if (machine_end_is_infra(result->end) || result->end == MACHINE_END_DIED) {
		if (++share->failures >= INFRA_TRIES)
			return kmend_error("policy %s: golden run: %s", policy->name, result->why);
		share->left[task->number]++;
		return 0;
	}
	golden->zero = machine_zero(machine);
	share->ready_ns = machine_clock_ns(machine);
	if (task->number == SEEKING && is_unmatched(share, policy, result))
		return -1;
	bad = task->number == SEEKING            ? seeking_done(share, policy, result)
		: golden_bad_end(policy, result) ? kmend_error("%s", golden_bad_end(policy, result))
		: task->number == PLAIN          ? plain_done(golden, policy, result)
		: task->number == AFTER          ? golden_check_after(result, &policy->config)
						 : counting_done(golden, share, policy->config.image, machine, result);
	if (!bad)
		return 0;
	snprintf(why, sizeof why, "%s", kmend_error_text());
	tail_print(result);
	return kmend_error(
		"policy %s: %s: %s", policy->name, task->number == COUNTING ? "counting run" : "golden run", why);
}

int golden_runs(struct golden *golden, struct pool *pool, const struct pool_policy *policies, size_t npolicies,
	unsigned runs, const char *workload, uint32_t flags, uint64_t seed)
{
	static const struct pool_client client = { .next = next, .done = done };
	struct stage stage = { golden, policies, npolicies, calloc(npolicies, sizeof *stage.shares), workload, flags,
		seed };
	int result;

	if (!stage.shares)
		return kmend_error("out of memory");
	for (size_t i = 0; i < npolicies; i++) {
		stage.shares[i].left[PLAIN] = runs;
		stage.shares[i].left[COUNTING] = COUNTING_RUNS;
		stage.shares[i].left[SEEKING] = stage.shares[i].left[AFTER] = machine_is_searched(&policies[i].config);
		stage.shares[i].seek.phase = stage.shares[i].left[SEEKING] ? SEEK_FREE : SEEK_OVER;
	}
	result = pool_run(pool, &client, &stage);
	for (size_t i = 0; i < npolicies; i++)
		free(stage.shares[i].counting_log);
	free(stage.shares);
	return result;
}

void golden_release(struct golden *golden)
{
	if (golden->has_facts)
		kmend_golden_release(&golden->facts);
	free(golden->log);
	free(golden->counts);
	kmend_test_limits_release(&golden->limits);
	kmend_crash_known_release(&golden->known);
	*golden = (struct golden){ 0 };
}
