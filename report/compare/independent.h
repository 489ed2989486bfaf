/* Two shares of independent samples: what is left when faults have no pair (docs/statistics.md, "Paired comparisons"). */
#ifndef KMEND_REPORT_COMPARE_INDEPENDENT_H
#define KMEND_REPORT_COMPARE_INDEPENDENT_H

#include "report/compare/pair.h"
#include "report/wilson.h"

/* Has each side at least one? Else there is nothing to compare. */
int kmend_split_is_known(const struct kmend_split *split);

/*
 * Share of the second minus share of the first, -1 to 1, with its 95 % interval: Newcombe's score method for independent proportions
 * (Statistics in Medicine 17, 1998, 873-890, method 10). 0 within [-1, 1] when a side is empty.
 */
struct kmend_rate kmend_independent_difference(const struct kmend_split *split);

/* Fisher's exact test, two-sided: the sum over all tables with these margins that are at most as likely as this one. 1 when a
 * side is empty. */
double kmend_fisher(const struct kmend_split *split);

#endif
