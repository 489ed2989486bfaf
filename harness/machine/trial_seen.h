/* What a trial is asked, and what was seen in it. */
#ifndef KMEND_MACHINE_TRIAL_SEEN_H
#define KMEND_MACHINE_TRIAL_SEEN_H

#include <stdint.h>

#include "harness/base/buf.h"
#include "harness/machine/result.h"

struct trial_order {
	uint32_t boot_ms, run_ms; /* time on the clock until `ready`, and from there to the end */
	const char *workload;     /* of a kernel with glue; "": all tests */
};

struct trial_moment {
	int is_known;           /* the clock could be read */
	uint64_t clock_ns;      /* guest virtual time */
	enum machine_zero zero; /* address 0 then */
	uint32_t overwritten;   /* watch bytes of a kernel without glue that are not as they were loaded */
};

struct trial {
	int is_ready;    /* it came to `ready`, and `ready` is how it was there */
	int is_running;  /* it was still running when its time was over; else `end` says how it ended */
	int is_searched; /* `ready` and the end were seen from outside, some ms after they happened */
	enum machine_end end;
	uint32_t stop; /* enum kmend_stop, at MACHINE_END_STOP of a kernel with glue */
	struct trial_moment ready, over;
	double boot_s, run_s;             /* on the clock */
	struct kmend_buf console, events; /* both serial ports, whole up to MACHINE_LOG_MAX */
};

#endif
