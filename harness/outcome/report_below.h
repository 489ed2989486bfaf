/* One report while its lines are read. For the files of this folder only. */
#ifndef KMEND_OUTCOME_REPORT_BELOW_H
#define KMEND_OUTCOME_REPORT_BELOW_H

#include "harness/outcome/report.h"

enum { REPORT_POINTERS = 4, REPORT_FRAMES = 20, REPORT_GUESSES = 8 };

struct report {
	const struct report_family *family; /* of its first headline */
	enum report_class class;            /* the worst of its headlines' */
	char cause[KMEND_CRASH_CAUSE];
	int no_place;  /* the cause is of a kind that does not happen in a function */
	int confirmed; /* lines of a report follow, or its headline needs none */
	int ended_by_panic;
	unsigned unnamed; /* flags REPORT_UNNAMED, REPORT_NAMED_BELOW: what the cause is has not been said */
	int in_trace;
	unsigned lines;     /* below its headline */
	size_t headline_at; /* bytes of the console before its headline's line */
	char file[KMEND_CRASH_FILE];
	uint32_t line;
	struct kmend_crash_frame headline, message, pointers[REPORT_POINTERS], frames[REPORT_FRAMES],
		guesses[REPORT_GUESSES];
	size_t npointers, nframes, nguesses; /* headline and message: there when it has a function or an address */
};

/* 1: that headline is part of the report, which has no place or no name yet. */
int report_takes(const struct report *report, const struct report_match *match);

/* Such a headline confirms it, and names the cause of one that is unnamed. */
void report_go_on(struct report *report, const struct report_match *match);

/* Takes a line below the headline, `at` bytes into the console: text without stamp and caller. */
void report_read_below(struct report *report, const char *text, size_t at);

/* The source file that a headline or message names, when none has yet. */
void report_take_file(struct report *report, const struct report_match *match);

/* 1: the frame is one. */
int report_is_place(const struct kmend_crash_frame *frame);

/* A line of another processor's stack begins so. */
#define REPORT_OTHER_PROCESSOR "NMI backtrace for cpu"

#endif
