/* How many reads and writes there were, of code compiled at the level `counted`, by where it ran. */
#ifndef KMEND_AKESO_COUNT_H
#define KMEND_AKESO_COUNT_H

#include "rt.h"

enum {
	AKESO_COUNT_OUTSIDE, /* in no logged domain: in an unlogged one, in none, in an interrupt */
	AKESO_COUNT_TRUSTED, /* in a logged domain, by code whose accesses are not told: what it does is not taken back */
	AKESO_COUNT_LOGGED, /* in a logged domain, and told */
	AKESO_COUNTS
};

enum { AKESO_COUNT_READS, AKESO_COUNT_WRITES };

extern uint64_t kmend_akeso_counts[AKESO_COUNTS][2];

/*
 * Called by instrumented code, at the top of a block that makes that many accesses. TOLD is 0 or 1. It keeps all general registers but those
 * that the convention `preserve_most` lets it change.
 */
void __kmend_akeso_count(uint64_t reads, uint64_t writes, uint64_t told);

#endif
