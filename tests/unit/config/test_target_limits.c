/* The limits of single tests in a target.yaml. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "harness/base/error.h"
#include "harness/config/target.h"

#define GOOD "name: mine\narch: i386\nbuild: b\nimage: k\nmemory_mib: 8\npolicies: [none]\n"
#define CONSOLE GOOD "console:\n  ready: 'up'\n"
#define WITH_TESTS CONSOLE "  test_begin: 'run (.*)'\n"

static int load(struct kmend_target **target, const char *text)
{
	char dir[] = "/tmp/kmend-target-XXXXXX", file[64];
	int result;
	FILE *out;

	cr_assert_not_null(mkdtemp(dir));
	snprintf(file, sizeof file, "%s/target.yaml", dir);
	out = fopen(file, "w");
	fputs(text, out);
	fclose(out);
	result = kmend_target_load(target, dir);
	unlink(file);
	rmdir(dir);
	return result;
}

static void rules_are(const char *text, const char *wanted)
{
	struct kmend_target *target;
	char *rules;

	cr_assert_eq(load(&target, text), 0, "%s", kmend_error_text());
	rules = kmend_test_limits_text(&target->limits);
	cr_expect_str_eq(rules, wanted);
	free(rules);
	kmend_target_free(target);
}

static void refuse(const char *text, const char *wanted)
{
	struct kmend_target *target;

	cr_assert_eq(load(&target, text), -1, "was taken: %s", text);
	cr_expect(strstr(kmend_error_text(), wanted), "got '%s', wanted '%s'", kmend_error_text(), wanted);
}

Test(target_limits, of_tests)
{
	rules_are(GOOD, "");
	rules_are(GOOD "test_limits: []\n", "*:golden\n");
	rules_are(GOOD "test_seconds: 5\n", "*:5\n");
	rules_are(GOOD "test_limits: ['fs-*:10', 'a:golden']\ntest_seconds: 5\n", "*:5\nfs-*:10\na:golden\n");
	rules_are(WITH_TESTS "test_limits: ['fs-*:10']\n", "fs-*:10\n");
	rules_are(WITH_TESTS "test_seconds: 5\n", "*:5\n");
}

Test(target_limits, that_are_wrong)
{
	refuse(GOOD "test_seconds: 0\n", ":7: test_seconds: must be 1 to 3600");
	refuse(GOOD "test_limits: ['fs']\n", ":7: test_limits: 'fs' must be pattern:seconds");
	refuse(CONSOLE "test_seconds: 5\n", ":9: test_seconds: needs `test_begin` in `console:`");
	refuse(CONSOLE "test_limits: ['a:5']\n", ":9: test_limits: needs `test_begin`");
	refuse(WITH_TESTS "test_limits: ['a:golden']\n", ":10: test_limits: without glue lines have no time");
}
