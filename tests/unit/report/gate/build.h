/* Samples by hand, as one plan of several policies has them. */
#ifndef KMEND_TEST_REPORT_GATE_BUILD_H
#define KMEND_TEST_REPORT_GATE_BUILD_H

#include "report/gate/gate.h"

/* Whole samples of those policies, with the facts of one plan, a golden run of 1 s, and coverage 60 of 100 in component `pm`. */
struct kmend_samples build_samples(const char *name, const char *const *policies, size_t npolicies);

/* Fault number `number`: block `number` of function fNUMBER in servers/pm.c, component pm; a crash gets `signature`. */
struct kmend_sample_fault build_fault(size_t number, enum kmend_outcome outcome, const char *signature);
void build_add(struct kmend_samples *samples, size_t policy, const struct kmend_sample_fault *fault);
void build_sort(struct kmend_samples *samples);

/* `count` faults from number `from` on. */
void build_many(struct kmend_samples *samples, size_t policy, size_t from, size_t count, enum kmend_outcome outcome);

/* Ends the program with the message that is set when `result` is not 0. */
void build_must(int result);

#endif
