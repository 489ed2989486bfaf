/* Wilson intervals against values from the literature. */
#include <criterion/criterion.h>
#include <math.h>

#include "report/wilson.h"

static void expect(uint64_t count, uint64_t total, double low, double high)
{
	struct kmend_rate rate = kmend_wilson(count, total);

	cr_expect(fabs(rate.low - low) < 0.00006, "%d of %d: low %.5f, expected %.4f", (int)count, (int)total, rate.low,
		low);
	cr_expect(fabs(rate.high - high) < 0.00006, "%d of %d: high %.5f, expected %.4f", (int)count, (int)total,
		rate.high, high);
}

/* Newcombe, Two-sided confidence intervals for the single proportion, Statistics in Medicine 17 (1998), Table I,
 * method 3 (score interval without continuity correction). */
Test(wilson, newcombe_table_1)
{
	expect(81, 263, 0.2553, 0.3662);
	expect(15, 148, 0.0624, 0.1605);
	expect(0, 20, 0.0000, 0.1611);
	expect(1, 29, 0.0061, 0.1718);
}

Test(wilson, closed_form_at_the_ends)
{
	const double z2 = 1.959963984540054 * 1.959963984540054;

	for (uint64_t n = 1; n < 2000; n = n * 2 + 1) {
		cr_expect(fabs(kmend_wilson(0, n).high - z2 / ((double)n + z2)) < 1e-12);
		cr_expect(fabs(kmend_wilson(n, n).low - (double)n / ((double)n + z2)) < 1e-12);
		cr_expect_eq(kmend_wilson(0, n).low, 0);
		cr_expect_eq(kmend_wilson(n, n).high, 1);
	}
}

Test(wilson, order_and_symmetry)
{
	for (uint64_t n = 1; n <= 300; n += 7) {
		for (uint64_t k = 0; k <= n; k++) {
			struct kmend_rate a = kmend_wilson(k, n), b = kmend_wilson(n - k, n);

			cr_assert(0 <= a.low && a.low <= a.value && a.value <= a.high && a.high <= 1);
			cr_assert(fabs(a.low + b.high - 1) < 1e-12 && fabs(a.high + b.low - 1) < 1e-12);
		}
	}
}

Test(wilson, nothing_known)
{
	struct kmend_rate rate = kmend_wilson(0, 0);

	cr_expect_eq(rate.value, 0);
	cr_expect_eq(rate.low, 0);
	cr_expect_eq(rate.high, 1);
	cr_expect_eq(kmend_wilson(5, 3).value, 1, "never above one");
	rate = kmend_wilson(UINT64_MAX / 2, UINT64_MAX);
	cr_expect(rate.low <= rate.value && rate.value <= rate.high);
}
