/*
 * The verdict of CI on a result beside a baseline (docs/gate.md): each rule, for each policy, is kept, broken, or cannot be told. A broken
 * rule makes the gate red. What cannot be told never makes it green.
 */
#ifndef KMEND_REPORT_GATE_GATE_H
#define KMEND_REPORT_GATE_GATE_H

#include <stdio.h>

#include "report/compare/pair.h"
#include "report/document.h"
#include "report/gate/change.h"
#include "report/gate/rules.h"

/* verdict, word, exit status */
#define KMEND_GATE_VERDICTS(X) \
	X(PASS, "pass", 0)     \
	X(FAIL, "fail", 1)     \
	X(UNKNOWN, "cannot tell", 125)

enum kmend_gate_verdict {
#define KMEND_X(upper, word, status) KMEND_GATE_##upper,
	KMEND_GATE_VERDICTS(KMEND_X)
#undef KMEND_X
};

const char *kmend_gate_verdict_word(enum kmend_gate_verdict verdict);
int kmend_gate_verdict_exit(enum kmend_gate_verdict verdict);

#define KMEND_GATE_WHY_MAX 400

/* One rule for one policy. */
struct kmend_gate_row {
	enum kmend_gate_rule rule;
	const char *policy; /* "": the rule is about the whole result */
	enum kmend_gate_verdict verdict;
	double before, after;         /* share, count, or nanoseconds; below 0: not known */
	struct kmend_change change;   /* of a test */
	double p;                     /* of a test: corrected for all tests of the gate */
	char why[KMEND_GATE_WHY_MAX]; /* one sentence for people; texts of the result in it are as they are */
};

/* A crash of the result that breaks the rule on signatures. */
struct kmend_gate_signature {
	const char *policy;
	const struct kmend_sample_fault *example; /* with the signature */
	uint64_t count;
};

struct kmend_gate {
	const struct kmend_samples *side[KMEND_SIDES]; /* baseline, result; must outlive it, like the rules */
	const struct kmend_gate_rules *rules;
	struct kmend_pairing *pairings; /* of each policy that is asked about */
	size_t npairings;
	struct kmend_gate_row *rows;
	size_t nrows;
	struct kmend_gate_signature *signatures;
	size_t nsignatures;
	size_t ntests; /* that Holm's correction is over */
	enum kmend_gate_verdict verdict;
};

/*
 * Both sides are sorted. -1 with one line: KMEND_ERROR_INVALID when they are of different targets or plans; KMEND_ERROR_BUSY when one of
 * them has not run to its end. Nothing to release then.
 */
int kmend_gate_make(struct kmend_gate *gate, const struct kmend_samples *baseline, const struct kmend_samples *result,
	const struct kmend_gate_rules *rules);
void kmend_gate_release(struct kmend_gate *gate);

/* The policy that pairing number `i` is about. */
const char *kmend_gate_policy(const struct kmend_gate *gate, size_t i);

/* 1: the fault, of a pair, crashes in the result and did not in the baseline. */
int kmend_gate_crashes_now(const struct kmend_pairing *pairing, const struct kmend_match *match);

/* ---- what a gate says ---- */

/* The verdict by rule, and the components and faults that are worse; `table`: only this one of them, NULL: all; `data`: for programs. */
const char *kmend_gate_table_name(size_t number); /* NULL after the last */
void kmend_gate_document(struct kmend_document *document, const struct kmend_gate *gate, const char *table, int data);

/* JUnit XML: a suite for each policy, a case for each rule; what cannot be told is an error, not a failure. -1 with a message; errors of
 * `out` stay with the caller. */
int kmend_gate_junit(const struct kmend_gate *gate, FILE *out);

/* SARIF 2.1.0: a result for each fault that crashes now and did not before. `prefix`: where the files of the sites lie in the
 * repository, "" or with a slash at its end. */
int kmend_gate_sarif(const struct kmend_gate *gate, const char *prefix, FILE *out);

#endif
