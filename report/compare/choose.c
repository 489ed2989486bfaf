#include "report/compare/choose.h"

#include <string.h>

#include "harness/base/buf.h"
#include "harness/base/error.h"
#include "harness/base/words.h"

static void name_policies(struct kmend_buf *text, const struct kmend_samples *samples)
{
	for (size_t i = 0; i < samples->npolicies; i++)
		kmend_buf_printf(text, "%s%.40s", i ? ", " : "", samples->policies[i].policy);
}

/* The policies of the first result, then those of the second that it does not have. */
static const char *known(size_t number, void *context)
{
	const struct kmend_samples *const *both = context;

	if (number < both[KMEND_FIRST]->npolicies)
		return both[KMEND_FIRST]->policies[number].policy;
	number -= both[KMEND_FIRST]->npolicies;
	for (size_t i = 0; both[KMEND_SECOND] && i < both[KMEND_SECOND]->npolicies; i++) {
		const char *policy = both[KMEND_SECOND]->policies[i].policy;

		if (!kmend_samples_find(both[KMEND_FIRST], policy) && number-- == 0)
			return policy;
	}
	return NULL;
}

static int add(
	struct choice *choices, size_t *count, const struct kmend_sample *first, const struct kmend_sample *second)
{
	if (*count == KMEND_CONTRASTS_MAX)
		return kmend_error_as(KMEND_ERROR_INVALID, "more than %d pairs of policies: choose some with --policy",
			KMEND_CONTRASTS_MAX);
	choices[(*count)++] = (struct choice){ { first, second } };
	return 0;
}

static int choose_in_one(
	struct choice *choices, size_t *count, const struct kmend_samples *samples, const char *policies)
{
	for (size_t i = 0; i < samples->npolicies; i++)
		for (size_t k = i + 1; k < samples->npolicies; k++)
			if (kmend_words_have(policies, samples->policies[i].policy) &&
				kmend_words_have(policies, samples->policies[k].policy) &&
				add(choices, count, &samples->policies[i], &samples->policies[k]) < 0)
				return -1;
	return *count
		? 0
		: kmend_error_as(KMEND_ERROR_INVALID, "%s: %s: name a second result to compare with", samples->name,
			  policies ? "fewer than two policies are chosen" : "it has one policy only");
}

static int choose_in_two(struct choice *choices, size_t *count, const struct kmend_samples *first,
	const struct kmend_samples *second, const char *policies)
{
	struct kmend_buf one = KMEND_BUF_INIT, other = KMEND_BUF_INIT;

	for (size_t i = 0; i < first->npolicies; i++) {
		const struct kmend_sample *twin = kmend_samples_find(second, first->policies[i].policy);

		if (twin && kmend_words_have(policies, twin->policy) &&
			add(choices, count, &first->policies[i], twin) < 0)
			return -1;
	}
	if (*count)
		return 0;
	if (!policies && first->npolicies == 1 && second->npolicies == 1)
		return add(choices, count, &first->policies[0], &second->policies[0]);
	name_policies(&one, first);
	name_policies(&other, second);
	kmend_error_as(KMEND_ERROR_INVALID, "no %spolicy is in both: %s has %s, %s has %s", policies ? "chosen " : "",
		first->name, one.data, second->name, other.data);
	kmend_buf_release(&one);
	kmend_buf_release(&other);
	return -1;
}

int choose(struct choice *choices, size_t *count, const struct kmend_samples *first, const struct kmend_samples *second,
	const char *policies)
{
	const struct kmend_samples *both[KMEND_SIDES] = { first, second };

	*count = 0;
	for (int side = 0; side < KMEND_SIDES; side++)
		if (both[side] && !both[side]->npolicies)
			return kmend_error("%s: its campaign has no plan yet: nothing to compare", both[side]->name);
	if (kmend_words_check(policies, "policy", known, both) < 0)
		return -1;
	return second ? choose_in_two(choices, count, first, second, policies)
		      : choose_in_one(choices, count, first, policies);
}
