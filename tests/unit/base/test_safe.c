#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "harness/base/safe.h"

static void expect(const char *in, size_t size, const char *want)
{
	char *got = kmend_safe_string(in, size, 1000);
	cr_assert_str_eq(got, want);
	free(got);
}

Test(safe, plain_text_passes)
{
	expect("a b~", 4, "a b~");
}

Test(safe, escape_sequences_become_text)
{
	expect("\x1b[2J\x07", 5, "\\x1B[2J\\x07");
}

Test(safe, nul_and_newline_become_text)
{
	expect("a\0b\nc\r", 6, "a\\x00b\\x0Ac\\x0D");
}

Test(safe, utf8_passes_when_well_formed)
{
	expect("\xc3\xa9\xe2\x82\xac", 5, "\xc3\xa9\xe2\x82\xac");
}

Test(safe, c1_controls_overlong_surrogates_and_halves_do_not_pass)
{
	expect("\xc2\x9b", 2, "\\xC2\\x9B");
	expect("\xc0\xaf", 2, "\\xC0\\xAF");
	expect("\xe0\x80\xaf", 3, "\\xE0\\x80\\xAF");
	expect("\xed\xa0\x80", 3, "\\xED\\xA0\\x80");
	expect("\xe2\x82", 2, "\\xE2\\x82");
}

Test(safe, text_direction_controls_do_not_pass)
{
	expect("\xe2\x80\xae", 3, "\\xE2\\x80\\xAE");
}

Test(safe, is_cut_at_the_limit)
{
	char *got = kmend_safe_string("abcdef", 6, 3);
	cr_assert_str_eq(got, "abc");
	free(got);
}
