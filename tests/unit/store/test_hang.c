/* Where a kernel hung, as a result keeps it. */
#include <criterion/criterion.h>

#include "harness/store/hang.h"

Test(hang, looks_that_say_the_same_are_one)
{
	static const char text[] = "slow\nspin k.c:7\nspin k.c:7\nwait k.c:9\nspin k.c:7";
	static const struct {
		const char *place;
		unsigned count;
	} want[] = { { "spin k.c:7", 2 }, { "wait k.c:9", 1 }, { "spin k.c:7", 1 } };
	struct kmend_hang_look look;
	size_t at = 0, n = 0;

	while (kmend_hang_next(&look, text, &at)) {
		cr_assert_lt(n, 3);
		cr_assert_eq(look.size, strlen(want[n].place));
		cr_assert_not(strncmp(look.place, want[n].place, look.size));
		cr_assert_eq(look.count, want[n++].count);
	}
	cr_assert_eq(n, 3);
	cr_assert_not_null(kmend_hang_meaning(text));
}

Test(hang, in_one_line)
{
	char line[40];

	kmend_hang_line(line, sizeof line, "stuck\nspin k.c:7\nspin k.c:8");
	cr_assert_str_eq(line, "stuck in spin k.c:7");
	kmend_hang_line(line, sizeof line, "halted");
	cr_assert_str_eq(line, "halted");
	kmend_hang_line(line, sizeof line, "");
	cr_assert_str_eq(line, "");
	kmend_hang_line(line, 8, "stuck\nspin k.c:7");
	cr_assert_str_eq(line, "stuck i");
}

/* A result is sent by mail: any text is fine. */
Test(hang, odd_texts)
{
	static const char *const texts[] = { "", "\n", "\n\n\n", "x", "stuck\n", "stuck\n\n\n", "\nstuck" };
	struct kmend_hang_look look;

	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
		size_t at = 0, n = 0;

		while (kmend_hang_next(&look, texts[i], &at))
			cr_assert_lt(++n, 10);
	}
	cr_assert_null(kmend_hang_meaning("stuc\nx"));
	cr_assert_null(kmend_hang_meaning(""));
}
