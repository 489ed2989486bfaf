#include "report/compare/independent.h"

#include <math.h>

/* Tables that are as likely as the one seen come out of logarithms with the last digits different. */
#define AS_LIKELY (1 + 1e-7)

int kmend_split_is_known(const struct kmend_split *split)
{
	return split->total[KMEND_FIRST] && split->total[KMEND_SECOND];
}

struct kmend_rate kmend_independent_difference(const struct kmend_split *split)
{
	struct kmend_rate one = kmend_wilson(split->count[KMEND_FIRST], split->total[KMEND_FIRST]);
	struct kmend_rate two = kmend_wilson(split->count[KMEND_SECOND], split->total[KMEND_SECOND]);
	struct kmend_rate difference = { 0, -1, 1 };

	if (!kmend_split_is_known(split))
		return difference;
	difference.value = two.value - one.value;
	difference.low = fmax(difference.value - hypot(two.value - two.low, one.high - one.value), -1);
	difference.high = fmin(difference.value + hypot(two.high - two.value, one.value - one.low), 1);
	return difference;
}

static double log_choose(double n, double k)
{
	return lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1);
}

double kmend_fisher(const struct kmend_split *split)
{
	double n = (double)split->total[KMEND_FIRST], m = (double)split->total[KMEND_SECOND];
	double with = (double)split->count[KMEND_FIRST] + (double)split->count[KMEND_SECOND];
	double all = log_choose(n + m, with), sum = 0;
	double seen = exp(log_choose(n, (double)split->count[KMEND_FIRST]) +
		log_choose(m, (double)split->count[KMEND_SECOND]) - all);

	if (!kmend_split_is_known(split))
		return 1;
	for (double k = fmax(0, with - m); k <= fmin(n, with); k++) {
		double p = exp(log_choose(n, k) + log_choose(m, with - k) - all);

		sum += p <= seen * AS_LIKELY ? p : 0;
	}
	return fmin(sum, 1);
}
