#include <criterion/criterion.h>
#include <string.h>

#include "harness/build/command.h"

Test(command, output_and_status)
{
	struct kmend_buf output = KMEND_BUF_INIT;
	int status;
	cr_assert_eq(kmend_command_run("echo one; echo two >&2; exit 3", &output, &status), 0);
	cr_assert_eq(status, 3);
	cr_assert(strstr(output.data, "one") && strstr(output.data, "two"));
	kmend_buf_release(&output);
}

Test(command, killed_by_a_signal)
{
	struct kmend_buf output = KMEND_BUF_INIT;
	int status;
	cr_assert_eq(kmend_command_run("kill -9 $$", &output, &status), 0);
	cr_assert_eq(status, 128 + 9);
	kmend_buf_release(&output);
}

Test(command, has_no_standard_input)
{
	struct kmend_buf output = KMEND_BUF_INIT;
	int status;
	cr_assert_eq(kmend_command_run("cat", &output, &status), 0);
	cr_assert_eq(status, 0);
	cr_assert_eq(output.size, 0);
	kmend_buf_release(&output);
}
