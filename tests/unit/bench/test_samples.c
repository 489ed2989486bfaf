/* Quantiles are values that were measured. */
#include <criterion/criterion.h>

#include "harness/bench/samples.h"

static struct samples samples;

static void add(const double *values, size_t count)
{
	for (size_t i = 0; i < count; i++)
		cr_assert_eq(samples_add(&samples, values[i]), 0);
}

static void teardown(void)
{
	samples_release(&samples);
}

TestSuite(samples, .fini = teardown);

Test(samples, none_and_one)
{
	cr_expect_eq(samples_quantile(&samples, 0.5), 0);
	add((const double[]){ 7 }, 1);
	cr_expect_eq(samples_quantile(&samples, 0), 7);
	cr_expect_eq(samples_quantile(&samples, 0.5), 7);
	cr_expect_eq(samples_quantile(&samples, 1), 7);
}

Test(samples, any_order)
{
	add((const double[]){ 5, 1, 4, 2, 3 }, 5);
	cr_expect_eq(samples_quantile(&samples, 0.5), 3);
	cr_expect_eq(samples_quantile(&samples, 0), 1);
	cr_expect_eq(samples_quantile(&samples, 1), 5);
	add((const double[]){ 0 }, 1);
	cr_expect_eq(
		samples_quantile(&samples, 0.5), 2, "the lower of the two in the middle; values can be added later");
}

Test(samples, many)
{
	for (int i = 1000; i > 0; i--)
		cr_assert_eq(samples_add(&samples, i), 0);
	cr_expect_eq(samples_quantile(&samples, 0.5), 500);
	cr_expect_eq(samples_quantile(&samples, 0.95), 950);
}
