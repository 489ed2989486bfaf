/* The weighted difference against one made by hand. */
#include <criterion/criterion.h>
#include <math.h>
#include <string.h>

#include "by_hand.h"
#include "harness/base/error.h"
#include "report/compare/weighted.h"

static struct kmend_samples one, two;
static struct kmend_pairing pairing;

static void begin(void)
{
	one = by_hand("one", "none");
	two = by_hand("two", "none");
	kmend_samples_set_fact(&one, KMEND_FACT_SELECT, "per-component");
	kmend_samples_set_fact(&two, KMEND_FACT_SELECT, "per-component");
}

static void end(void)
{
	kmend_pairing_release(&pairing);
	kmend_samples_release(&one);
	kmend_samples_release(&two);
}

TestSuite(weighted, .init = begin, .fini = end);

static void both(const char *component, uint32_t block, enum kmend_outcome first, enum kmend_outcome second)
{
	struct kmend_sample_fault fault = { .component = component, .function = component, .block = block };

	fault.outcome = first;
	by_hand_any(&one, 0, fault);
	fault.outcome = second;
	by_hand_any(&two, 0, fault);
}

static void stratum(struct kmend_samples *samples, const char *component, uint64_t sites)
{
	struct kmend_sample_stratum of = { component, sites };

	cr_assert_eq(kmend_samples_add_stratum(samples, &of), 0);
}

static int measure(struct kmend_rate *rate)
{
	by_hand_sort(&one);
	by_hand_sort(&two);
	cr_assert_eq(kmend_pairing_make(&pairing, &one.policies[0], &two.policies[0]), 0, "%s", kmend_error_text());
	return kmend_weighted_difference(rate, &pairing, &one, &two, kmend_trait_crashed);
}

/* fs: 90 sites, 10 faults, of them 8 pairs, of which 4 stop crashing; mm: 20 sites in the one and 40 in the other, 5 pairs, 1 begins to. */
Test(weighted, by_hand)
{
	struct kmend_pairs fs = { 2, 4, 0, 2 }, mm = { 1, 0, 1, 3 };
	struct kmend_rate a = kmend_paired_difference(&fs), b = kmend_paired_difference(&mm), rate;
	double w, v, sum = 90.0 * 8 / 10 + 30;

	stratum(&one, "mm", 20);
	stratum(&one, "fs", 90);
	stratum(&two, "fs", 90);
	stratum(&two, "mm", 40);
	for (uint32_t i = 0; i < 4; i++)
		both("fs", i, KMEND_OUTCOME_CRASH, KMEND_OUTCOME_PASS);
	for (uint32_t i = 4; i < 6; i++)
		both("fs", i, KMEND_OUTCOME_CRASH, KMEND_OUTCOME_CRASH);
	for (uint32_t i = 6; i < 8; i++)
		both("fs", i, KMEND_OUTCOME_FAIL, KMEND_OUTCOME_PASS);
	both("fs", 8, KMEND_OUTCOME_NOT_ACTIVATED, KMEND_OUTCOME_CRASH);
	both("fs", 9, KMEND_OUTCOME_NOT_ACTIVATED, KMEND_OUTCOME_NOT_ACTIVATED);
	both("fs", 10, KMEND_OUTCOME_INFRA_ERROR, KMEND_OUTCOME_CRASH); /* says nothing about activation */
	for (uint32_t i = 0; i < 3; i++)
		both("mm", i, KMEND_OUTCOME_PASS, KMEND_OUTCOME_PASS);
	both("mm", 3, KMEND_OUTCOME_PASS, KMEND_OUTCOME_CRASH);
	both("mm", 4, KMEND_OUTCOME_CRASH, KMEND_OUTCOME_CRASH);
	cr_assert_eq(measure(&rate), 1);
	w = 72 / sum;
	v = 30 / sum;
	cr_expect(fabs(rate.value - (w * -0.5 + v * 0.2)) < 1e-12, "%f", rate.value);
	cr_expect(fabs(rate.low - (rate.value - hypot(w * (a.value - a.low), v * (b.value - b.low)))) < 1e-12);
	cr_expect(fabs(rate.high - (rate.value + hypot(w * (a.high - a.value), v * (b.high - b.value)))) < 1e-12);
}

Test(weighted, only_of_stratified_samples)
{
	struct kmend_rate rate;

	stratum(&one, "fs", 90);
	stratum(&two, "fs", 90);
	both("fs", 0, KMEND_OUTCOME_CRASH, KMEND_OUTCOME_PASS);
	kmend_samples_set_fact(&two, KMEND_FACT_SELECT, "sample");
	cr_expect_eq(measure(&rate), 0);
}

Test(weighted, no_pairs)
{
	struct kmend_rate rate;

	stratum(&one, "fs", 90);
	stratum(&two, "fs", 90);
	both("fs", 0, KMEND_OUTCOME_NOT_ACTIVATED, KMEND_OUTCOME_PASS);
	cr_expect_eq(measure(&rate), 0);
}
