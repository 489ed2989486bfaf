/*
 * The outcomes of an experiment: the one list of their numbers and words, which the judge, the result file and the reports
 * share. The number is stored in result files: append, never renumber.
 */
#ifndef KMEND_BASE_OUTCOME_H
#define KMEND_BASE_OUTCOME_H

/* number, name, word, what it is: bits of enum kmend_outcome_class */
#define KMEND_OUTCOMES(X)                                                    \
	X(1, PASS, "pass", KMEND_OUTCOME_ACTIVATED | KMEND_OUTCOME_SURVIVED) \
	X(2, FAIL, "fail", KMEND_OUTCOME_ACTIVATED | KMEND_OUTCOME_SURVIVED) \
	X(3, SHUTDOWN, "shutdown", KMEND_OUTCOME_ACTIVATED)                  \
	X(4, CRASH, "crash", KMEND_OUTCOME_ACTIVATED)                        \
	X(5, NOT_ACTIVATED, "not-activated", 0)                              \
	X(6, INFRA_ERROR, "infra-error", 0)

enum kmend_outcome_class {
	KMEND_OUTCOME_ACTIVATED = 1, /* the fault acted: it counts in the rates */
	KMEND_OUTCOME_SURVIVED = 2,  /* the workload came to its end */
};

enum kmend_outcome {
	KMEND_OUTCOME_NONE = 0,
#define KMEND_X(number, name, text, class) KMEND_OUTCOME_##name = (number),
	KMEND_OUTCOMES(KMEND_X)
#undef KMEND_X
		KMEND_OUTCOME_COUNT
};

const char *kmend_outcome_name(enum kmend_outcome outcome); /* "pass" ...; "none" for what is not an outcome */
enum kmend_outcome kmend_outcome_parse(const char *name);   /* KMEND_OUTCOME_NONE when there is no such word */
/* Has it all bits of `class`? 0 for what is not an outcome. */
int kmend_outcome_is(enum kmend_outcome outcome, unsigned class);

#endif
