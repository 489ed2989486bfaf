/* Which policies stand side by side. Internal to report/compare/. */
#ifndef KMEND_REPORT_COMPARE_CHOOSE_H
#define KMEND_REPORT_COMPARE_CHOOSE_H

#include "report/compare/compare.h"

struct choice {
	const struct kmend_sample *side[KMEND_SIDES];
};

/* At most KMEND_CONTRASTS_MAX of them into `choices`; `*count` becomes their number. For the rest see kmend_comparison_make(). */
int choose(struct choice *choices, size_t *count, const struct kmend_samples *first, const struct kmend_samples *second,
	const char *policies);

#endif
