#include "report/gate/change.h"

#include <math.h>
#include <stdlib.h>

#include "harness/base/error.h"
#include "report/compare/independent.h"

#define Z95 1.959963984540054 /* of the intervals of report/wilson.h */

/* Both parts by their weights; the limits as for stratified samples (report/stratified.h). */
static struct kmend_rate weigh(const struct kmend_rate *paired, const struct kmend_rate *rest, double weight)
{
	struct kmend_rate rate = { .value = weight * paired->value + (1 - weight) * rest->value };

	rate.low = fmax(
		rate.value - hypot(weight * (paired->value - paired->low), (1 - weight) * (rest->value - rest->low)),
		-1);
	rate.high = fmin(
		rate.value + hypot(weight * (paired->high - paired->value), (1 - weight) * (rest->high - rest->value)),
		1);
	return rate;
}

static double log_choose(double n, double k)
{
	return lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1);
}

/* tails[k] = P(X >= k) for X of Binomial(n, 1/2), k from 0 to n + 1: summed from the far end, small terms first. */
static double *binomial_tails(uint64_t n)
{
	double *tails = malloc((n + 2) * sizeof(*tails));

	if (!tails)
		return NULL;
	tails[n + 1] = 0;
	for (uint64_t k = n + 1; k-- > 0;)
		tails[k] = fmin(tails[k + 1] + exp(log_choose((double)n, (double)k) - (double)n * M_LN2), 1);
	return tails;
}

static double tail(const double *tails, uint64_t n, double least)
{
	return least <= 0 ? 1 : least > (double)n ? 0 : tails[(uint64_t)least];
}

/*
 * The exact test given the margins: when nothing is different, each discordant pair is worse or better by the toss of a coin, and the bad
 * ones among the unpaired faults are spread over both samples like any others (hypergeometric). Summed are all splits that are at least as
 * much worse, in the weighted sum, as what was seen.
 */
static double exact(const struct kmend_change *change, double weight, const double *tails)
{
	const struct kmend_split *rest = &change->rest;
	double n = (double)change->pairs, seen = change->difference.value, sum = 0;
	uint64_t discordant = change->counted.first + change->counted.second;
	double one = (double)rest->total[KMEND_FIRST], two = (double)rest->total[KMEND_SECOND];
	double bad = (double)(rest->count[KMEND_FIRST] + rest->count[KMEND_SECOND]);

	if (!change->others)
		return tail(tails, discordant, (double)change->counted.second);
	for (double y = fmax(0, bad - one); y <= fmin(bad, two); y++) {
		double left = seen - (1 - weight) * (y / two - (bad - y) / one); /* what the pairs have to make up */
		double share = exp(log_choose(two, y) + log_choose(one, bad - y) - log_choose(one + two, bad));

		/* weight * (2x - discordant) / n >= left, solved for x */
		if (change->pairs)
			sum += share *
				tail(tails, discordant, ceil((left / weight * n + (double)discordant) / 2 - 1e-9));
		else
			sum += left <= 1e-12 ? share : 0;
	}
	return fmin(sum, 1);
}

static double weight_of(const struct kmend_change *change)
{
	return (double)change->pairs / fmax((double)(change->pairs + change->others), 1);
}

/* All but p. */
static struct kmend_change estimate(const struct kmend_pairs *pairs, const struct kmend_split *rest)
{
	static const struct kmend_rate unknown = { 0, -1, 1 };
	struct kmend_change change = { .counted = *pairs,
		.rest = *rest,
		.pairs = pairs->both + pairs->first + pairs->second + pairs->neither,
		.others = kmend_split_is_known(rest) ? rest->total[KMEND_SECOND] : 0,
		.difference = unknown,
		.p = 1 };
	struct kmend_rate paired = unknown, other = unknown;

	if (change.pairs)
		paired = kmend_paired_difference(pairs);
	if (change.others)
		other = kmend_independent_difference(rest);
	if (change.pairs + change.others)
		change.difference = weigh(&paired, &other, weight_of(&change));
	return change;
}

int kmend_change(struct kmend_change *change, const struct kmend_pairs *pairs, const struct kmend_split *rest)
{
	double *tails = binomial_tails(pairs->first + pairs->second);

	*change = estimate(pairs, rest);
	if (!tails)
		return kmend_error_memory();
	if (change->pairs + change->others)
		change->p = exact(change, weight_of(change), tails);
	free(tails);
	return 0;
}

int kmend_change_is_open(const struct kmend_change *change)
{
	uint64_t bad = change->rest.count[KMEND_FIRST] + change->rest.count[KMEND_SECOND];

	return change->counted.first + change->counted.second > 0 ||
		(change->others && bad && bad < change->rest.total[KMEND_FIRST] + change->rest.total[KMEND_SECOND]);
}

double kmend_normal_above(double p)
{
	double low = -40, high = 40;

	for (int i = 0; i < 200; i++) {
		double middle = (low + high) / 2;

		if (erfc(middle / M_SQRT2) / 2 > p)
			low = middle;
		else
			high = middle;
	}
	return (low + high) / 2;
}

static uint64_t times(uint64_t count, double factor)
{
	return (uint64_t)llround((double)count * factor);
}

/* Would all counts tell, that many times as large? The test is approximated: its bound lies where the interval's would at its level. */
static int tells(const struct kmend_change *change, double factor, double limit, double level)
{
	struct kmend_pairs pairs = change->counted;
	struct kmend_split rest = change->rest;
	struct kmend_rate rate;

	pairs.both = times(pairs.both, factor);
	pairs.first = times(pairs.first, factor);
	pairs.second = times(pairs.second, factor);
	pairs.neither = times(pairs.neither, factor);
	for (int side = 0; side < KMEND_SIDES; side++) {
		rest.count[side] = times(rest.count[side], factor);
		rest.total[side] = times(rest.total[side], factor);
	}
	rate = estimate(&pairs, &rest).difference;
	return rate.high < limit || rate.value - (rate.value - rate.low) / Z95 * kmend_normal_above(level) > 0;
}

uint64_t kmend_change_needed(const struct kmend_change *change, double limit, double level)
{
	double low = 1, high = 1;

	if (!(change->pairs + change->others))
		return 0;
	while (!tells(change, high, limit, level)) {
		if (high > 1e4)
			return 0;
		low = high;
		high *= 2;
	}
	for (int i = 0; i < 20; i++) {
		double middle = (low + high) / 2;

		if (tells(change, middle, limit, level))
			high = middle;
		else
			low = middle;
	}
	return (uint64_t)ceil((double)(change->pairs + change->others) * high);
}
