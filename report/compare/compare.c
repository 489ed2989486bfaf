#include "report/compare/compare.h"

#include <stdlib.h>
#include <string.h>

#include "harness/base/error.h"
#include "report/compare/choose.h"
#include "report/compare/independent.h"
#include "report/compare/weighted.h"

static const struct {
	const char *name;
	kmend_trait *trait;
	int (*is_known)(const struct kmend_sample *sample); /* NULL: always */
} effects[KMEND_EFFECTS] = {
	[KMEND_EFFECT_SURVIVED] = { "survived", kmend_trait_survived, NULL },
	[KMEND_EFFECT_USABLE] = { "usable", kmend_trait_usable, kmend_sample_is_probed },
	[KMEND_EFFECT_CRASHED] = { NULL, kmend_trait_crashed, NULL },
};

const char *kmend_effect_name(size_t effect)
{
	return effects[effect].name ? effects[effect].name : kmend_outcome_name(KMEND_OUTCOME_CRASH);
}

static int is_known(size_t effect, const struct kmend_pairing *pairing)
{
	int (*known)(const struct kmend_sample *sample) = effects[effect].is_known;

	return !known || (known(pairing->side[KMEND_FIRST]) && known(pairing->side[KMEND_SECOND]));
}

int kmend_comparison_is_of_two(const struct kmend_comparison *comparison)
{
	return comparison->samples[KMEND_FIRST] != comparison->samples[KMEND_SECOND];
}

/* ---- what the statistics say ---- */

static int measure(struct kmend_effect *effect, size_t number, const struct kmend_pairing *pairing,
	const struct kmend_samples *const samples[KMEND_SIDES])
{
	kmend_trait *trait = effects[number].trait;

	*effect = (struct kmend_effect){ .p = -1, .holm = -1, .rest_p = -1, .rest_holm = -1 };
	effect->is_known = is_known(number, pairing);
	if (!effect->is_known)
		return 0;
	effect->pairs = kmend_pairing_count(pairing, trait);
	effect->difference = kmend_paired_difference(&effect->pairs);
	effect->p = effect->holm = pairing->npairs ? kmend_mcnemar(&effect->pairs) : -1;
	effect->rest = kmend_pairing_rest(pairing, trait);
	effect->rest_difference = kmend_independent_difference(&effect->rest);
	effect->rest_p = effect->rest_holm = kmend_split_is_known(&effect->rest) ? kmend_fisher(&effect->rest) : -1;
	effect->is_weighted = kmend_weighted_difference(
		&effect->weighted, pairing, samples[KMEND_FIRST], samples[KMEND_SECOND], trait);
	return effect->is_weighted < 0 ? -1 : 0;
}

/* Pointers to every place that holds a value: the one before the correction, which becomes the one after it. */
static size_t tests(struct kmend_comparison *comparison, double **places)
{
	size_t count = 0;

	for (size_t i = 0; i < comparison->ncontrasts; i++)
		for (size_t k = 0; k < KMEND_EFFECTS; k++) {
			struct kmend_effect *effect = &comparison->contrasts[i].effects[k];

			if (effect->p >= 0)
				places[count++] = &effect->holm;
			if (effect->rest_p >= 0)
				places[count++] = &effect->rest_holm;
		}
	return count;
}

static void correct(struct kmend_comparison *comparison)
{
	enum { MOST = KMEND_CONTRASTS_MAX * KMEND_EFFECTS * 2 };
	double *places[MOST], before[MOST], after[MOST];

	comparison->ntests = tests(comparison, places);
	for (size_t i = 0; i < comparison->ntests; i++)
		before[i] = *places[i];
	kmend_holm(after, before, comparison->ntests);
	for (size_t i = 0; i < comparison->ntests; i++)
		*places[i] = after[i];
}

/* ---- what cannot be compared ---- */

static int check_targets(const struct kmend_samples *first, const struct kmend_samples *second)
{
	const char *one = first->facts[KMEND_FACT_TARGET], *other = second->facts[KMEND_FACT_TARGET];

	return strcmp(one, other) == 0
		? 0
		: kmend_error_as(KMEND_ERROR_INVALID,
			  "%s is of target '%.80s', %s of '%.80s': only results of one target are compared",
			  first->name, one, second->name, other);
}

/* Pairs, or faults without a pair on both sides. */
static int says_something(const struct kmend_contrast *contrast)
{
	return contrast->pairing.npairs || kmend_split_is_known(&contrast->effects[0].rest);
}

static int check_plans(const struct kmend_comparison *comparison)
{
	const struct kmend_samples *first = comparison->samples[KMEND_FIRST];
	const struct kmend_samples *second = comparison->samples[KMEND_SECOND];
	const char *one = first->facts[KMEND_FACT_FAULT_TYPES], *other = second->facts[KMEND_FACT_FAULT_TYPES];
	int something = 0, matches = 0;

	for (size_t i = 0; i < comparison->ncontrasts; i++) {
		something |= says_something(&comparison->contrasts[i]);
		matches |= comparison->contrasts[i].pairing.nmatches > 0;
	}
	if (!matches && strcmp(one, other) != 0)
		return kmend_error_as(KMEND_ERROR_INVALID,
			"%s and %s have no fault in common: their fault types are %.80s and %.80s", first->name,
			second->name, one, other);
	return something
		? 0
		: kmend_error("%s: no fault has come to an outcome on both sides yet: nothing to compare", first->name);
}

/* ---- all ---- */

static int add_contrast(struct kmend_comparison *comparison, const struct choice *choice)
{
	struct kmend_contrast *contrast = &comparison->contrasts[comparison->ncontrasts];

	if (kmend_pairing_make(&contrast->pairing, choice->side[KMEND_FIRST], choice->side[KMEND_SECOND]) < 0)
		return -1;
	comparison->ncontrasts++;
	for (size_t i = 0; i < KMEND_EFFECTS; i++)
		if (measure(&contrast->effects[i], i, &contrast->pairing, comparison->samples) < 0)
			return -1;
	return 0;
}

int kmend_comparison_make(struct kmend_comparison *comparison, const struct kmend_samples *first,
	const struct kmend_samples *second, const char *policies)
{
	struct choice choices[KMEND_CONTRASTS_MAX];
	size_t count;
	int result = 0;

	*comparison = (struct kmend_comparison){ .samples = { first, second ? second : first } };
	if ((second && check_targets(first, second) < 0) || choose(choices, &count, first, second, policies) < 0)
		return -1;
	comparison->contrasts = calloc(count, sizeof(*comparison->contrasts));
	if (!comparison->contrasts)
		return kmend_error_memory();
	for (size_t i = 0; i < count && result == 0; i++)
		result = add_contrast(comparison, &choices[i]);
	if (result == 0)
		result = check_plans(comparison);
	if (result == 0)
		correct(comparison);
	else
		kmend_comparison_release(comparison);
	return result;
}

void kmend_comparison_release(struct kmend_comparison *comparison)
{
	for (size_t i = 0; i < comparison->ncontrasts; i++)
		kmend_pairing_release(&comparison->contrasts[i].pairing);
	free(comparison->contrasts);
	*comparison = (struct kmend_comparison){ 0 };
}
