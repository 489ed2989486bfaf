/* Quantiles by the nearest rank: every answer is a value that was measured. */
#include "harness/bench/samples.h"

#include <math.h>
#include <stdlib.h>

#include "harness/base/error.h"

int samples_add(struct samples *samples, double value)
{
	if (samples->count == samples->room) {
		size_t room = samples->room ? samples->room * 2 : 256;
		double *values = realloc(samples->values, room * sizeof *values);

		if (!values)
			return kmend_error("out of memory");
		samples->values = values;
		samples->room = room;
	}
	samples->values[samples->count++] = value;
	return 0;
}

static int compare(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

double samples_quantile(struct samples *samples, double quantile)
{
	size_t rank;

	if (!samples->count)
		return 0;
	qsort(samples->values, samples->count, sizeof *samples->values, compare);
	rank = (size_t)ceil(quantile * (double)samples->count);
	return samples->values[rank ? rank - 1 : 0];
}

void samples_release(struct samples *samples)
{
	free(samples->values);
	*samples = (struct samples){ 0 };
}
