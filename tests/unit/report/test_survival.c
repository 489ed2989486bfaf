/* Survival curves against values worked out by hand, and what they are where nobody is left. */
#include <criterion/criterion.h>
#include <math.h>

#include "report/akeso/survival.h"

static void near(double value, double expected)
{
	cr_expect(fabs(value - expected) < 1e-9, "%.12f, not %.12f", value, expected);
}

/* Six lives: dead at 2, 2 and 5; alive after 3, 5 and 7. */
static const struct akeso_life lives[] = { { 5, 1 }, { 2, 1 }, { 7, 0 }, { 3, 0 }, { 2, 1 }, { 5, 0 } };

Test(survival, by_hand)
{
	struct kmend_rate rate;

	near(akeso_survival(lives, 6, 0).value, 1);
	near(akeso_survival(lives, 6, 1).value, 1);
	near(akeso_survival(lives, 6, 1).low, 1);
	rate = akeso_survival(lives, 6, 2); /* 2 of 6 die */
	near(rate.value, 4.0 / 6);
	near(rate.high - rate.value, fmin(1 - rate.value, 1.959963984540054 * 4.0 / 6 * sqrt(2.0 / (6 * 4))));
	near(akeso_survival(lives, 6, 4).value, 4.0 / 6);
	near(akeso_survival(lives, 6, 5).value, 4.0 / 6 * 2 / 3); /* 1 of the 3 that met the fifth */
	near(akeso_survival(lives, 6, 7).value, 4.0 / 6 * 2 / 3);
}

Test(survival, nobody_is_left)
{
	static const struct akeso_life all_die[] = { { 1, 1 }, { 3, 1 } };

	cr_expect_lt(akeso_survival(lives, 6, 8).value, 0, "nobody met an eighth one");
	near(akeso_survival(all_die, 2, 3).value, 0);
	near(akeso_survival(all_die, 2, 9).value, 0);
	near(akeso_survival(all_die, 2, 3).low, 0);
	cr_expect_lt(akeso_survival(lives, 0, 1).value, 0, "of no lives nothing is known");
}
