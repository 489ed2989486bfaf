/*
 * Two results of campaigns that measure (`measure: overhead`), cell by cell: each number under each policy that both have, and how many times the first the
 * second is. There are no faults to pair and no chance in it: every number is exact.
 */
#ifndef KMEND_REPORT_COMPARE_MEASURES_H
#define KMEND_REPORT_COMPARE_MEASURES_H

#include <stdio.h>

#include "harness/store/store.h"
#include "report/format.h"

#define KMEND_COMPARE_MEASURES "measures" /* the table's name, the only one there */

/* 1: the result measures and breaks nothing; 0: it has faults; -1 with a message. */
int kmend_compare_is_measure(struct kmend_store *store);

/*
 * Writes the comparison. `policies`: only these, with commas between them; NULL: all. -1 with a message: KMEND_ERROR_USAGE for results of different
 * targets or without a common policy.
 */
int kmend_compare_measures(struct kmend_store *first, struct kmend_store *second, const char *policies,
	enum kmend_format format, FILE *out);

#endif
