#include <criterion/criterion.h>
#include <errno.h>
#include <string.h>

#include "harness/base/error.h"
#include "harness/base/file.h"

Test(error, is_one_line_and_returns_minus_one)
{
	cr_assert_eq(kmend_error("a\nb %d", 3), -1);
	cr_assert_str_eq(kmend_error_text(), "a b 3");
	cr_assert_eq(kmend_error_code(), KMEND_ERROR_OTHER);
}

Test(error, can_quote_the_message_before)
{
	kmend_error_as(KMEND_ERROR_BUSY, "inner");
	cr_expect_eq(kmend_error_reword("outer: %s", kmend_error_text()), -1);
	cr_expect_str_eq(kmend_error_text(), "outer: inner");
	cr_expect_eq(kmend_error_code(), KMEND_ERROR_BUSY, "other words, the same error");
	kmend_error("new: %s", kmend_error_text());
	cr_expect_eq(kmend_error_code(), KMEND_ERROR_OTHER, "a new error is not the one before");
}

Test(error, codes_of_errno)
{
	static const struct {
		int error;
		enum kmend_error_code code;
		int exit;
	} known[] = { { ENOENT, KMEND_ERROR_NOT_FOUND, KMEND_EXIT_USAGE },
		{ EEXIST, KMEND_ERROR_EXISTS, KMEND_EXIT_USAGE }, { EROFS, KMEND_ERROR_ACCESS, KMEND_EXIT_USAGE },
		{ EDQUOT, KMEND_ERROR_NO_SPACE, KMEND_EXIT_INFRA }, { EMFILE, KMEND_ERROR_NO_MEMORY, KMEND_EXIT_INFRA },
		{ EINTR, KMEND_ERROR_INTERRUPTED, KMEND_EXIT_INFRA }, { EIO, KMEND_ERROR_OTHER, KMEND_EXIT_INFRA } };

	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
		char want[128] = "file 7: ";

		errno = known[i].error;
		cr_expect_eq(kmend_error_errno("file %d", 7), -1);
		cr_expect_eq(kmend_error_code(), known[i].code, "%s", strerror(known[i].error));
		cr_expect_eq(kmend_error_exit(), known[i].exit, "%s", strerror(known[i].error));
		strcat(want, strerror(known[i].error));
		cr_expect_str_eq(kmend_error_text(), want);
	}
}

Test(error, outlives_what_is_released_between)
{
	struct kmend_error_kept kept;

	kmend_error_as(KMEND_ERROR_NO_SPACE, "the cause");
	kmend_error_keep(&kept);
	kmend_error("what closing said");
	cr_expect_eq(kmend_error_again(&kept), -1);
	cr_expect_str_eq(kmend_error_text(), "the cause");
	cr_expect_eq(kmend_error_code(), KMEND_ERROR_NO_SPACE);
}

Test(error, long_messages_are_cut)
{
	char text[4000];

	memset(text, 'x', sizeof(text) - 1);
	text[sizeof(text) - 1] = 0;
	errno = ENOENT;
	kmend_error_errno("%s", text);
	cr_expect_eq(strlen(kmend_error_text()), 1023);
	cr_expect_eq(kmend_error_code(), KMEND_ERROR_NOT_FOUND);
}

Test(error, files_say_what_is_wrong_with_them)
{
	struct kmend_buf buf = KMEND_BUF_INIT;

	cr_expect_eq(kmend_file_read(&buf, "/nonexistent/x", 10), -1);
	cr_expect_eq(kmend_error_code(), KMEND_ERROR_NOT_FOUND);
	cr_expect_eq(kmend_file_read(&buf, "/", 10), -1);
	cr_expect_eq(kmend_error_code(), KMEND_ERROR_INVALID);
	cr_expect_eq(kmend_file_read(&buf, "/proc/self/status", 10), -1);
	cr_expect_eq(kmend_error_code(), KMEND_ERROR_INVALID);
	cr_expect_eq(kmend_dir_make("/proc/self/status/x"), -1);
	kmend_buf_release(&buf);
}
