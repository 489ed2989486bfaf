/* Faults that did nothing. */
#include <criterion/criterion.h>

#include "harness/base/outcome.h"
#include "harness/store/effect.h"

static struct kmend_store_row survivor(const char *type, uint64_t activations)
{
	return (struct kmend_store_row){ .site = { .type = type },
		.done = 1,
		.outcome = KMEND_OUTCOME_PASS,
		.activations = activations,
		.signature = "" };
}

Test(effect, words)
{
	for (int zero = KMEND_EFFECT_ZERO_UNKNOWN; zero <= KMEND_EFFECT_ZERO_MAPPED; zero++)
		cr_expect_eq((int)kmend_effect_zero_read(kmend_effect_zero_word((enum kmend_effect_zero)zero)), zero);
	cr_expect_eq(kmend_effect_zero_read(NULL), KMEND_EFFECT_ZERO_UNKNOWN);
	cr_expect_eq(kmend_effect_zero_read("; DROP"), KMEND_EFFECT_ZERO_UNKNOWN);
}

Test(effect, one_is_enough_where_address_0_is_mapped)
{
	struct kmend_store_row row = survivor("fail-stop", 1);

	cr_expect(kmend_effect_is_missing(&row, KMEND_EFFECT_ZERO_MAPPED));
	cr_expect_not(kmend_effect_is_missing(&row, KMEND_EFFECT_ZERO_FAULTS));
	cr_expect_not(kmend_effect_is_missing(&row, KMEND_EFFECT_ZERO_UNKNOWN));
}

Test(effect, silence_for_long_enough)
{
	struct kmend_store_row row = survivor("fail-stop", 8192);

	row.outcome = KMEND_OUTCOME_FAIL;
	cr_expect(kmend_effect_is_missing(&row, KMEND_EFFECT_ZERO_UNKNOWN));
	row.signature = "page-fault in f";
	cr_expect_not(kmend_effect_is_missing(&row, KMEND_EFFECT_ZERO_MAPPED), "it was detected");
	row.signature = "";
	row.recovered = 1;
	cr_expect_not(kmend_effect_is_missing(&row, KMEND_EFFECT_ZERO_MAPPED), "it was recovered from");
}

Test(effect, what_cannot_be_known)
{
	struct kmend_store_row other = survivor("hang", 8192), crash = survivor("fail-stop", 8192),
			       planned = survivor("fail-stop", 8192);

	crash.outcome = KMEND_OUTCOME_CRASH;
	planned.done = 0;
	cr_expect_not(kmend_effect_is_missing(&other, KMEND_EFFECT_ZERO_MAPPED));
	cr_expect_not(kmend_effect_is_missing(&crash, KMEND_EFFECT_ZERO_MAPPED));
	cr_expect_not(kmend_effect_is_missing(&planned, KMEND_EFFECT_ZERO_MAPPED));
}
