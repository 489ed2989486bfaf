/* What a machine is to do in one run. */
#ifndef KMEND_MACHINE_ORDER_H
#define KMEND_MACHINE_ORDER_H

#include <stdint.h>

#include "harness/base/test_limits.h"
#include "harness/machine/control.h"

struct machine_order {
	struct control_order control;
	uint64_t limit_ns;       /* guest virtual time, rounded up to the watchdog's 2 s steps */
	int counts_instructions; /* result.instructions is wanted; only under TCG */
	/* A kernel without glue: */
	uint64_t stop_at; /* counted block at which to stop, 0: run to the end */
	int stop_is_end;  /* the workload is over there: what says so comes right after */
	int past_end;     /* it goes on after the line that ends it, until its limit */
	uint64_t end_ns;  /* when the workload ends, for `suite-end`; 0: not known */
	uint64_t planned; /* tests of the golden run; KMEND_TRANSCRIPT_PLANNED_SEEN: as many as there are */
	int by_hand;      /* armed and left paused: a person goes on with gdb */
	/* How long each test may take; NULL or empty: as long as it likes. */
	const struct kmend_test_limits *test_limits;
};

#endif
