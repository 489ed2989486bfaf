/*
 * By how much something bad happens more often in the result than in the baseline, out of pairs of the same fault and of faults that
 * only one of the two has (docs/statistics.md, "The gate"). Pure arithmetic.
 */
#ifndef KMEND_REPORT_GATE_CHANGE_H
#define KMEND_REPORT_GATE_CHANGE_H

#include "report/compare/pair.h"
#include "report/paired.h"

struct kmend_change {
	struct kmend_pairs counted; /* pairs by what is bad: second: in the result only; first: in the baseline only */
	struct kmend_split rest;    /* and the faults without a pair */
	uint64_t pairs;             /* all of them */
	uint64_t others;            /* faults of the result that are compared as an independent sample */
	struct kmend_rate difference; /* share in the result minus share in the baseline, with its 95 % interval */
	double p;                     /* one-sided and exact: how likely that much worse is when nothing is different */
};

/* `pairs` and `rest` count what is bad. Without anything to compare: no pairs, no others, 0 within [-1, 1], p = 1. -1 when out of memory. */
int kmend_change(struct kmend_change *change, const struct kmend_pairs *pairs, const struct kmend_split *rest);

/* Could the test have come out otherwise with the same numbers of discordant pairs and of bad unpaired faults? */
int kmend_change_is_open(const struct kmend_change *change);

/*
 * About how many compared faults would tell, were all counts larger by one factor: either the interval lies below `limit`, or a test at
 * `level` says that it is worse. 0: that many are not to be had.
 */
uint64_t kmend_change_needed(const struct kmend_change *change, double limit, double level);

/* The value that a standard normal variable is above with probability `p`, 0 < p < 1. */
double kmend_normal_above(double p);

#endif
