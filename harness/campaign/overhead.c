#include "harness/campaign/overhead.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "harness/base/error.h"
#include "harness/base/measure.h"
#include "harness/campaign/golden_check.h"
#include "harness/campaign/tail.h"
#include "harness/image/footprint.h"
#include "harness/outcome/log.h"

#define INFRA_TRIES 3u

struct stage {
	struct golden *golden;
	uint64_t *instructions;
	const struct pool_policy *policies;
	const struct setup *setup;
	size_t npolicies;
	unsigned *left, *failures; /* by policy */
};

/* ---- running -------------------------------------------------------------------------------------------------- */

static int next(void *context, int policy, struct pool_task *task)
{
	struct stage *stage = context;
	size_t pick = policy >= 0 ? (size_t)policy : 0;

	for (size_t i = 0; i < stage->npolicies && !stage->left[pick]; i++)
		pick = (pick + 1) % stage->npolicies;
	if (!stage->left[pick])
		return 0;
	stage->left[pick]--;
	/* Without blocks there is nothing to count; a guest that is asked to count says its counters at the end. */
	*task = (struct pool_task){ .policy = pick,
		.order = { .limit_ns = golden_limit_s(&stage->policies[pick]) * UINT64_C(1000000000),
			.counts_instructions = 1,
			.control = { .mode = KMEND_MODE_GOLDEN,
				.flags = stage->setup->flags,
				.fault = { .seed = stage->setup->campaign->seed },
				.workload = stage->setup->workload } } };
	return 1;
}

/* The first run is the reference. */
static int compare(struct golden *golden, uint64_t *instructions, const struct machine_result *result)
{
	if (result->end != MACHINE_END_STOP || result->stop != KMEND_STOP_DONE)
		return kmend_error("the workload did not come to its end");
	if (!golden->log) {
		*instructions = result->instructions;
		return golden_load(golden, result->events, result->events_size);
	}
	if (kmend_golden_compare(golden->log, golden->size, result->events, result->events_size) < 0)
		return -1;
	return *instructions == result->instructions
		? 0
		: kmend_error("%" PRIu64 " instructions in one run and %" PRIu64 " in another", *instructions,
			  result->instructions);
}

static int done(
	void *context, const struct pool_task *task, struct machine *machine, const struct machine_result *result)
{
	struct stage *stage = context;
	struct golden *golden = &stage->golden[task->policy];
	const char *policy = stage->policies[task->policy].name;

	if (machine_end_is_infra(result->end) || result->end == MACHINE_END_DIED) {
		if (++stage->failures[task->policy] >= INFRA_TRIES)
			return kmend_error("policy %s: %s", policy, result->why);
		stage->left[task->policy]++;
		return 0;
	}
	golden->zero = machine_zero(machine);
	if (compare(golden, &stage->instructions[task->policy], result) == 0)
		return 0;
	tail_print(result);
	return kmend_error_reword("policy %s: %s", policy, kmend_error_text());
}

int overhead_run(struct golden *golden, uint64_t *instructions, struct pool *pool, const struct pool_policy *policies,
	size_t npolicies, const struct setup *setup)
{
	static const struct pool_client client = { .next = next, .done = done };
	struct stage stage = { golden, instructions, policies, setup, npolicies, calloc(npolicies, sizeof *stage.left),
		calloc(npolicies, sizeof *stage.failures) };
	int result = -1;

	for (size_t i = 0; stage.left && i < npolicies; i++)
		stage.left[i] = setup->campaign->golden_runs;
	if (stage.left && stage.failures)
		result = pool_run(pool, &client, &stage);
	else
		kmend_error_memory();
	free(stage.left);
	free(stage.failures);
	return result;
}

/* ---- writing -------------------------------------------------------------------------------------------------- */

struct writing {
	struct kmend_store *store;
	int64_t policy_id;
};

static int put(const struct writing *writing, enum kmend_measure kind, const char *subject, uint64_t value)
{
	const struct kmend_store_measure measure = {
		.policy_id = writing->policy_id, .kind = kmend_measure_name(kind), .subject = subject, .value = value
	};

	return kmend_store_measure_add(writing->store, &measure);
}

