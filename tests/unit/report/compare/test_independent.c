/* Independent shares against published values and against the plain definition. */
#include <criterion/criterion.h>
#include <math.h>

#include "report/compare/independent.h"

static struct kmend_split split(uint64_t a, uint64_t n, uint64_t b, uint64_t m)
{
	return (struct kmend_split){ { a, b }, { n, m } };
}

/* Newcombe, Interval estimation for the difference between independent proportions, Statistics in Medicine 17 (1998), Table II,
 * method 10. He subtracts the second share; here the first one is subtracted. */
Test(independent, newcombe_table_2)
{
	static const struct {
		uint64_t a, m, b, n;
		double value, low, high;
	} rows[] = {
		{ 56, 70, 48, 80, 0.2000, 0.0524, 0.3339 },
		{ 9, 10, 3, 10, 0.6000, 0.1705, 0.8090 },
		{ 6, 7, 2, 7, 0.5714, 0.0582, 0.8062 },
		{ 5, 56, 0, 29, 0.0893, -0.0381, 0.1926 },
		{ 0, 10, 0, 20, 0.0000, -0.1611, 0.2775 },
		{ 0, 10, 0, 10, 0.0000, -0.2775, 0.2775 },
		{ 10, 10, 0, 20, 1.0000, 0.6791, 1.0000 },
		{ 10, 10, 0, 10, 1.0000, 0.6075, 1.0000 },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct kmend_split one = split(rows[i].b, rows[i].n, rows[i].a, rows[i].m);
		struct kmend_rate rate = kmend_independent_difference(&one);

		cr_expect(fabs(rate.value - rows[i].value) < 0.00006, "%zu: %.5f", i, rate.value);
		cr_expect(fabs(rate.low - rows[i].low) < 0.00006, "%zu: low %.5f", i, rate.low);
		cr_expect(fabs(rate.high - rows[i].high) < 0.00006, "%zu: high %.5f", i, rate.high);
	}
}

static double fisher(uint64_t a, uint64_t n, uint64_t b, uint64_t m)
{
	struct kmend_split one = split(a, n, b, m);

	return kmend_fisher(&one);
}

Test(independent, fisher_published)
{
	/* The lady tasting tea; Fisher's convictions of twins (1962). */
	cr_expect(fabs(fisher(3, 4, 1, 4) - 34.0 / 70) < 1e-9, "%.9f", fisher(3, 4, 1, 4));
	cr_expect(fabs(fisher(2, 12, 15, 18) - 0.0005367) < 5e-8, "%.9f", fisher(2, 12, 15, 18));
	cr_expect_eq(fisher(5, 10, 5, 10), 1);
	cr_expect_eq(fisher(0, 10, 0, 20), 1);
	/* Far past what a double's factorials can hold. */
	cr_expect(fisher(0, 5000, 2500, 5000) < 1e-300);
	cr_expect(fisher(2500, 5000, 2520, 5000) > 0.69 && fisher(2500, 5000, 2520, 5000) < 0.71);
}

static double choose(int n, int k)
{
	double result = 1;

	for (int i = 1; i <= k; i++)
		result = result * (n - k + i) / i;
	return k < 0 || k > n ? 0 : result;
}

/* Every table of up to 7 and 9 by the definition. */
Test(independent, fisher_by_definition)
{
	for (int n = 1; n <= 7; n++)
		for (int m = 1; m <= 9; m++)
			for (int a = 0; a <= n; a++)
				for (int b = 0; b <= m; b++) {
					double seen = choose(n, a) * choose(m, b), sum = 0;

					for (int k = 0; k <= a + b; k++) {
						double other = choose(n, k) * choose(m, a + b - k);

						sum += other <= seen * (1 + 1e-7) ? other : 0;
					}
					sum /= choose(n + m, a + b);
					cr_assert(fabs(fisher((uint64_t)a, (uint64_t)n, (uint64_t)b, (uint64_t)m) -
							  fmin(sum, 1)) < 1e-9);
				}
}

Test(independent, nothing_known)
{
	struct kmend_split none = split(0, 0, 3, 5);
	struct kmend_rate rate = kmend_independent_difference(&none);

	cr_expect(rate.value == 0 && rate.low == -1 && rate.high == 1);
	cr_expect_eq(kmend_fisher(&none), 1);
	cr_expect_not(kmend_split_is_known(&none));
}
