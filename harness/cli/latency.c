/*
 * A recovery is a `recovery-end` and the last `recovery-begin` before it of the same component that has no end yet: while one component
 * is recovered, another one can crash.
 */
#include "harness/cli/latency.h"

#include <stdlib.h>
#include <string.h>

#include "harness/base/error.h"
#include "harness/outcome/log.h"

#define AT_ONCE_MAX 64 /* recoveries that have begun at the same time; older ones are forgotten */

struct open_recovery {
	struct kmend_text component;
	uint64_t ticks;
};

struct recoveries {
	struct open_recovery open[AT_ONCE_MAX];
	size_t count;
};

static void begin(struct recoveries *recoveries, const struct kmend_event *event)
{
	if (recoveries->count == AT_ONCE_MAX)
		memmove(&recoveries->open[0], &recoveries->open[1], --recoveries->count * sizeof(recoveries->open[0]));
	recoveries->open[recoveries->count++] =
		(struct open_recovery){ kmend_event_value(event, "component"), event->ticks };
}

static int end(struct recoveries *recoveries, const struct kmend_event *event, struct kmend_latencies *latencies)
{
	struct kmend_text component = kmend_event_value(event, "component");
	size_t i = recoveries->count;

	while (i-- > 0) {
		struct open_recovery *one = &recoveries->open[i];
		uint64_t began = one->ticks;

		if (one->component.size != component.size ||
			(component.size && memcmp(one->component.data, component.data, component.size) != 0))
			continue;
		memmove(one, one + 1, (--recoveries->count - i) * sizeof(*one));
		/* A clock that runs backwards measures nothing. */
		return event->ticks < began ? 0 : kmend_latencies_add(latencies, event->ticks - began);
	}
	return 0;
}

static int measure_log(struct kmend_latencies *latencies, const struct kmend_blob *bytes)
{
	struct recoveries recoveries = { .count = 0 };
	struct kmend_log log;
	int result = 0;

	if (kmend_log_parse(&log, bytes->data, bytes->size) < 0)
		return -1;
	for (size_t i = 0; i < log.nevents && result == 0; i++) {
		if (log.events[i].kind == KMEND_EV_RECOVERY_BEGIN)
			begin(&recoveries, &log.events[i]);
		else if (log.events[i].kind == KMEND_EV_RECOVERY_END)
			result = end(&recoveries, &log.events[i], latencies);
	}
	kmend_log_release(&log);
	return result;
}

/* Only logs of experiments that recovered are read. */
static int measure_policy(
	struct kmend_latencies *latencies, struct kmend_store *store, const struct kmend_sample *sample)
{
	int result = 0;

	for (size_t i = 0; i < sample->nfaults && result == 0; i++) {
		struct kmend_blob log = { 0 }, console = { 0 };

		if (!sample->faults[i].recovered)
			continue;
		result = kmend_store_log_get(store, sample->faults[i].id, &log, &console);
		if (result == 0)
			result = measure_log(latencies, &log);
		kmend_blob_release(&log);
		kmend_blob_release(&console);
	}
	kmend_latencies_sort(latencies);
	return result;
}

int latency_measure(struct kmend_latencies **out, struct kmend_store *store, const struct kmend_samples *samples)
{
	struct kmend_latencies *list = calloc(samples->npolicies + 1, sizeof(*list));

	*out = NULL;
	if (!list)
		return kmend_error_memory();
	for (size_t i = 0; i < samples->npolicies; i++)
		if (measure_policy(&list[i], store, &samples->policies[i]) < 0) {
			latency_free(list, samples->npolicies);
			return -1;
		}
	*out = list;
	return 0;
}

void latency_free(struct kmend_latencies *latencies, size_t npolicies)
{
	for (size_t i = 0; latencies && i < npolicies; i++)
		kmend_latencies_release(&latencies[i]);
	free(latencies);
}
