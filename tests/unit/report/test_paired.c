/* Paired proportions against published values and against the plain definition. */
#include <criterion/criterion.h>
#include <math.h>

#include "report/paired.h"

static void expect(struct kmend_pairs pairs, double value, double low, double high)
{
	struct kmend_rate rate = kmend_paired_difference(&pairs);

	cr_expect(fabs(rate.value - value) < 0.00006, "value %.5f, expected %.4f", rate.value, value);
	cr_expect(fabs(rate.low - low) < 0.00006, "low %.5f, expected %.4f", rate.low, low);
	cr_expect(fabs(rate.high - high) < 0.00006, "high %.5f, expected %.4f", rate.high, high);
}

/* Newcombe, Improved confidence intervals for the difference between binomial proportions based on paired data, Statistics in
 * Medicine 17 (1998), Table II, method 10. He subtracts the second share; here the first one is subtracted. */
Test(paired, newcombe_table_2)
{
	expect((struct kmend_pairs){ 36, 2, 12, 0 }, 0.2000, 0.0569, 0.3404);
	expect((struct kmend_pairs){ 20, 2, 12, 16 }, 0.2000, 0.0562, 0.3292);
	expect((struct kmend_pairs){ 0, 0, 54, 0 }, 1.0000, 0.9061, 1.0000);
	expect((struct kmend_pairs){ 53, 0, 0, 1 }, 0.0000, -0.0729, 0.0729);
	expect((struct kmend_pairs){ 30, 0, 0, 0 }, 0.0000, -0.1135, 0.1135);
	expect((struct kmend_pairs){ 98, 0, 2, 0 }, 0.0200, -0.0197, 0.0700);
}

Test(paired, order_and_symmetry)
{
	for (uint64_t both = 0; both < 12; both += 3)
		for (uint64_t first = 0; first < 12; first++)
			for (uint64_t second = 0; second < 12; second++)
				for (uint64_t neither = 0; neither < 12; neither += 4) {
					struct kmend_pairs there = { both, first, second, neither };
					struct kmend_pairs back = { both, second, first, neither };
					struct kmend_rate a = kmend_paired_difference(&there);
					struct kmend_rate b = kmend_paired_difference(&back);

					cr_assert(-1 <= a.low && a.low <= a.value && a.value <= a.high && a.high <= 1);
					cr_assert(fabs(a.low + b.high) < 1e-12 && fabs(a.value + b.value) < 1e-12);
					cr_assert(fabs(kmend_mcnemar(&there) - kmend_mcnemar(&back)) < 1e-12);
				}
}

/* The interval holds what it promises: over all outcomes of 20 pairs, each as likely as it is, the true difference lies inside
 * in about 95 of 100. */
Test(paired, covers)
{
	static const double truth[4] = { 0.5, 0.1, 0.25, 0.15 };
	const int n = 20;
	double covered = 0, all = 0;

	for (int a = 0; a <= n; a++)
		for (int b = 0; a + b <= n; b++)
			for (int c = 0; a + b + c <= n; c++) {
				int d = n - a - b - c;
				struct kmend_pairs pairs = { (uint64_t)a, (uint64_t)b, (uint64_t)c, (uint64_t)d };
				struct kmend_rate rate = kmend_paired_difference(&pairs);
				double p = exp(lgamma(n + 1) - lgamma(a + 1) - lgamma(b + 1) - lgamma(c + 1) -
					lgamma(d + 1) + a * log(truth[0]) + b * log(truth[1]) + c * log(truth[2]) +
					d * log(truth[3]));

				all += p;
				if (rate.low <= truth[2] - truth[1] && truth[2] - truth[1] <= rate.high)
					covered += p;
			}
	cr_assert(fabs(all - 1) < 1e-9);
	cr_expect(covered > 0.94 && covered < 0.98, "%.4f", covered);
}

Test(paired, mcnemar_by_hand)
{
	cr_expect(fabs(kmend_mcnemar(&(struct kmend_pairs){ 7, 0, 5, 3 }) - 2.0 / 32) < 1e-12);
	cr_expect(fabs(kmend_mcnemar(&(struct kmend_pairs){ 7, 1, 7, 3 }) - 2.0 * (1 + 8) / 256) < 1e-12);
	cr_expect_eq(kmend_mcnemar(&(struct kmend_pairs){ 7, 4, 4, 3 }), 1);
	cr_expect_eq(kmend_mcnemar(&(struct kmend_pairs){ 7, 0, 0, 3 }), 1);
	cr_expect_eq(kmend_mcnemar(&(struct kmend_pairs){ 0 }), 1);
	/* Past the numbers that a double can hold: 2^-2000 is 0, half of 4,000 still is not certain. */
	cr_expect(kmend_mcnemar(&(struct kmend_pairs){ 0, 0, 2000, 0 }) < 1e-300);
	cr_expect(fabs(kmend_mcnemar(&(struct kmend_pairs){ 0, 1960, 2040, 0 }) - 0.211623) < 1e-6);
}

Test(paired, holm)
{
	/* Ordered 0.005, 0.01, 0.03, 0.04: times 4, 3, 2, 1, then never below the one before. */
	static const double p[] = { 0.01, 0.04, 0.03, 0.005 }, expected[] = { 0.03, 0.06, 0.06, 0.02 };
	double adjusted[4], same[3];

	kmend_holm(adjusted, p, 4);
	for (int i = 0; i < 4; i++)
		cr_expect(fabs(adjusted[i] - expected[i]) < 1e-12, "%d: %.4f", i, adjusted[i]);
	kmend_holm(same, (double[]){ 0.2, 0.2, 0.9 }, 3);
	cr_expect(fabs(same[0] - 0.6) < 1e-12 && fabs(same[1] - 0.6) < 1e-12 && fabs(same[2] - 0.9) < 1e-12);
	kmend_holm(NULL, NULL, 0);
}

Test(paired, nothing_known)
{
	struct kmend_rate rate = kmend_paired_difference(&(struct kmend_pairs){ 0 });

	cr_expect(rate.value == 0 && rate.low == -1 && rate.high == 1);
}
