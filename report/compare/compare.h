/*
 * A comparison: which policies stand side by side, and what the statistics say about each two of them. compare_document.h makes a report
 * of it.
 */
#ifndef KMEND_REPORT_COMPARE_COMPARE_H
#define KMEND_REPORT_COMPARE_COMPARE_H

#include "report/compare/pair.h"
#include "report/wilson.h"

/* Shares that are compared: of what survived, of what is usable, and of crashes. */
enum { KMEND_EFFECT_SURVIVED, KMEND_EFFECT_USABLE, KMEND_EFFECT_CRASHED, KMEND_EFFECTS };

const char *kmend_effect_name(size_t effect);

/* Values p are -1 where there is no test because there is nothing to test. Differences: share of the second minus the first's. */
struct kmend_effect {
	int is_known; /* else the rest is empty: services were not probed on one side */
	struct kmend_pairs pairs;
	struct kmend_rate difference; /* of the pairs */
	double p, holm;               /* exact McNemar; corrected over all tests of the comparison */
	int is_weighted;
	struct kmend_rate weighted; /* over all activated sites, of stratified samples */
	struct kmend_split rest;    /* what has no pair, as independent samples */
	struct kmend_rate rest_difference;
	double rest_p, rest_holm; /* Fisher */
};

/* Two policies side by side. */
struct kmend_contrast {
	struct kmend_pairing pairing;
	struct kmend_effect effects[KMEND_EFFECTS];
};

struct kmend_comparison {
	const struct kmend_samples
		*samples[KMEND_SIDES]; /* twice the same: policies of one result; they must outlive it */
	struct kmend_contrast *contrasts;
	size_t ncontrasts;
	size_t ntests;
};

#define KMEND_CONTRASTS_MAX 120

/*
 * One result (`second` is NULL): every pair of its policies. Two: the policies that have the same name in both; when there are none
 * and each has one policy only, these two. `policies`: only these, with commas between them; NULL: all.
 * -1 with a message and nothing to release: the results are of different targets, or fault types and plans have nothing in
 * common, or there are no two policies to compare (KMEND_ERROR_INVALID); a name that no result has (KMEND_ERROR_USAGE); no fault has come
 * to an outcome on both sides yet (KMEND_ERROR_OTHER).
 */
int kmend_comparison_make(struct kmend_comparison *comparison, const struct kmend_samples *first,
	const struct kmend_samples *second, const char *policies);
void kmend_comparison_release(struct kmend_comparison *comparison);

int kmend_comparison_is_of_two(const struct kmend_comparison *comparison);

#endif
