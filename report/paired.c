/* Paired proportions: Newcombe's interval, the exact McNemar test, Holm's correction. */
#include "report/paired.h"

#include <math.h>

/*
 * Correlation of the two outcomes, drawn towards 0 by half a pair when it is positive (Newcombe's correction); 0 where one
 * of them never varies.
 */
static double correlation(double both, double first, double second, double neither)
{
	double margins = (both + first) * (second + neither) * (both + second) * (first + neither);
	double cross = both * neither - first * second, n = both + first + second + neither;

	if (margins <= 0)
		return 0;
	if (cross > 0)
		cross = fmax(cross - n / 2, 0);
	return cross / sqrt(margins);
}

/* Distance of a bound from the difference, from those of the two single bounds. */
static double combine(double one, double other, double phi)
{
	return sqrt(fmax(one * one - 2 * phi * one * other + other * other, 0));
}

struct kmend_rate kmend_paired_difference(const struct kmend_pairs *pairs)
{
	uint64_t n = pairs->both + pairs->first + pairs->second + pairs->neither;
	struct kmend_rate one = kmend_wilson(pairs->both + pairs->first, n);
	struct kmend_rate two = kmend_wilson(pairs->both + pairs->second, n);
	struct kmend_rate difference = { 0, -1, 1 };
	double phi =
		correlation((double)pairs->both, (double)pairs->first, (double)pairs->second, (double)pairs->neither);

	if (!n)
		return difference;
	difference.value = two.value - one.value;
	difference.low = fmax(difference.value - combine(two.value - two.low, one.high - one.value, phi), -1);
	difference.high = fmin(difference.value + combine(two.high - two.value, one.value - one.low, phi), 1);
	return difference;
}

/* Terms of the binomial sum by their logarithms: 2^n has no double from n = 1024 on. */
double kmend_mcnemar(const struct kmend_pairs *pairs)
{
	double n = (double)pairs->first + (double)pairs->second, sum = 0;
	uint64_t least = pairs->first < pairs->second ? pairs->first : pairs->second;

	for (uint64_t k = 0; k <= least; k++)
		sum += exp(lgamma(n + 1) - lgamma((double)k + 1) - lgamma(n - (double)k + 1) - n * M_LN2);
	return fmin(2 * sum, 1);
}

/* 1: test I comes before test J in the order of their values. */
static int before(const double *p, size_t i, size_t j)
{
	return p[i] < p[j] || (p[i] == p[j] && i < j);
}

void kmend_holm(double *adjusted, const double *p, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		size_t rank = 0;

		for (size_t j = 0; j < count; j++)
			rank += (size_t)before(p, j, i);
		adjusted[i] = fmin(p[i] * (double)(count - rank), 1);
	}
	/* No value below that of a test before it. In place: what is taken over already is a maximum of the same kind. */
	for (size_t i = 0; i < count; i++)
		for (size_t j = 0; j < count; j++)
			if (before(p, j, i))
				adjusted[i] = fmax(adjusted[i], adjusted[j]);
}
