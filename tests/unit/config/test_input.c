/* What is typed on a console, as it is written in target.yaml. */
#include <criterion/criterion.h>
#include <string.h>

#include "harness/config/input.h"

Test(input, as_written)
{
	char bytes[KMEND_INPUT_MAX];

	cr_expect_null(kmend_input_wrong(""));
	cr_expect_eq(kmend_input_bytes(bytes, ""), 0);
	cr_expect_null(kmend_input_wrong("ls -l\\n\\\\\\t\\r"));
	cr_assert_eq(kmend_input_bytes(bytes, "ls -l\\n\\\\\\t\\r"), 9);
	cr_expect_arr_eq(bytes, "ls -l\n\\\t\r", 9);
	cr_expect_null(kmend_input_wrong("1234567890123456789012345678901\\n"));
	cr_expect_eq(kmend_input_bytes(bytes, "1234567890123456789012345678901\\n"), 32);
	cr_expect_eq(bytes[31], '\n');
}

Test(input, refused)
{
	static const char *const bad[] = { "\\x", "a\\", "\001", "a\nb", "\xc3\xa4" };

	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
		cr_expect(kmend_input_wrong(bad[i]) && strstr(kmend_input_wrong(bad[i]), "printable ASCII"), "%zu", i);
	cr_expect_str_eq(kmend_input_wrong("12345678901234567890123456789012\\n"), "must be at most 32 characters");
}
