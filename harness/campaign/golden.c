/* Golden runs as tasks of the pool, and the comparison between them. */
#include "harness/campaign/golden.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "harness/base/error.h"
#include "harness/campaign/tail.h"

#define INFRA_TRIES 3u
#define COUNTING_RUNS 2u
#define LIMIT_MIN_NS 2000000000u

enum kind { PLAIN, COUNTING, KINDS };

struct stage {
	struct golden *golden;
	const struct pool_policy *policies;
	size_t npolicies;
	struct share {
		unsigned left[KINDS]; /* runs to give out */
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

/* The next kind of run that this policy still needs, KINDS: none. */
static size_t kind_left(const struct share *share)
{
	return share->left[PLAIN] ? PLAIN : share->left[COUNTING] ? COUNTING : KINDS;
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
	*task = (struct pool_task){ .policy = pick,
		.number = kind,
		.order = { .limit_ns = GOLDEN_LIMIT_NS,
			.control = { .mode = kind == COUNTING ? KMEND_MODE_GOLDEN : KMEND_MODE_PLAIN,
				.flags = stage->flags,
				.seed = stage->seed,
				.workload = stage->workload } } };
	return 1;
}

static const char *bad_end(const struct machine_result *result)
{
	switch (result->end) {
	case MACHINE_END_RESET:
		return "the guest reset itself";
	case MACHINE_END_POWEROFF:
		return "the guest powered off";
	case MACHINE_END_HANG:
		return "the workload does not end";
	case MACHINE_END_FLOOD:
		return "the guest flooded a serial port";
	default:
		return result->stop == KMEND_STOP_DONE        ? NULL
			: result->stop == KMEND_STOP_PANIC    ? "the kernel panicked"
			: result->stop == KMEND_STOP_SHUTDOWN ? "controlled shutdown"
							      : "the guest stopped oddly";
	}
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
static int plain_done(struct golden *golden, const struct machine_result *result)
{
	if (!golden->log)
		return golden_load(golden, result->events, result->events_size);
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
				golden->counts[i].in_window, golden->counts[i].outside, counts[i].in_window,
				counts[i].outside);
	free(counts);
	return bad;
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

	if (machine_end_is_infra(result->end)) {
		if (++share->failures >= INFRA_TRIES)
			return kmend_error("policy %s: golden run: %s", policy->name, result->why);
		share->left[task->number]++;
		return 0;
	}
	bad = bad_end(result)           ? kmend_error("%s", bad_end(result))
		: task->number == PLAIN ? plain_done(golden, result)
					: counting_done(golden, share, policy->config.image, machine, result);
	if (!bad)
		return 0;
	snprintf(why, sizeof why, "%s", kmend_error_text());
	tail_print(result);
	return kmend_error(
		"policy %s: %s: %s", policy->name, task->number == PLAIN ? "golden run" : "counting run", why);
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
	*golden = (struct golden){ 0 };
}
