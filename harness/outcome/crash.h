/* A crash as the guest tells it. */
#ifndef KMEND_OUTCOME_CRASH_H
#define KMEND_OUTCOME_CRASH_H

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
	size_t said_at;   /* bytes of the console before the line that names it; 0 when an event does */
};

struct kmend_crash {
	char cause
		[KMEND_CRASH_CAUSE]; /* "page-fault", "panic attempted-to-kill-init", "hang (time limit)" ...; never "" */
	int detected;                /* the guest reported it itself: an event or the console, no recovery after it */
	int survived;                /* the report is of a kind that the kernel goes on from, and no panic ended it */
	int names_crash; /* such a report whose consequence a later crash likely is; or one that it did not go on from */
	int has_place;   /* the cause is of a kind that happens in a function: `cause in FUNCTION` */
	char component[32]; /* what the detector named; "" when nothing */
	struct kmend_crash_frame frames[KMEND_CRASH_FRAMES];
	size_t nframes;
	char file[KMEND_CRASH_FILE]; /* the guest's own words: `kernel BUG at FILE:LINE!`; "" when none */
	uint32_t line;
	size_t headline_at; /* of a report on the console: bytes before its first line */
};

#endif
