/* The reports of a console, in the order in which they begin. For the files of this folder only. */
#ifndef KMEND_OUTCOME_REPORT_LIST_H
#define KMEND_OUTCOME_REPORT_LIST_H

#include "harness/outcome/report.h"

#define REPORTS_MAX 64 /* of a console; a quarter of them is kept for those that name a crash */

enum { REPORT_POINTERS = 4, REPORT_FRAMES = 20, REPORT_GUESSES = 8 };

struct report {
	const struct report_family *family; /* of its first headline */
	enum report_class class;            /* the worst of its headlines' */
	char cause[KMEND_CRASH_CAUSE];
	int no_place;  /* the cause is of a kind that does not happen in a function */
	int confirmed; /* lines of a report follow, or its headline needs none */
	int ended_by_panic;
	int in_trace;
	unsigned lines;     /* below its headline */
	size_t headline_at; /* bytes of the console before its headline's line */
	char file[KMEND_CRASH_FILE];
	uint32_t line;
	struct kmend_crash_frame headline, message, pointers[REPORT_POINTERS], frames[REPORT_FRAMES],
		guesses[REPORT_GUESSES];
	size_t npointers, nframes, nguesses; /* headline and message: there when it has a function or an address */
};

struct report_list {
	struct report *list[REPORTS_MAX];
	size_t count;
	int linux_seen; /* a line that only Linux writes */
};

/* Reads any bytes, in time linear to them. -1: out of memory. Release in both cases. */
int report_list_read(struct report_list *reports, const char *console, size_t size);
void report_list_release(struct report_list *reports);

/* Adds the frames of a report to a crash, best first, and everything else that it says. */
void report_to_crash(struct kmend_crash *crash, const struct report *report);

#endif
