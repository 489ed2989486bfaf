/* SPDX-License-Identifier: MIT */
/* What the files of the in-kernel part share. One processor: interrupts off is all the locking there is. */
#ifndef KMEND_LINUX_H
#define KMEND_LINUX_H

#include <kmend/abi.h>

#include "control.h"
#include "event.h"

#define KMEND_EXIT_PORT 0xf4   /* isa-debug-exit, of the script `run` */
#define KMEND_EVENT_PORT 0x2f8 /* COM2; Linux's serial driver is told of one port only */

/* control.c */
void kmend_begin(void);                   /* the components; counts them when the image says so */
void kmend_boot_over(void);               /* event `ready`, the stop, and after it: arm, event `armed` */
void kmend_end(enum kmend_stop why);      /* stops the machine, in a plain one for good */
const char *kmend_workload(void);         /* what the harness asks for, bounded */

/* provoke.c: sets the detector off that a workload `provoke-CAUSE` names; any other workload: nothing. */
void kmend_provoke(const char *workload);

/* audit.c: looks at the kernel's own state, and says what it finds. */
void kmend_audit(void);
void kmend_show_left(void);

/* where.c: an address inside the function to blame, 0 when none is known. */
unsigned long kmend_where_interrupted(void);
unsigned long kmend_where_hung(void);
unsigned long kmend_where_panic(void);

/* waiters.c, of the policy `akeso`: wakes who waits for a bit that a rollback has cleared. */
void kmend_wake_waiters(void);

/* recover.c, of the policy `akeso`: does not return if the domain could be rolled back. */
#ifdef CONFIG_KMEND_AKESO
void kmend_recover(void);
void kmend_recover_report(void); /* the counters of the runtime, as events */
#else
static inline void kmend_recover(void)
{
}
static inline void kmend_recover_report(void)
{
}
#endif

/* count.c, at the level `counted`: a line of the workload; those that begin and end a test make counters of it. */
#ifdef CONFIG_KMEND_COUNTED
void kmend_count_test(const char *line, size_t n);
#else
static inline void kmend_count_test(const char *line, size_t n)
{
}
#endif

/* timer.c: no timer of the machine may be armed at the `ready` stop. */
void kmend_timer_pause(void);
void kmend_timer_resume(void);

#endif
