/*
 * One boot of an image without a snapshot, an armed fault or a counted block, at full speed: what a person looks at before the
 * first campaign. It needs less than a machine (machine.h): no fault site, no place of `ready` that was searched for, and not even
 * a kernel that comes to its `ready`.
 */
#ifndef KMEND_MACHINE_TRIAL_H
#define KMEND_MACHINE_TRIAL_H

#include <stdint.h>

#include "harness/base/buf.h"
#include "harness/machine/config.h"
#include "harness/machine/result.h"

struct trial_order {
	uint32_t boot_ms, run_ms; /* time on the clock until `ready`, and from there to the end */
	const char *workload;     /* of a kernel with glue; "": all tests */
};

/* Virtual address 0, as the processor translated it then. */
enum trial_null { TRIAL_NULL_UNKNOWN, TRIAL_NULL_FAULTS, TRIAL_NULL_MAPPED };

struct trial_moment {
	int is_known;      /* the clock could be read */
	uint64_t clock_ns; /* guest virtual time */
	enum trial_null null;
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

/*
 * Boots the image of `config` and runs it to its end; nobody else may use the calling thread meanwhile. Release in every case.
 * -1 when there is no such machine, or the emulator failed; a guest that fails is no error.
 */
int machine_trial(struct trial *trial, const struct machine_config *config, const struct trial_order *order);
void machine_trial_release(struct trial *trial);

#endif
