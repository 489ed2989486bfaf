/* What one boot shows of a target: what `kmend check` prints as text or as JSON. */
#ifndef KMEND_CLI_CHECK_H
#define KMEND_CLI_CHECK_H

#include <stddef.h>
#include <stdint.h>

#include "harness/config/target.h"
#include "harness/image/image.h"
#include "harness/image/untouched.h"
#include "harness/machine/trial.h"
#include "harness/outcome/known.h"

#define CHECK_PROBLEMS 16
#define CHECK_PROBLEM_MAX 640

/* One line of the console. */
struct check_line {
	char *text;      /* printable ASCII */
	unsigned keys;   /* bit N: the pattern of kind N matches */
	int has_counted; /* 0: no pattern was looked for there: before `ready`, or after the end */
};

struct check {
	const struct kmend_target *target;
	const char *policy, *image_path;
	const struct kmend_image *image;
	uint32_t run_seconds;
	struct kmend_untouched untouched;
	struct trial trial;
	struct check_line *lines;
	size_t nlines;
	struct kmend_crash_known reports;                 /* of the whole run */
	unsigned matched;                                 /* keys of lines that count */
	int line_ends;                                    /* a line ended the workload */
	uint64_t boot_ns, run_ns;                         /* of the guest; 0: not known */
	uint64_t limit_ns;                                /* of an experiment; 0: not known */
	char problems[CHECK_PROBLEMS][CHECK_PROBLEM_MAX]; /* each says what to do; safe to print */
	unsigned nproblems;
};

/* Boots and looks. -1: there is nothing to look at (no machine). Release in every case. */
int check_run(struct check *check);
void check_release(struct check *check);

/* "power-off", "reset" and so on: how the boot ended. */
const char *check_end(const struct check *check);
const char *check_zero(enum machine_zero zero);

void check_print(const struct check *check);
/* -1 when stdout does not take it. */
int check_print_json(const struct check *check);

#endif
