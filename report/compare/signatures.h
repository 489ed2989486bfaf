/* Which crashes are new, gone, more, fewer or elsewhere: the signatures of two samples (docs/crash-signatures.md). */
#ifndef KMEND_REPORT_COMPARE_SIGNATURES_H
#define KMEND_REPORT_COMPARE_SIGNATURES_H

#include "report/compare/pair.h"

/* What became of a signature, in the order of lists: name, word. */
#define KMEND_SIGNATURE_CHANGES(X) \
	X(NEW, "new")              \
	X(MORE, "more")            \
	X(MOVED, "moved")          \
	X(FEWER, "fewer")          \
	X(GONE, "gone")            \
	X(SAME, "same")

enum kmend_signature_change {
#define KMEND_X(upper, word) KMEND_SIGNATURE_##upper,
	KMEND_SIGNATURE_CHANGES(KMEND_X)
#undef KMEND_X
		KMEND_SIGNATURE_CHANGE_COUNT
};

const char *kmend_signature_change_word(enum kmend_signature_change change);

struct kmend_signature {
	const char *signature;              /* texts are the samples' */
	uint64_t count[KMEND_SIDES];        /* crashes with it, of all faults of that side, paired or not */
	const char *place[KMEND_SIDES];     /* the least of their places; "" when there are none */
	int64_t example[KMEND_SIDES];       /* the lowest id of an experiment; 0: none */
	enum kmend_signature_change change; /* MOVED: as many, but at no place of the first side's */
};

/* All signatures of both sides, by change, then by how many more or fewer, then by text. A list of the caller (free it), NULL
 * when there are none. -1 when out of memory. */
int kmend_signatures_make(struct kmend_signature **out, size_t *count, const struct kmend_sample *first,
	const struct kmend_sample *second);

#endif
