#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "harness/base/shell.h"

Test(shell, quote)
{
	static const char *const pairs[][2] = { { "a", "'a'" }, { "", "''" }, { "it's", "'it'\\''s'" },
		{ "$(reboot)", "'$(reboot)'" }, { "a b\n", "'a b\n'" } };

	for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
		char *word = kmend_shell_quote(pairs[i][0]);

		cr_expect_str_eq(word, pairs[i][1]);
		free(word);
	}
}

Test(shell, word)
{
	static const char *const pairs[][2] = { { "/usr/bin/clang-19", "/usr/bin/clang-19" }, { "", "''" },
		{ "/a b/c", "'/a b/c'" }, { "~", "'~'" }, { "a;b", "'a;b'" } };

	for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
		char *word = kmend_shell_word(pairs[i][0]);

		cr_expect_str_eq(word, pairs[i][1]);
		free(word);
	}
}
