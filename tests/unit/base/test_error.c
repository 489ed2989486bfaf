#include <criterion/criterion.h>

#include "harness/base/error.h"

Test(error, is_one_line_and_returns_minus_one)
{
	cr_assert_eq(kmend_error("a\nb %d", 3), -1);
	cr_assert_str_eq(kmend_error_text(), "a b 3");
}

Test(error, can_quote_the_message_before)
{
	kmend_error("inner");
	kmend_error("outer: %s", kmend_error_text());
	cr_assert_str_eq(kmend_error_text(), "outer: inner");
}
