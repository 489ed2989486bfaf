#include <criterion/criterion.h>
#include <string.h>

#include "harness/base/policy.h"

Test(policy, by_text_and_by_number)
{
	const struct kmend_policy_row *row = kmend_policy_find("enhanced");

	cr_assert_not_null(row);
	cr_assert_eq(kmend_policy_by_number(row->number), row);
	cr_assert_str_eq(row->runtime_text, "osiris");
	cr_assert(row->protects && row->orderly);
	row = kmend_policy_find("naive");
	cr_assert_str_eq(row->runtime_text, "none");
	cr_assert_not(row->protects || row->orderly);
}

Test(policy, unknown)
{
	cr_assert_null(kmend_policy_find("extend"));
	cr_assert_null(kmend_policy_find(""));
	cr_assert_null(kmend_policy_by_number(UINT32_MAX));
}

Test(policy, the_list_is_whole_and_in_order)
{
	size_t n = 0;

	for (const struct kmend_policy_row *row; (row = kmend_policy_at(n)); n++) {
		cr_assert_eq(kmend_policy_find(row->text), row);
		cr_assert_eq(kmend_policy_by_number(row->number), row);
		cr_assert(!n || kmend_policy_at(n - 1)->number < row->number);
	}
	cr_assert_geq(n, 5);
}
