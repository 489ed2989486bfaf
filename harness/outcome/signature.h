/*
 * What a crash was, read out of the event log and the console: the cause as one normalised text, and the places that the
 * guest named, best first. Pure as the judge is; it knows no image, so a function is only a claim here, and whoever has
 * the image checks it (docs/crash-signatures.md).
 */
#ifndef KMEND_OUTCOME_SIGNATURE_H
#define KMEND_OUTCOME_SIGNATURE_H

#include <stddef.h>
#include <stdint.h>

#define KMEND_CRASH_FRAMES 32 /* more are not looked at */
#define KMEND_CRASH_CAUSE 80  /* bytes, NUL included */
#define KMEND_CRASH_FUNCTION 256
#define KMEND_CRASH_FILE 256

/* A place in the guest's code: a function with an offset into it, or an address. */
struct kmend_crash_frame {
	char function[KMEND_CRASH_FUNCTION]; /* letters, digits, `_`, `.` and `$`; "" for an address */
	uint64_t offset;
	uint64_t size;    /* of the function, as the guest says; 0: it does not */
	uint64_t address; /* when there is no function */
	int returns;      /* a return address: the call is the instruction before it */
};

struct kmend_crash {
	char cause
		[KMEND_CRASH_CAUSE]; /* "page-fault", "panic attempted-to-kill-init", "hang (time limit)" ...; never "" */
	int detected;                /* the guest reported it itself: an event or the console, no recovery after it */
	int has_place;               /* the cause is of a kind that happens in a function: `cause in FUNCTION` */
	char component[32];          /* what the detector named; "" when nothing */
	struct kmend_crash_frame frames[KMEND_CRASH_FRAMES];
	size_t nframes;
	char file[KMEND_CRASH_FILE]; /* the guest's own words: `kernel BUG at FILE:LINE!`; "" when none */
	uint32_t line;
};

/*
 * Reads a crash. `reason` is the judge's word for it (struct kmend_verdict). Any bytes are fine in both texts, also none
 * (NULL then). -1 only when out of memory.
 */
int kmend_crash_read(struct kmend_crash *crash, const char *log, size_t log_size, const char *console,
	size_t console_size, const char *reason);

/* The console's half of it: 1 when there is a report of a crash in the text, 0 else (`crash` is all zero then). */
int kmend_crash_console(struct kmend_crash *crash, const char *console, size_t size);

/*
 * Is it of a kind that reports, schedules, waits or copies for others, so that its caller says more? Where the instruction
 * pointer itself stands (`exact`) only primitives are: a scheduler that faults is what crashed.
 */
int kmend_crash_is_machinery(const char *function, int exact);

/* The name without what a compiler appends to it (`.isra.0`, `.cold`, `.llvm.123`): bytes of `function` to show. */
size_t kmend_crash_base_name(const char *function);

/*
 * The signature: the cause, and the function in which it happened (NULL: none is known). At most `size` bytes with the
 * NUL, printable ASCII.
 */
void kmend_crash_signature(char *text, size_t size, const struct kmend_crash *crash, const char *function);

#endif
