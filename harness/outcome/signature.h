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

/*
 * What a run without a fault says, too: such reports and detections never name a crash. Zero holds none. Both texts as in
 * kmend_crash_read(). -1: out of memory. Release in both cases.
 */
struct kmend_crash_known {
	char **signatures;
	size_t count;
};

int kmend_crash_known_read(
	struct kmend_crash_known *known, const char *log, size_t log_size, const char *console, size_t console_size);
void kmend_crash_known_release(struct kmend_crash_known *known);

/* What is known of a run. Any bytes are fine in both texts, also none (NULL then). */
struct kmend_crash_run {
	const char *log; /* event log */
	size_t log_size;
	const char *console;
	size_t console_size;
	const char *reason; /* the judge's word for it (struct kmend_verdict) */
	int crashed;        /* its outcome is `crash`: a report that the kernel survived does not name it */
	const struct kmend_crash_known *known; /* NULL: nothing */
};

/* Reads a crash. -1 only when out of memory. */
int kmend_crash_read(struct kmend_crash *crash, const struct kmend_crash_run *run);

/*
 * The console's half of it: 1 when there is a report in the text (`survived` says of which kind; one that names a crash
 * comes first), 0 when there is none (`crash` is all zero then). -1: out of memory.
 */
int kmend_crash_console(
	struct kmend_crash *crash, const char *console, size_t size, const struct kmend_crash_known *known);

/*
 * How well a function names a crash. One that only does what its callers ask for (helpers.h) names it when there is no
 * better one, one that only reports when there is nothing else at all. Where the instruction pointer itself stands
 * (`returns` 0) a scheduler or an interrupt handler names it: it is what crashed.
 */
enum kmend_crash_rank { KMEND_CRASH_NAMES, KMEND_CRASH_HELPS, KMEND_CRASH_REPORTS, KMEND_CRASH_NEVER };
enum kmend_crash_rank kmend_crash_rank(const char *function, int returns);

/* The frame that names the crash when every function that the guest names is believed; NULL: none does. */
const struct kmend_crash_frame *kmend_crash_place(const struct kmend_crash *crash);

/* The name without what a compiler appends to it (`.isra.0`, `.cold`, `.llvm.123`): bytes of `function` to show. */
size_t kmend_crash_base_name(const char *function);

/* The name to show: that, and one name for a system call (`__do_sys_X`, `__se_sys_X`, `__x64_sys_X` are `sys_X`). */
void kmend_crash_show_name(char name[KMEND_CRASH_FUNCTION], const char *function);

/*
 * The signature: the cause, and the function in which it happened (NULL: none is known). At most `size` bytes with the
 * NUL, printable ASCII.
 */
void kmend_crash_signature(char *text, size_t size, const struct kmend_crash *crash, const char *function);

#endif
