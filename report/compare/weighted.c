/* The sum of W d over the components; the interval from those of the components, as in report/stratified.c (MOVER). */
#include "report/compare/weighted.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "harness/base/error.h"

struct stratum {
	double sites; /* mean of both sides; 0: not known */
	struct kmend_pairs pairs;
	uint64_t npairs, inactive; /* matches that came to a pair, and to not-activated on a side */
};

static int order_strata(const void *key, const void *element)
{
	return strcmp(key, ((const struct kmend_sample_stratum *)element)->component);
}

static const struct kmend_sample_stratum *find(const struct kmend_samples *samples, const char *component)
{
	return samples->nstrata
		? bsearch(component, samples->strata, samples->nstrata, sizeof(*samples->strata), order_strata)
		: NULL;
}

static double weight(const struct stratum *stratum)
{
	double ran = (double)stratum->npairs + (double)stratum->inactive;

	return stratum->npairs ? stratum->sites * (double)stratum->npairs / ran : 0;
}

static void count(struct stratum *stratum, const struct kmend_pairing *pairing, size_t match, kmend_trait *trait)
{
	int one = trait(kmend_pairing_fault(pairing, match, KMEND_FIRST));
	int other = trait(kmend_pairing_fault(pairing, match, KMEND_SECOND));

	if (pairing->matches[match].why == KMEND_UNPAIRED_NOT_ACTIVATED)
		stratum->inactive++;
	if (pairing->matches[match].why != KMEND_UNPAIRED_NONE)
		return;
	stratum->npairs++;
	(*(one && other         ? &stratum->pairs.both
			: one   ? &stratum->pairs.first
			: other ? &stratum->pairs.second
				: &stratum->pairs.neither))++;
}

static int combine(struct kmend_rate *difference, const struct stratum *strata, size_t nstrata)
{
	double total = 0, below = 0, above = 0;
	struct kmend_rate sum = { 0, 0, 0 };

	for (size_t i = 0; i < nstrata; i++)
		total += weight(&strata[i]);
	if (total <= 0)
		return 0;
	for (size_t i = 0; i < nstrata; i++) {
		double w = weight(&strata[i]) / total;
		struct kmend_rate part = kmend_paired_difference(&strata[i].pairs);

		sum.value += w * part.value;
		below += w * w * (part.value - part.low) * (part.value - part.low);
		above += w * w * (part.high - part.value) * (part.high - part.value);
	}
	sum.low = fmax(sum.value - sqrt(below), -1);
	sum.high = fmin(sum.value + sqrt(above), 1);
	*difference = sum;
	return 1;
}

int kmend_weighted_difference(struct kmend_rate *difference, const struct kmend_pairing *pairing,
	const struct kmend_samples *first, const struct kmend_samples *second, kmend_trait *trait)
{
	struct stratum *strata;
	int result;

	if (!kmend_samples_is_stratified(first) || !kmend_samples_is_stratified(second))
		return 0;
	strata = calloc(first->nstrata, sizeof(*strata));
	if (!strata)
		return kmend_error_memory();
	for (size_t i = 0; i < first->nstrata; i++) {
		const struct kmend_sample_stratum *other = find(second, first->strata[i].component);

		strata[i].sites = ((double)first->strata[i].sites + (double)(other ? other->sites : 0)) / 2;
	}
	for (size_t i = 0; i < pairing->nmatches; i++) {
		const struct kmend_sample_stratum *of =
			find(first, kmend_pairing_fault(pairing, i, KMEND_FIRST)->component);

		if (of)
			count(&strata[of - first->strata], pairing, i, trait);
	}
	result = combine(difference, strata, first->nstrata);
	free(strata);
	return result;
}
