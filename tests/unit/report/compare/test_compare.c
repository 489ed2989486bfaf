/* Who is compared with whom, the correction over all tests, and what is refused. */
#include <criterion/criterion.h>
#include <math.h>
#include <string.h>

#include "by_hand.h"
#include "harness/base/error.h"
#include "report/compare/compare.h"

static struct kmend_samples samples(const char *name, const char *const *policies, const char *target)
{
	struct kmend_samples all = by_hand(name, policies[0]);
	size_t index;

	kmend_samples_set_fact(&all, KMEND_FACT_TARGET, target);
	kmend_samples_set_fact(&all, KMEND_FACT_FAULT_TYPES, "fail-stop");
	for (size_t i = 1; policies[i]; i++)
		cr_assert_eq(kmend_samples_add_policy(&all, &index, policies[i], NULL, 0), 0);
	return all;
}

/* 20 faults for each policy: policy number I survives its first 4 (I + 1). */
static void fill(struct kmend_samples *all)
{
	for (size_t policy = 0; policy < all->npolicies; policy++)
		for (uint32_t i = 0; i < 20; i++)
			by_hand_any(all, policy,
				(struct kmend_sample_fault){ .block = i,
					.outcome = i < 4 * (policy + 1) ? KMEND_OUTCOME_FAIL : KMEND_OUTCOME_CRASH });
	by_hand_sort(all);
}

static const char *const three[] = { "none", "naive", "enhanced", NULL }, *const one[] = { "none", NULL },
			 *const other[] = { "stateless", NULL },
			 *const some[] = { "naive", "stateless", "enhanced", NULL };

Test(compare, every_pair_of_one_result)
{
	struct kmend_samples all = samples("r", three, "toy");
	struct kmend_comparison comparison;
	static const size_t known[] = { KMEND_EFFECT_SURVIVED, KMEND_EFFECT_CRASHED };
	double p[6], holm[6];

	fill(&all);
	cr_assert_eq(kmend_comparison_make(&comparison, &all, NULL, NULL), 0, "%s", kmend_error_text());
	cr_expect_not(kmend_comparison_is_of_two(&comparison));
	cr_assert_eq(comparison.ncontrasts, 3);
	cr_expect_str_eq(comparison.contrasts[1].pairing.side[KMEND_FIRST]->policy, "none");
	cr_expect_str_eq(comparison.contrasts[1].pairing.side[KMEND_SECOND]->policy, "enhanced");
	/* 8 of 20 begin to survive, none stops: 2 / 2^8. */
	const struct kmend_effect *effect = &comparison.contrasts[1].effects[KMEND_EFFECT_SURVIVED];

	cr_expect_eq(effect->pairs.second, 8);
	cr_expect(fabs(effect->difference.value - 0.4) < 1e-12);
	cr_expect(fabs(effect->p - 2.0 / 256) < 1e-12);
	cr_expect(effect->rest_p == -1, "everything has a pair");
	cr_expect_eq(comparison.ntests, 6);
	for (size_t i = 0; i < 6; i++)
		p[i] = comparison.contrasts[i / 2].effects[known[i % 2]].p;
	kmend_holm(holm, p, 6);
	for (size_t i = 0; i < 6; i++)
		cr_expect(fabs(comparison.contrasts[i / 2].effects[known[i % 2]].holm - holm[i]) < 1e-15, "%zu", i);
	kmend_comparison_release(&comparison);
	kmend_samples_release(&all);
}

/* Under enhanced 12 of 20 survive, 3 of them with a lost service; under none 4, all usable. */
Test(compare, usable_where_both_sides_are_probed)
{
	struct kmend_samples all = samples("r", three, "toy");
	struct kmend_comparison comparison;
	const struct kmend_effect *effect;

	fill(&all);
	for (size_t policy = 0; policy < 3; policy += 2)
		for (size_t i = 0; i < 20; i++) {
			struct kmend_sample_fault *fault = &all.policies[policy].faults[i];

			fault->service = kmend_service_judge(fault->outcome, 7, fault->block >= 9 && fault->block < 12);
		}
	cr_assert_eq(kmend_comparison_make(&comparison, &all, NULL, NULL), 0, "%s", kmend_error_text());
	cr_expect_not(comparison.contrasts[0].effects[KMEND_EFFECT_USABLE].is_known, "nobody probed under naive");
	cr_expect_eq(comparison.contrasts[0].effects[KMEND_EFFECT_USABLE].p, -1);
	effect = &comparison.contrasts[1].effects[KMEND_EFFECT_USABLE];
	cr_expect(effect->is_known);
	cr_expect_eq(effect->pairs.both, 4);
	cr_expect_eq(effect->pairs.second, 5, "9 usable under the second");
	cr_expect_eq(effect->pairs.neither, 11);
	cr_expect(fabs(effect->p - 2.0 / 32) < 1e-12);
	cr_expect_eq(comparison.ntests, 7);
	kmend_comparison_release(&comparison);
	kmend_samples_release(&all);
}

Test(compare, chosen_policies)
{
	struct kmend_samples all = samples("r", three, "toy");
	struct kmend_comparison comparison;

	fill(&all);
	cr_assert_eq(kmend_comparison_make(&comparison, &all, NULL, "enhanced,none"), 0);
	cr_expect_eq(comparison.ncontrasts, 1);
	cr_expect_eq(comparison.ntests, 2, "only what is printed is corrected for");
	kmend_comparison_release(&comparison);
	cr_expect_eq(kmend_comparison_make(&comparison, &all, NULL, "none"), -1);
	cr_expect_eq(kmend_error_code(), KMEND_ERROR_INVALID);
	cr_expect_eq(kmend_comparison_make(&comparison, &all, NULL, "none,made-up"), -1);
	cr_expect_eq(kmend_error_code(), KMEND_ERROR_USAGE);
	cr_expect(strstr(kmend_error_text(), "'made-up' (none, naive, enhanced)"), "%s", kmend_error_text());
	kmend_samples_release(&all);
}

