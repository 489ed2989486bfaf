/* Golden runs as tasks of the pool, and the comparison between them. */
#include "harness/campaign/golden.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "harness/base/error.h"
#include "harness/campaign/tail.h"

#define INFRA_TRIES 3u
#define LIMIT_MIN_NS 2000000000u

struct stage {
	struct golden *golden;
	const struct pool_policy *policies;
	size_t npolicies;
	unsigned *left; /* runs to give out, by policy */
	unsigned *failures;
	const char *workload;
	uint32_t flags;
	uint64_t seed;
};

uint64_t golden_limit_ns(uint64_t golden_ns, double factor)
{
	double limit_ns = (double)golden_ns * factor;

	return limit_ns < LIMIT_MIN_NS ? LIMIT_MIN_NS : (uint64_t)limit_ns;
}

static int next(void *context, int policy, struct pool_task *task)
{
	struct stage *stage = context;
	size_t pick = policy >= 0 ? (size_t)policy : 0;

	for (size_t i = 0; i < stage->npolicies && !stage->left[pick]; i++)
		pick = (pick + 1) % stage->npolicies;
	if (!stage->left[pick])
		return 0;
	stage->left[pick]--;
	*task = (struct pool_task){ .policy = pick, .order = { .limit_ns = GOLDEN_LIMIT_NS, .control = {
		.mode = KMEND_MODE_GOLDEN, .flags = stage->flags, .seed = stage->seed, .workload = stage->workload } } };
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
		return result->stop == KMEND_STOP_DONE ? NULL :
			result->stop == KMEND_STOP_PANIC ? "the kernel panicked" :
			result->stop == KMEND_STOP_SHUTDOWN ? "controlled shutdown" : "the guest stopped oddly";
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

/* Log by log and count by count; `counts` goes over to `golden` or is freed. */
static int compare(struct golden *golden, const struct machine_result *result, struct kmend_count *counts,
	const struct kmend_image *image)
{
	int bad = 0;

	if (!golden->log) {
		golden->counts = counts;
		return golden_load(golden, result->events, result->events_size);
	}
	if (kmend_golden_compare(golden->log, golden->size, result->events, result->events_size) < 0)
		bad = -1;
	for (uint32_t i = 0; !bad && i < image->nblocks; i++)
		if (memcmp(&counts[i], &golden->counts[i], sizeof counts[i]))
			bad = kmend_error("block %u was executed %u+%u times in one and %u+%u times in the other", i,
				golden->counts[i].in_window, golden->counts[i].outside, counts[i].in_window, counts[i].outside);
	free(counts);
	return bad;
}

static int done(void *context, const struct pool_task *task, struct machine *machine, const struct machine_result *result)
{
	struct stage *stage = context;
	const struct pool_policy *policy = &stage->policies[task->policy];
	const struct kmend_image *image = policy->config.image;
	struct kmend_count *counts;
	char why[512];

	if (machine_end_is_infra(result->end)) {
		if (++stage->failures[task->policy] >= INFRA_TRIES)
			return kmend_error("policy %s: golden run: %s", policy->name, result->why);
		stage->left[task->policy]++;
		return 0;
	}
	if (bad_end(result)) {
		tail_print(result);
		return kmend_error("policy %s: golden run: %s", policy->name, bad_end(result));
	}
	counts = calloc(image->nblocks + 1, sizeof *counts);
	if (!counts)
		return kmend_error("out of memory");
	if (machine_counts(machine, counts) < 0) {
		free(counts);
		return -1;
	}
	if (compare(&stage->golden[task->policy], result, counts, image) < 0) {
		snprintf(why, sizeof why, "%s", kmend_error_text());
		return kmend_error("policy %s: golden run: %s", policy->name, why);
	}
	return 0;
}

int golden_runs(struct golden *golden, struct pool *pool, const struct pool_policy *policies, size_t npolicies,
	unsigned runs, const char *workload, uint32_t flags, uint64_t seed)
{
	static const struct pool_client client = { .next = next, .done = done };
	struct stage stage = { golden, policies, npolicies, calloc(npolicies, sizeof(unsigned)),
		calloc(npolicies, sizeof(unsigned)), workload, flags, seed };
	int result = -1;

	if (!stage.left || !stage.failures) {
		kmend_error("out of memory");
		goto out;
	}
	for (size_t i = 0; i < npolicies; i++)
		stage.left[i] = runs;
	result = pool_run(pool, &client, &stage);
out:
	free(stage.left);
	free(stage.failures);
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
