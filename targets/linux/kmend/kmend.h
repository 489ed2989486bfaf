/* SPDX-License-Identifier: MIT */
/* What the files of the in-kernel part share. One processor: interrupts off is all the locking there is. */
#ifndef KMEND_LINUX_H
#define KMEND_LINUX_H

#include <kmend/abi.h>

#define KMEND_EXIT_PORT 0xf4   /* isa-debug-exit, of the script `run` */
#define KMEND_EVENT_PORT 0x2f8 /* COM2; Linux's serial driver is told of one port only */

/* control.c: the control block. */
void kmend_ready(void);                   /* event `ready`, the stop, and after it: arm, event `armed` */
void kmend_stop(enum kmend_stop code);    /* stores the code and pauses the machine */
const char *kmend_workload(void);         /* what the harness asks for, bounded */

/* event.c: the event port. A line is built in a struct, then sent as a whole. */
struct kmend_line {
	char text[KMEND_EVENT_LINE_MAX - 64]; /* room for frame, sequence and time */
	size_t used;
};

void kmend_line_begin(struct kmend_line *line, const char *event);
void kmend_line_text(struct kmend_line *line, const char *key, const char *value);
void kmend_line_number(struct kmend_line *line, const char *key, u64 value);
void kmend_line_send(const struct kmend_line *line);

/* The event of N bytes `NAME key=value ...` as user space wrote it. 0, or -EINVAL or -E2BIG: nothing was sent. */
int kmend_event_from(const char *text, size_t n);

/* provoke.c: sets the detector off that a workload `provoke-CAUSE` names; any other workload: nothing. */
void kmend_provoke(const char *workload);

/* where.c: an address inside the function to blame, 0 when none is known. */
unsigned long kmend_where_interrupted(void);
unsigned long kmend_where_hung(void);
unsigned long kmend_where_panic(void);

/* timer.c: no timer of the machine may be armed at the `ready` stop. */
void kmend_timer_pause(void);
void kmend_timer_resume(void);

#endif
