/*
 * Pairs of results drawn at random, for what the gate promises (docs/statistics.md). A fault survives, shuts down or crashes in the baseline;
 * in the result most do the same, a share of them changes. What changes without a difference changes both ways alike; a loss makes
 * more of them change for the worse.
 */
#ifndef KMEND_TEST_REPORT_GATE_DRAW_H
#define KMEND_TEST_REPORT_GATE_DRAW_H

#include <stdint.h>

#include "report/gate/gate.h"

struct draw {
	size_t faults;   /* of each policy, those of changed code included */
	double changing; /* share of the faults whose outcome is another one in the result */
	double loss;     /* survivability of `stateless` is lower by this share, and crashes are more */
	double edited; /* share of the faults whose function was edited: they have no pair, and are drawn independently */
	uint64_t state; /* of the generator: the seed at first */
};

/* The verdict on one pair of results under five policies, by the preset rules. */
enum kmend_gate_verdict draw_verdict(struct draw *draw);

/* How many of `count` are red, and how many cannot be told. */
struct draw_counts {
	size_t red, unknown;
};
struct draw_counts draw_many(struct draw *draw, size_t count);

#endif
