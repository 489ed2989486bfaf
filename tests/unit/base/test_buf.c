#include <criterion/criterion.h>

#include "harness/base/buf.h"

Test(buf, grows_and_ends_with_nul)
{
	struct kmend_buf buf = KMEND_BUF_INIT;
	for (int i = 0; i < 1000; i++)
		cr_assert_eq(kmend_buf_append(&buf, "xy", 2), 0);
	cr_assert_eq(buf.size, 2000);
	cr_assert_eq(buf.data[2000], '\0');
	kmend_buf_release(&buf);
	cr_assert_null(buf.data);
}

Test(buf, refuses_past_the_limit_and_stays_as_it_was)
{
	struct kmend_buf buf = KMEND_BUF_INIT;
	cr_assert_eq(kmend_buf_append(&buf, "a", 1), 0);
	cr_assert_eq(kmend_buf_append(&buf, NULL, KMEND_BUF_LIMIT), -1);
	cr_assert_eq(buf.size, 1);
	kmend_buf_release(&buf);
}

Test(buf, printf_appends)
{
	struct kmend_buf buf = KMEND_BUF_INIT;
	cr_assert_eq(kmend_buf_printf(&buf, "%d-", 7), 0);
	cr_assert_eq(kmend_buf_printf(&buf, "%s", "x"), 0);
	cr_assert_str_eq(buf.data, "7-x");
	kmend_buf_release(&buf);
}
