/* How long the recoveries of a result took, out of its event logs. For cmd_compare.c. */
#ifndef KMEND_CLI_LATENCY_H
#define KMEND_CLI_LATENCY_H

#include "harness/store/store.h"
#include "report/compare/latency.h"
#include "report/compare/sample.h"

/* One list, sorted, for each policy of the samples, which are of this result. -1 with a message, and nothing to free. */
int latency_measure(struct kmend_latencies **out, struct kmend_store *store, const struct kmend_samples *samples);
/* `npolicies` of them; NULL is fine. */
void latency_free(struct kmend_latencies *latencies, size_t npolicies);

#endif
