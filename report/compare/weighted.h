/* The difference over all activated sites out of stratified samples (docs/statistics.md, "Paired comparisons"). */
#ifndef KMEND_REPORT_COMPARE_WEIGHTED_H
#define KMEND_REPORT_COMPARE_WEIGHTED_H

#include "report/compare/pair.h"
#include "report/wilson.h"

/*
 * The difference of the pairs of each component, weighted by how many sites of it the campaigns chose from (the mean of both
 * sides) and by the share of its faults that came to a pair. 1: `difference` is set; 0: a sample is not stratified, or there are no
 * pairs of components of known size. -1: out of memory.
 */
int kmend_weighted_difference(struct kmend_rate *difference, const struct kmend_pairing *pairing,
	const struct kmend_samples *first, const struct kmend_samples *second, kmend_trait *trait);

#endif
