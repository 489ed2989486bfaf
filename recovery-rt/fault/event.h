/*
 * Writing events (docs/event-log.md) from a kernel: one call begins an event, one for each key follows, one ends it. Nothing
 * is kept but the number of the next event, so an event must not begin inside another. Freestanding.
 */
#ifndef KMEND_EVENT_H
#define KMEND_EVENT_H

#include <stdint.h>

/* Sends a byte to the event port; the guest's clock in nanoseconds. Weak: the second serial port, and the time stamp counter,
 * which counts nanoseconds under kmend. A kernel that may not use them directly brings its own. */
void kmend_say_byte(char byte);
uint64_t kmend_say_clock_ns(void);

void kmend_say_begin(const char *name);
void kmend_say_text(const char *key, const char *value); /* percent-encoded here, and cut at KMEND_EVENT_VALUE_MAX */
void kmend_say_number(const char *key, uint64_t value);
void kmend_say_end(void);

/* Whole events with one key. */
void kmend_tell_text(const char *name, const char *key, const char *value);
void kmend_tell_number(const char *name, const char *key, uint64_t value);

#endif
