/*
 * What the gate promises (docs/statistics.md), by many drawn pairs of results with a fixed seed. gate_simulation prints the whole table.
 */
#include <criterion/criterion.h>

#include "draw.h"

#define PAIRS 300

/* Red by chance in at most 5 of 100, whatever changes anyway. The bound is the stated share and what 300 draws of it vary by. */
static void is_seldom_red(struct draw draw)
{
	struct draw_counts counts = draw_many(&draw, PAIRS);

	cr_expect(counts.red <= PAIRS * 5 / 100, "%zu faults, %.2f changing: red %zu of %d", draw.faults, draw.changing,
		counts.red, PAIRS);
}

Test(simulation, no_difference_is_seldom_red)
{
	is_seldom_red((struct draw){ .faults = 75, .changing = 0.10, .edited = 0.1, .state = 1 });
	is_seldom_red((struct draw){ .faults = 150, .changing = 0.20, .edited = 0.1, .state = 2 });
	is_seldom_red((struct draw){ .faults = 300, .changing = 0.10, .edited = 0.1, .state = 3 });
}

/* A loss of five points under one policy is red in at least 90 of 100, at the documented number of faults. */
static void is_red(struct draw draw, size_t pairs)
{
	struct draw_counts counts;

	draw.loss = 0.05;
	counts = draw_many(&draw, pairs);
	cr_expect(counts.red * 100 >= pairs * 90, "%zu faults, %.2f changing: red %zu, unknown %zu of %zu", draw.faults,
		draw.changing, counts.red, counts.unknown, pairs);
}

Test(simulation, a_difference_that_matters_is_red)
{
	is_red((struct draw){ .faults = 500, .changing = 0, .edited = 0.05, .state = 4 }, 150);
	is_red((struct draw){ .faults = 1200, .changing = 0.10, .edited = 0.05, .state = 5 }, 150);
}

/* And where nothing is different it is green, not only not red. */
Test(simulation, no_difference_is_green_at_that_size)
{
	struct draw draw = { .faults = 1200, .changing = 0.10, .edited = 0.05, .state = 6 };
	struct draw_counts counts = draw_many(&draw, 60);

	cr_expect(counts.red + counts.unknown <= 60 / 10, "red %zu, unknown %zu of 60", counts.red, counts.unknown);
}
