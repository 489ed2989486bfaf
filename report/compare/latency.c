#include "report/compare/latency.h"

#include <math.h>
#include <stdlib.h>

#include "harness/base/error.h"

int kmend_latencies_add(struct kmend_latencies *latencies, uint64_t ns)
{
	if (latencies->count == latencies->room) {
		size_t room = latencies->room ? latencies->room * 2 : 256;
		uint64_t *list;

		if (latencies->room >= KMEND_LATENCIES_MAX)
			return kmend_error("more than %zu recoveries under one policy", KMEND_LATENCIES_MAX);
		list = realloc(latencies->ns, room * sizeof(*list));
		if (!list)
			return kmend_error_memory();
		latencies->ns = list;
		latencies->room = room;
	}
	latencies->ns[latencies->count++] = ns;
	return 0;
}

static int order(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return (x > y) - (x < y);
}

void kmend_latencies_sort(struct kmend_latencies *latencies)
{
	if (latencies->count)
		qsort(latencies->ns, latencies->count, sizeof(*latencies->ns), order);
}

void kmend_latencies_release(struct kmend_latencies *latencies)
{
	free(latencies->ns);
	*latencies = (struct kmend_latencies){ 0 };
}

uint64_t kmend_latencies_quantile(const struct kmend_latencies *latencies, double share)
{
	size_t rank = (size_t)fmax(ceil(share * (double)latencies->count), 1);

	return latencies->ns[(rank < latencies->count ? rank : latencies->count) - 1];
}
