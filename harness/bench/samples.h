/* Measured values of one kind, and what people want to know of them. */
#ifndef KMEND_BENCH_SAMPLES_H
#define KMEND_BENCH_SAMPLES_H

#include <stddef.h>

struct samples {
	double *values;
	size_t count, room;
};

int samples_add(struct samples *samples, double value);
/* The value that a share of `quantile` (0 to 1) of the values does not exceed: 0.5 is the median. 0 without values. Sorts. */
double samples_quantile(struct samples *samples, double quantile);
void samples_release(struct samples *samples);

#endif
