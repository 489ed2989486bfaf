/* kmend's own files are found from where the program lies: here a test program, one folder below the build. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "harness/base/error.h"
#include "harness/base/file.h"
#include "harness/base/installation.h"

static void ends_with(char *path, const char *end)
{
	cr_assert_not_null(path, "%s", kmend_error_text());
	cr_expect(strlen(path) > strlen(end) && strcmp(path + strlen(path) - strlen(end), end) == 0, "%s", path);
	cr_expect_eq(*path, '/');
	cr_expect_null(strstr(path, "/../"), "%s", path);
	free(path);
}

Test(installation, data_above_the_program)
{
	ends_with(kmend_installed_data("CMakeCache.txt"), "/CMakeCache.txt");
	ends_with(kmend_installed_data("unit_base"), "/tests/unit_base"); /* beside it */
}

Test(installation, no_such_data)
{
	cr_expect_null(kmend_installed_data("targets/\x1b[31mnowhere"));
	cr_expect_eq(kmend_error_code(), KMEND_ERROR_NOT_FOUND);
}

Test(installation, programs)
{
	char *dir = kmend_program_dir(), *expected = kmend_format("%s/kmend-nothing", dir), *path;

	ends_with(kmend_installed_program("unit_base"), "/tests/unit_base");
	path = kmend_installed_program("kmend-nothing"); /* a message can name it */
	cr_expect_str_eq(path, expected);
	free(path);
	free(expected);
	free(dir);
}
