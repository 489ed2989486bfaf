/* Which of the places that a guest names tells the crash, and the signature that it makes. */
#ifndef KMEND_OUTCOME_PLACE_H
#define KMEND_OUTCOME_PLACE_H

#include "harness/outcome/crash.h"

/*
 * How well a function names a crash. One that only does what its callers ask for (helpers.h) names it when there is no
 * better one, one that only reports when there is nothing else at all. Where the instruction pointer itself stands
 * (`returns` 0) a scheduler or an interrupt handler names it: it is what crashed.
 */
enum kmend_crash_rank { KMEND_CRASH_NAMES, KMEND_CRASH_HELPS, KMEND_CRASH_REPORTS, KMEND_CRASH_NEVER };
enum kmend_crash_rank kmend_crash_rank(const char *function, int returns);

/* The frame that names the crash when every function that the guest names is believed; NULL: none does. */
const struct kmend_crash_frame *kmend_crash_place(const struct kmend_crash *crash);

/*
 * The signature: the cause, and the function in which it happened (NULL: none is known). At most `size` bytes with the
 * NUL, printable ASCII.
 */
void kmend_crash_signature(char *text, size_t size, const struct kmend_crash *crash, const char *function);

#endif
