/*
 * Which boot of an image the others are compared with. A timer that is armed at the `ready` stop lets the emulator move
 * its clock, now and then and only forward, to that timer's deadline (machine/clock.h). So a clock that stands long after
 * the guest's last line may have been moved: such an image is booted some times, and the smallest clock is the right one.
 */
#ifndef KMEND_CAMPAIGN_FIRST_BOOT_H
#define KMEND_CAMPAIGN_FIRST_BOOT_H

#include <stddef.h>
#include <stdint.h>

#define FIRST_BOOT_LAG_NS 100000u /* a guest is at its stop that soon after it has written `ready` */
#define FIRST_BOOT_TRIES 6u       /* boots before the smallest clock is believed */

struct first_boot { /* all zero before the first boot */
	unsigned tries;
	uint64_t least_ns;
};

/* 1 when this boot, with its event log and the clock of its snapshot, can be the reference; 0: boot again. */
int first_boot_accepts(struct first_boot *first, const char *log, size_t size, uint64_t clock_ns);

#endif
