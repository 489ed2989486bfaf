/* What every boot of one policy has to be. */
#ifndef KMEND_CAMPAIGN_POOL_REFERENCE_H
#define KMEND_CAMPAIGN_POOL_REFERENCE_H

#include "harness/campaign/first_boot.h"
#include "harness/machine/machine.h"

struct pool_reference { /* all zero before the first boot; the owner frees log */
	char *log;
	size_t size;
	uint64_t clock_ns;
	uint64_t ready_block; /* a kernel without glue: its `ready` stop, 0: to be searched */
	struct first_boot first;
};

/* The boot log, which is copied, and the clock of the snapshot. -1: out of memory. */
int reference_set(struct pool_reference *reference, const void *boot_log, size_t size, uint64_t clock_ns);

/* Is this boot the machine that all others are? The first one that can be trusted decides, and becomes the reference.
 * `no_snapshot`: none was taken, so the clock is not known; a boot that is another machine shows in the log of its run. */
int reference_accepts(struct pool_reference *reference, const struct machine *machine,
	const struct machine_result *result, enum machine_accel accel, int no_snapshot);

#endif
