/* "I/N" and nothing else, in one spelling. */
#include <criterion/criterion.h>
#include <string.h>

#include "harness/base/error.h"
#include "harness/base/shard.h"

Test(shard, there_and_back)
{
	static const char *const good[] = { "1/1", "1/3", "3/3", "100000/100000", "7/99999" };
	char text[KMEND_SHARD_TEXT_MAX];

	for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
		struct kmend_shard shard;

		cr_assert_eq(kmend_shard_parse(&shard, good[i]), 0, "%s: %s", good[i], kmend_error_text());
		cr_expect_str_eq(kmend_shard_text(text, shard), good[i]);
		cr_expect_eq(kmend_shard_is_whole(shard), i == 0);
		cr_expect(kmend_shard_is_same(shard, shard));
		cr_expect_eq(kmend_shard_is_same(shard, KMEND_SHARD_WHOLE), i == 0);
	}
}

Test(shard, everything_else)
{
	static const char *const bad[] = { "", "/", "1", "1/", "/1", "0/1", "1/0", "2/1", "01/2", "1/02", "+1/2",
		"-1/2", " 1/2", "1/2 ", "1 /2", "1/2/3", "1/2x", "x", "a/b", "1.0/2", "1/100001",
		"4294967297/4294967297", "99999999999999999999/99999999999999999999" };

	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
		struct kmend_shard shard = { 7, 7 };

		cr_expect_eq(kmend_shard_parse(&shard, bad[i]), -1, "'%s'", bad[i]);
		cr_expect_eq(kmend_error_code(), KMEND_ERROR_USAGE);
		cr_expect(strstr(kmend_error_text(), "I/N"));
		cr_expect(kmend_shard_is_whole(shard), "'%s'", bad[i]);
	}
}
