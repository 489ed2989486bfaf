/* Which lines of a log become events: numbers in order, gaps, replays, second boots. */
#include <criterion/criterion.h>
#include <string.h>

#include "make.h"

/* Events and damaged lines that come out of what was made. */
static void expect(struct make *make, size_t events, uint64_t damaged)
{
	struct kmend_log log;

	cr_assert_eq(kmend_log_parse(&log, make->text.data, make->text.size), 0);
	cr_expect_eq(log.nevents, events, "%zu events, not %zu", log.nevents, events);
	cr_expect_eq(log.damaged, damaged, "%llu damaged, not %llu", (unsigned long long)log.damaged,
		(unsigned long long)damaged);
	kmend_log_release(&log);
	make_free(make);
}

Test(log, nothing)
{
	struct make make = MAKE_INIT;

	expect(&make, 0, 0);
	make_text(&make, "\n\r\n\n");
	expect(&make, 0, 0);
	make_text(&make, "text");
	expect(&make, 0, 1);
}

Test(log, in_order)
{
	struct make make = MAKE_INIT;

	MAKE(&make, "x", "x", "x");
	expect(&make, 3, 0);
}

Test(log, replayed_numbers)
{
	struct make make = MAKE_INIT;

	MAKE(&make, "x", "y", "z");
	make_line(&make, 2, 9, "z");
	make_line(&make, 0, 9, "x");
	make_event(&make, "end");
	expect(&make, 4, 2);
}

Test(log, lost_lines_leave_a_gap)
{
	struct make make = MAKE_INIT;

	MAKE(&make, "x", "y");
	make.seq += 3;
	MAKE(&make, "z", "end");
	expect(&make, 4, 0);
}

Test(log, a_number_far_ahead_is_forged)
{
	struct make make = MAKE_INIT;

	MAKE(&make, "x", "y");
	make_line(&make, 2 + KMEND_LOG_LOOK_AHEAD + 1, 9, "forged");
	MAKE(&make, "z");
	expect(&make, 3, 1);
}

Test(log, a_gap_as_wide_as_the_look_ahead)
{
	struct make make = MAKE_INIT;

	MAKE(&make, "x", "y");
	make.seq += KMEND_LOG_LOOK_AHEAD;
	MAKE(&make, "z");
	expect(&make, 3, 0);
}

Test(log, a_wide_gap_full_of_damaged_lines)
{
	struct make make = MAKE_INIT;

	MAKE(&make, "x", "y");
	for (int i = 0; i < 200; i++)
		make_text(&make, "noise\n");
	make.seq += 200;
	MAKE(&make, "z");
	expect(&make, 3, 200);
}

Test(log, a_number_ahead_of_its_predecessors_is_forged)
{
	struct make make = MAKE_INIT;

	MAKE(&make, "x", "y");
	make_line(&make, 5, 9, "forged");
	MAKE(&make, "two", "three", "four", "five");
	expect(&make, 6, 1);
}

Test(log, second_ready_goes_on_counting)
{
	struct make make = MAKE_INIT;

	make_begin(&make, "1");
	MAKE(&make, "ready target=t policy=none sites=1", "armed site=1", "x");
	expect(&make, 4, 2);
}

Test(log, second_ready_counts_anew)
{
	struct make make = MAKE_INIT;

	MAKE(&make, "booting");
	make_begin(&make, "1");
	make.seq = 0;
	MAKE(&make, "booting");
	make_begin(&make, "1");
	/* Its `booting` (0) is a replay to the reader, its `ready` has the number of the first one. */
	expect(&make, 5, 3);
}

Test(log, bytes_are_not_a_string)
{
	static const char bytes[] = "a\0b\n\0\0\n@kmend 0 1000 x*6B";
	struct kmend_log log;

	cr_assert_eq(kmend_log_parse(&log, bytes, sizeof(bytes) - 1), 0);
	cr_assert_eq(log.damaged + log.nevents, 3);
	kmend_log_release(&log);
}

Test(log, many_lines)
{
	struct make make = MAKE_INIT;

	for (int i = 0; i < 20000; i++) {
		make_event(&make, "x key=value");
		make_line(&make, 100000 - (uint64_t)i, 5, "forged");
	}
	expect(&make, 20000, 20000);
}
