/* The geometric mean of ratios and times. */
#ifndef KMEND_REPORT_MEAN_H
#define KMEND_REPORT_MEAN_H

#include <stddef.h>

struct kmend_mean { /* zero: of nothing */
	double sum;
	size_t count;
};

/* Values that are not positive are left out: nothing is known there. */
void kmend_mean_add(struct kmend_mean *mean, double value);
/* Negative when there is nothing in it. */
double kmend_mean_geometric(const struct kmend_mean *mean);

#endif
