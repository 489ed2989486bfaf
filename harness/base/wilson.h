/* Wilson score intervals: how sure a share of experiments is (docs/statistics.md). */
#ifndef KMEND_BASE_WILSON_H
#define KMEND_BASE_WILSON_H

#include <stdint.h>

struct kmend_rate {
	double value, low, high; /* shares from 0 to 1; low <= value <= high always */
};

/* `count` of `total` at 95 % confidence. total 0: nothing is known, 0 within [0, 1]. count > total counts as total. */
struct kmend_rate kmend_wilson(uint64_t count, uint64_t total);

#endif
