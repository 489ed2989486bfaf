/*
 * How many faults a kernel survives (Akeso 6.2): the survival curve of runs of which some end before they die, by Kaplan and Meier, with
 * Greenwood's interval.
 */
#ifndef KMEND_REPORT_AKESO_SURVIVAL_H
#define KMEND_REPORT_AKESO_SURVIVAL_H

#include <stddef.h>
#include <stdint.h>

#include "harness/base/wilson.h"

struct akeso_life {
	uint64_t faults; /* that it met, the last one included */
	int died;        /* of the last one; 0: it was alive when the run ended */
};

/*
 * The share of lives that survives its first `faults` faults, with a 95 % interval. What ended alive counts up to its last fault. A value below 0:
 * nobody is known to have met so many.
 */
struct kmend_rate akeso_survival(const struct akeso_life *lives, size_t count, uint64_t faults);

#endif