Test(compare, policies_of_both)
{
	struct kmend_samples a = samples("a", three, "toy"), b = samples("b", some, "toy");
	struct kmend_comparison comparison;

	fill(&a);
	fill(&b);
	cr_assert_eq(kmend_comparison_make(&comparison, &a, &b, NULL), 0, "%s", kmend_error_text());
	cr_expect(kmend_comparison_is_of_two(&comparison));
	cr_assert_eq(comparison.ncontrasts, 2);
	for (size_t i = 0; i < 2; i++) {
		cr_expect_str_eq(comparison.contrasts[i].pairing.side[KMEND_FIRST]->policy, i ? "enhanced" : "naive");
		cr_expect_str_eq(comparison.contrasts[i].pairing.side[KMEND_SECOND]->policy, i ? "enhanced" : "naive");
	}
	kmend_comparison_release(&comparison);
	cr_expect_eq(kmend_comparison_make(&comparison, &a, &b, "none,stateless"), -1);
	cr_expect(strstr(kmend_error_text(), "no chosen policy is in both"), "%s", kmend_error_text());
	kmend_samples_release(&a);
	kmend_samples_release(&b);
}

/* One policy on each side: these two, whatever their names. */
Test(compare, the_only_two)
{
	struct kmend_samples a = samples("a", one, "toy"), b = samples("b", other, "toy");
	struct kmend_comparison comparison;

	fill(&a);
	fill(&b);
	cr_assert_eq(kmend_comparison_make(&comparison, &a, &b, NULL), 0, "%s", kmend_error_text());
	cr_expect_eq(comparison.ncontrasts, 1);
	cr_expect_eq(comparison.contrasts[0].pairing.npairs, 20);
	kmend_comparison_release(&comparison);
	kmend_samples_release(&a);
	kmend_samples_release(&b);
}

static void refused(struct kmend_samples *a, struct kmend_samples *b, enum kmend_error_code code, const char *text)
{
	struct kmend_comparison comparison;

	by_hand_sort(a);
	if (b)
		by_hand_sort(b);
	cr_expect_eq(kmend_comparison_make(&comparison, a, b, NULL), -1, "%s", text);
	cr_expect_eq(kmend_error_code(), code, "%s", text);
	cr_expect(strstr(kmend_error_text(), text), "'%s' is not in '%s'", text, kmend_error_text());
	kmend_samples_release(a);
	if (b)
		kmend_samples_release(b);
}

Test(compare, refused)
{
	struct kmend_samples a = samples("a", one, "toy"), b = samples("b", one, "other");

	refused(&a, &b, KMEND_ERROR_INVALID, "a is of target 'toy', b of 'other'");
	a = samples("a", three, "toy");
	b = samples("b", other, "toy");
	refused(&a, &b, KMEND_ERROR_INVALID, "no policy is in both: a has none, naive, enhanced, b has stateless");
	a = samples("a", one, "toy");
	refused(&a, NULL, KMEND_ERROR_INVALID, "name a second result");
	/* Nothing has run. */
	a = samples("a", three, "toy");
	by_hand_fault(&a, "f", 1, 0, KMEND_OUTCOME_NONE);
	refused(&a, NULL, KMEND_ERROR_OTHER, "nothing to compare");
	/* No plan at all. */
	cr_assert_eq(kmend_samples_init(&a, "a"), 0);
	refused(&a, NULL, KMEND_ERROR_OTHER, "no plan yet");
	/* Faults of other types. */
	a = samples("a", one, "toy");
	b = samples("b", one, "toy");
	kmend_samples_set_fact(&b, KMEND_FACT_FAULT_TYPES, "hang");
	by_hand_fault(&a, "f", 1, 0, KMEND_OUTCOME_PASS);
	by_hand_any(&b, 0, (struct kmend_sample_fault){ .type = "hang", .outcome = KMEND_OUTCOME_PASS });
	refused(&a, &b, KMEND_ERROR_INVALID, "no fault in common: their fault types are fail-stop and hang");
}

/* Other detectors change every function: nothing pairs, and yet there is something to say. */
Test(compare, only_independent)
{
	struct kmend_samples a = samples("a", one, "toy"), b = samples("b", one, "toy");
	struct kmend_comparison comparison;

	for (uint32_t i = 0; i < 10; i++) {
		by_hand_fault(&a, "f", 1, i, KMEND_OUTCOME_CRASH);
		by_hand_fault(&b, "f", 2, i, i < 5 ? KMEND_OUTCOME_PASS : KMEND_OUTCOME_CRASH);
	}
	by_hand_sort(&a);
	by_hand_sort(&b);
	cr_assert_eq(kmend_comparison_make(&comparison, &a, &b, NULL), 0, "%s", kmend_error_text());
	const struct kmend_effect *effect = &comparison.contrasts[0].effects[KMEND_EFFECT_CRASHED];

	cr_expect_eq(effect->p, -1);
	cr_expect(fabs(effect->rest_difference.value + 0.5) < 1e-12);
	cr_expect(fabs(effect->rest_p - 2 * 252.0 / 15504) < 1e-9, "%.9f", effect->rest_p);
	cr_expect_eq(comparison.ntests, 2);
	kmend_comparison_release(&comparison);
	kmend_samples_release(&a);
	kmend_samples_release(&b);
}
