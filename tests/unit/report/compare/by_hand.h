/* Samples by hand. */
#ifndef KMEND_TEST_REPORT_COMPARE_BY_HAND_H
#define KMEND_TEST_REPORT_COMPARE_BY_HAND_H

#include "report/compare/sample.h"

/* Fresh samples of one policy, number 0. */
struct kmend_samples by_hand(const char *name, const char *policy);
/* A fault in FUNCTION of unit.c, component `c`. */
void by_hand_fault(struct kmend_samples *samples, const char *function, uint64_t shape, uint32_t block,
	enum kmend_outcome outcome);
/* Any fault; what is not set in `fault` gets a value. */
void by_hand_any(struct kmend_samples *samples, size_t policy, struct kmend_sample_fault fault);
void by_hand_sort(struct kmend_samples *samples);

#endif