/*
 * Of a test only its time is known, which is that of its instructions as long as the guest never waits. So they are given when it hardly waited in
 * the whole workload: up to 1 of IDLE_SHARE.
 */
#define IDLE_SHARE 1000u
#define EDGES_NS 10000u /* between the first and last event and the stops that instructions are counted between */

static int hardly_waits(uint64_t instructions, uint64_t ns, uint32_t shift)
{
	uint64_t busy_ns = instructions << shift, apart = ns > busy_ns ? ns - busy_ns : busy_ns - ns;

	return apart <= ns / IDLE_SHARE + EDGES_NS;
}

static int write_times(
	const struct writing *writing, const struct golden *golden, uint64_t instructions, uint32_t shift)
{
	const struct kmend_golden *facts = &golden->facts;
	int busy = hardly_waits(instructions, golden->golden_ns, shift);

	if (put(writing, KMEND_MEASURE_TIME, "", golden->golden_ns) < 0)
		return -1;
	for (size_t i = 0; i < facts->ntests; i++) {
		const char *name = facts->tests[i].name;
		uint64_t ns = facts->tests[i].end_ns - facts->tests[i].begin_ns;

		if (!facts->tests[i].begin_ns || facts->tests[i].end_ns <= facts->tests[i].begin_ns)
			continue;
		if (put(writing, KMEND_MEASURE_TIME, name, ns) < 0 ||
			(busy && put(writing, KMEND_MEASURE_INSTRUCTIONS, name, ns >> shift) < 0))
			return -1;
	}
	return 0;
}

/* Of a counter that is said twice the last one counts. */
static int is_said_again(const struct kmend_log *log, size_t i, struct kmend_text name)
{
	for (size_t k = i + 1; k < log->nevents; k++) {
		struct kmend_text other = kmend_event_value(&log->events[k], "name");

		if (log->events[k].kind == KMEND_EV_COUNTER && other.size == name.size &&
			memcmp(other.data, name.data, name.size) == 0)
			return 1;
	}
	return 0;
}

static int write_counter(const struct writing *writing, const struct kmend_log *log, size_t i)
{
	struct kmend_text name = kmend_event_value(&log->events[i], "name");
	char subject[KMEND_EVENT_LINE_MAX];
	uint64_t value;

	if (log->events[i].kind != KMEND_EV_COUNTER || !name.size ||
		!kmend_event_number(&log->events[i], "value", &value) || value > INT64_MAX ||
		is_said_again(log, i, name))
		return 0;
	snprintf(subject, sizeof subject, "%.*s", (int)name.size, name.data);
	return put(writing, KMEND_MEASURE_COUNTER, subject, value);
}

static int write_counters(const struct writing *writing, const struct golden *golden)
{
	struct kmend_log log;
	int result = 0;

	if (kmend_log_parse(&log, golden->log, golden->size) < 0)
		return -1;
	for (size_t i = 0; i < log.nevents && result == 0; i++)
		result = write_counter(writing, &log, i);
	kmend_log_release(&log);
	return result;
}

static int write_footprint(const struct kmend_footprint *footprint, void *context)
{
	const struct writing *writing = context;

	return put(writing, KMEND_MEASURE_PROGRAM, footprint->component, footprint->program) < 0 ||
			put(writing, KMEND_MEASURE_PRIVATE, footprint->component, footprint->writable) < 0 ||
			put(writing, KMEND_MEASURE_RUNTIME, footprint->component, footprint->runtime) < 0
		? -1
		: 0;
}

int overhead_write(struct kmend_store *store, const struct setup *setup, size_t number, const struct golden *golden,
	uint64_t instructions)
{
	struct writing writing = { store, (int64_t)number + 1 };

	return put(&writing, KMEND_MEASURE_INSTRUCTIONS, "", instructions) < 0 ||
			write_times(&writing, golden, instructions, setup->target->settings.icount_shift) < 0 ||
			write_counters(&writing, golden) < 0 ||
			kmend_footprints(setup->paths[number], write_footprint, &writing) != 0
		? -1
		: 0;
}
