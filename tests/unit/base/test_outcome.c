/* The one list of outcomes. */
#include <criterion/criterion.h>

#include "harness/base/outcome.h"

Test(outcome, words_and_numbers_belong_together)
{
	for (int i = KMEND_OUTCOME_NONE + 1; i < KMEND_OUTCOME_COUNT; i++)
		cr_expect_eq(kmend_outcome_parse(kmend_outcome_name(i)), i, "%d", i);
	cr_expect_str_eq(kmend_outcome_name(KMEND_OUTCOME_COUNT), "none");
	cr_expect_str_eq(kmend_outcome_name((enum kmend_outcome) - 1), "none");
	cr_expect_eq(kmend_outcome_parse("none"), KMEND_OUTCOME_NONE);
	cr_expect_eq(kmend_outcome_parse("Pass"), KMEND_OUTCOME_NONE);
}

Test(outcome, classes)
{
	cr_expect(kmend_outcome_is(KMEND_OUTCOME_FAIL, KMEND_OUTCOME_ACTIVATED | KMEND_OUTCOME_SURVIVED));
	cr_expect(kmend_outcome_is(KMEND_OUTCOME_CRASH, KMEND_OUTCOME_ACTIVATED));
	cr_expect_not(kmend_outcome_is(KMEND_OUTCOME_CRASH, KMEND_OUTCOME_ACTIVATED | KMEND_OUTCOME_SURVIVED));
	cr_expect_not(kmend_outcome_is(KMEND_OUTCOME_INFRA_ERROR, KMEND_OUTCOME_ACTIVATED));
	cr_expect_not(kmend_outcome_is(KMEND_OUTCOME_NONE, 0));
	cr_expect_not(kmend_outcome_is(KMEND_OUTCOME_COUNT, 0));
}
