/*
 * Two shares of the same faults: each experiment under the one policy has its twin under the other (docs/statistics.md,
 * "Paired comparisons"). Pure arithmetic.
 */
#ifndef KMEND_REPORT_PAIRED_H
#define KMEND_REPORT_PAIRED_H

#include <stddef.h>
#include <stdint.h>

#include "report/wilson.h"

/* Pairs by what became of them: has the property (survived, crashed ...) under both, only the first, only the second, none. */
struct kmend_pairs {
	uint64_t both, first, second, neither;
};

/*
 * Share of the second minus share of the first, -1 to 1, with its 95 % interval: Newcombe's score method for paired
 * proportions (Statistics in Medicine 17, 1998, method 10). No pairs: 0 within [-1, 1].
 */
struct kmend_rate kmend_paired_difference(const struct kmend_pairs *pairs);

/* The exact McNemar test, two-sided: how likely a split of the discordant pairs this uneven is by chance. 1 without any. */
double kmend_mcnemar(const struct kmend_pairs *pairs);

/*
 * Holm's correction: from the values `p` of `count` tests to values that can be read as if there were one test only. At most some
 * thousand tests: the time grows with the square.
 */
void kmend_holm(double *adjusted, const double *p, size_t count);

#endif
