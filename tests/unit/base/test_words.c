/* Words with commas between them. */
#include <criterion/criterion.h>
#include <string.h>

#include "harness/base/error.h"
#include "harness/base/words.h"

static const char *known(size_t number, void *context)
{
	static const char *const names[] = { "one", "two", NULL };

	return context ? names[number] : NULL;
}

Test(words, whole_words_only)
{
	cr_expect(kmend_words_have("one,two", "one") && kmend_words_have("one,two", "two"));
	cr_expect(kmend_words_have(NULL, "anything"));
	cr_expect_not(kmend_words_have("one,two", "on"));
	cr_expect_not(kmend_words_have("one,two", "one,two"));
	cr_expect_not(kmend_words_have("one,two", ""));
	cr_expect_not(kmend_words_have("", "one"));
}

Test(words, check)
{
	cr_expect_eq(kmend_words_check(NULL, "policy", known, &known), 0);
	cr_expect_eq(kmend_words_check("two,one,two", "policy", known, &known), 0);
	static const char *const wrong[] = { "three", "one,three", "one,,two", ",", "one,", "" };

	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		cr_expect_eq(kmend_words_check(wrong[i], "policy", known, &known), -1, "%s", wrong[i]);
		cr_expect_eq(kmend_error_code(), KMEND_ERROR_USAGE);
	}
	cr_expect_eq(kmend_words_check("one,three", "policy", known, &known), -1);
	cr_expect_str_eq(kmend_error_text(), "unknown policy 'three' (one, two)");
	cr_expect_eq(kmend_words_check("x", "policy", known, NULL), -1);
	cr_expect_str_eq(kmend_error_text(), "unknown policy 'x' (there are none)");
}
