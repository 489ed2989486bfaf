/*
 * Writing events (docs/event-log.md) from a kernel: one call begins an event, one for each key follows, one ends it. Nothing
 * is kept but the number of the next event, so an event must not begin inside another. Freestanding.
 */
#ifndef KMEND_EVENT_H
#define KMEND_EVENT_H

#include <stdint.h>

/*
 * What a kernel may bring itself; weak here. A byte goes to the second serial port. The clock is the time stamp counter, which
 * counts nanoseconds under kmend. Nothing happens between enter and leave, the beginning and the end of an event: a kernel
 * whose interrupts write events too keeps them out there.
 */
void kmend_say_byte(char byte);
uint64_t kmend_say_clock_ns(void);
void kmend_say_enter(void);
void kmend_say_leave(void);

/* A key that the line has no room for is left out: a line is at most KMEND_EVENT_LINE_MAX bytes long. */
void kmend_say_begin(const char *name);
void kmend_say_text(const char *key, const char *value); /* percent-encoded here, and cut at KMEND_EVENT_VALUE_MAX */
void kmend_say_number(const char *key, uint64_t value);
void kmend_say_address(const char *key, uint64_t value); /* 0x and lower-case hexadecimal digits */
void kmend_say_end(void);

/* Whole events with one key. */
void kmend_tell_text(const char *name, const char *key, const char *value);
void kmend_tell_number(const char *name, const char *key, uint64_t value);

/*
 * An event as a program of the kernel's wrote it: N bytes `NAME key=value ...`, hostile. What could be misread in values is
 * percent-encoded, what is already so stays. What only the kernel knows (ready, armed, fault-activated, detected, shutdown, panic) it says
 * itself: no program does. 0, or why nothing was sent.
 */
enum { KMEND_SAY_MALFORMED = -1, KMEND_SAY_TOO_LONG = -2, KMEND_SAY_NOT_YOURS = -3 };
int kmend_tell(const char *text, uint32_t n);

#endif
