/* How long the recoveries of one policy took, one by one. */
#ifndef KMEND_REPORT_COMPARE_LATENCY_H
#define KMEND_REPORT_COMPARE_LATENCY_H

#include <stddef.h>
#include <stdint.h>

#define KMEND_LATENCIES_MAX ((size_t)1 << 24)

struct kmend_latencies {
	uint64_t *ns; /* guest virtual time from `recovery-begin` to `recovery-end` */
	size_t count, room;
};

/* -1 with a message when out of memory or past KMEND_LATENCIES_MAX. */
int kmend_latencies_add(struct kmend_latencies *latencies, uint64_t ns);
void kmend_latencies_sort(struct kmend_latencies *latencies);
void kmend_latencies_release(struct kmend_latencies *latencies);

/* Of sorted ones that are not empty: the smallest value that at least `share` (0 to 1) of all are not above (nearest rank). */
uint64_t kmend_latencies_quantile(const struct kmend_latencies *latencies, double share);

#endif
