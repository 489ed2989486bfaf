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

Test(safe, what_hides_or_turns_text_does_not_pass)
{
	expect("\xe2\x80\xae", 3, "\\xE2\\x80\\xAE");          /* right-to-left override */
	expect("\xe2\x81\xa6", 3, "\\xE2\\x81\\xA6");          /* isolate */
	expect("\xd8\x9c", 2, "\\xD8\\x9C");                   /* Arabic letter mark */
	expect("\xe2\x81\xa0", 3, "\\xE2\\x81\\xA0");          /* word joiner */
	expect("\xef\xbb\xbf", 3, "\\xEF\\xBB\\xBF");          /* byte order mark */
	expect("\xf3\xa0\x81\x81", 4, "\\xF3\\xA0\\x81\\x81"); /* tag A */
	expect("\xd9\x85", 2, "\xd9\x85");                     /* an Arabic letter is a letter */
	expect("\xf0\x9f\x90\xa7", 4, "\xf0\x9f\x90\xa7");
}

Test(safe, a_line_is_one_line)
{
	char *text = NULL;
	size_t size;
	FILE *out = open_memstream(&text, &size);

	kmend_print_line(out, "%s: %d", "a\nb\x9b\xc2\x9b", 7);
	fclose(out);
	cr_expect_str_eq(text, "a\\x0Ab\\x9B\\xC2\\x9B: 7\n");
	free(text);
}

Test(safe, is_cut_at_the_limit)
{
	char *got = kmend_safe_string("abcdef", 6, 3);
	cr_assert_str_eq(got, "abc");
	free(got);
}
