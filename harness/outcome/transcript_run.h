/* What is known of a run on a kernel without glue. */
#ifndef KMEND_OUTCOME_TRANSCRIPT_RUN_H
#define KMEND_OUTCOME_TRANSCRIPT_RUN_H

#include <stddef.h>
#include <stdint.h>

#include "harness/base/pattern.h"

#define KMEND_TRANSCRIPT_PLANNED_SEEN UINT64_MAX /* `planned` is the number of tests that the console names */

struct kmend_transcript {
	const struct kmend_patterns *patterns;
	const char *target, *policy; /* for `ready` */
	uint64_t nsites;
	const char *bytes; /* of the run: what came after the `ready` stop */
	size_t size;
	int64_t armed; /* dense site, -1: none */
	uint64_t token;
	uint64_t planned;     /* tests, or KMEND_TRANSCRIPT_PLANNED_SEEN */
	uint64_t ready_ns;    /* the guest's clock at the `ready` stop */
	uint64_t end_ns;      /* when `done` was printed, 0: not known */
	uint64_t activations; /* as the runtime counted them in memory: believed when the console has no mark */
	int whole;            /* the guest ended by itself: the last line counts without its newline, too */
	int power_off;        /* it ended by a power-off, which is `done` when there is no pattern for it */
};

#endif
