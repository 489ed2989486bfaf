/*
 * Two samples side by side. A fault of the one and a fault of the other are the same one when their identities are equal (unit,
 * function, block, candidate, type, repeat) and so are the shapes of their functions: a block inserted early in a function gives every
 * block after it another ordinal, so equal numbers alone would pair blocks that have nothing in common. Policies of one result
 * have the same functions, so their faults always match.
 *
 * Two matching faults are a pair when both came to an outcome of an activated fault. Everything else is unpaired, and counted with
 * its reason:
 *   faults of one side = pairs + the sum of its unpaired ones.
 */
#ifndef KMEND_REPORT_COMPARE_PAIR_H
#define KMEND_REPORT_COMPARE_PAIR_H

#include "report/compare/sample.h"
#include "report/compare/trait.h"
#include "report/paired.h"

/* Why a fault has no pair, the first that holds: name, key for programs, words for people. */
#define KMEND_UNPAIRED(X)                                       \
	X(SHAPE, "shape_differs", "function has another shape") \
	X(PLAN, "not_in_other_plan", "not in the other plan")   \
	X(PENDING, "pending", "still to run in one of them")    \
	X(INFRA, "infra", "infra-error in one of them")         \
	X(NOT_ACTIVATED, "unactivated", "not activated in one of them")

enum kmend_unpaired {
	KMEND_UNPAIRED_NONE, /* a pair */
#define KMEND_X(upper, key, words) KMEND_UNPAIRED_##upper,
	KMEND_UNPAIRED(KMEND_X)
#undef KMEND_X
		KMEND_UNPAIRED_COUNT
};

const char *kmend_unpaired_key(enum kmend_unpaired why);
const char *kmend_unpaired_words(enum kmend_unpaired why);

enum { KMEND_FIRST, KMEND_SECOND, KMEND_SIDES };

/* The same fault in both samples. */
struct kmend_match {
	size_t fault[KMEND_SIDES]; /* indices into the faults of each side */
	enum kmend_unpaired why;   /* KMEND_UNPAIRED_NONE: a pair */
};

/* A fault that is in one sample only. */
struct kmend_single {
	size_t fault;
	enum kmend_unpaired why; /* SHAPE or PLAN */
};

struct kmend_pairing {
	const struct kmend_sample *side[KMEND_SIDES]; /* must outlive it */
	struct kmend_match *matches;                  /* by identity */
	size_t nmatches;
	struct kmend_single *singles[KMEND_SIDES]; /* by identity */
	size_t nsingles[KMEND_SIDES];
	size_t npairs;
	size_t unpaired[KMEND_SIDES][KMEND_UNPAIRED_COUNT]; /* faults of each side by reason */
	/* Transitions of all matches: outcome under the first, by outcome under the second. */
	uint64_t matrix[KMEND_OUTCOME_COUNT][KMEND_OUTCOME_COUNT];
	/* Indices of matches: pairs whose outcome changed, or whether their audit found broken state; what got worst stands first. */
	size_t *changed;
	size_t nchanged;
};

/* The samples are sorted. -1 with a message, and nothing to release. */
int kmend_pairing_make(
	struct kmend_pairing *pairing, const struct kmend_sample *first, const struct kmend_sample *second);
void kmend_pairing_release(struct kmend_pairing *pairing);

/* The fault of match number `match` on that side. */
const struct kmend_sample_fault *kmend_pairing_fault(const struct kmend_pairing *pairing, size_t match, int side);

/* The pairs by whether their faults have the trait. */
struct kmend_pairs kmend_pairing_count(const struct kmend_pairing *pairing, kmend_trait *trait);

/* By how many steps of the list of outcomes (from pass to crash) it got worse, 0 the same, below 0 better; `match` is a pair. */
int kmend_pairing_worse(const struct kmend_pairing *pairing, size_t match);

/* Two independent samples: `count` of `total` on each side. */
struct kmend_split {
	uint64_t count[KMEND_SIDES], total[KMEND_SIDES];
};

/* Faults without a pair that activated on their own side, by whether they have the trait. */
struct kmend_split kmend_pairing_rest(const struct kmend_pairing *pairing, kmend_trait *trait);

#endif
