/* The outcomes of an experiment: words that the judge, the result file and the reports share. The number is stored in
 * result files: append, never renumber. */
#ifndef KMEND_BASE_OUTCOME_H
#define KMEND_BASE_OUTCOME_H

#define KMEND_OUTCOMES(X)                    \
	X(1, PASS, "pass")                   \
	X(2, FAIL, "fail")                   \
	X(3, SHUTDOWN, "shutdown")           \
	X(4, CRASH, "crash")                 \
	X(5, NOT_ACTIVATED, "not-activated") \
	X(6, INFRA_ERROR, "infra-error")

enum kmend_outcome {
	KMEND_OUTCOME_NONE = 0,
#define KMEND_X(number, name, text) KMEND_OUTCOME_##name = (number),
	KMEND_OUTCOMES(KMEND_X)
#undef KMEND_X
		KMEND_OUTCOME_COUNT
};

#endif
