/* The stratified estimate: sum of W p over the components, its interval from their Wilson limits (MOVER). */
#include "report/stratified.h"

#include <math.h>
#include <string.h>

#include "report/outcomes.h"

/* Estimated number of sites of the component that activate when armed; 0: nothing is known about it. */
static double weight(const struct kmend_summary_component *component)
{
	const struct kmend_tally *tally = &component->tally;
	double ran = (double)tally->activated + (double)tally->outcomes[KMEND_OUTCOME_NOT_ACTIVATED];

	return tally->activated ? (double)component->active_sites * (double)tally->activated / ran : 0;
}

int kmend_stratified_is(const struct kmend_summary *summary)
{
	if (strcmp(summary->select, "per-component") != 0 || !summary->ncomponents)
		return 0;
	for (size_t i = 0; i < summary->ncomponents; i++)
		if (!summary->components[i].active_sites)
			return 0;
	return 1;
}

uint64_t kmend_stratified_sites(const struct kmend_summary *summary, size_t policy)
{
	uint64_t sites = 0;

	for (size_t i = 0; i < summary->ncomponents; i++)
		if (summary->components[i].policy == policy && weight(&summary->components[i]) > 0)
			sites += summary->components[i].active_sites;
	return sites;
}

/* One of the two is asked for: a set of outcomes, or a share. */
struct asked {
	unsigned outcomes;
	const size_t *share;
};

static uint64_t count(const struct kmend_tally *tally, const struct asked *asked)
{
	return asked->share ? kmend_share_count(tally, *asked->share) : kmend_tally_count(tally, asked->outcomes);
}

static struct kmend_rate estimate(const struct kmend_summary *summary, size_t policy, const struct asked *asked)
{
	double total = 0, below = 0, above = 0;
	struct kmend_rate rate = { 0, 0, 1 };

	for (size_t i = 0; i < summary->ncomponents; i++)
		if (summary->components[i].policy == policy)
			total += weight(&summary->components[i]);
	if (total <= 0)
		return rate;
	for (size_t i = 0; i < summary->ncomponents; i++) {
		const struct kmend_summary_component *one = &summary->components[i];
		double w = weight(one) / total;
		struct kmend_rate part;

		if (one->policy != policy || w <= 0)
			continue;
		part = kmend_wilson(count(&one->tally, asked), one->tally.activated);
		rate.value += w * part.value;
		below += w * w * (part.value - part.low) * (part.value - part.low);
		above += w * w * (part.high - part.value) * (part.high - part.value);
	}
	rate.value = fmin(rate.value, 1); /* what rounding makes of a sum of shares */
	rate.low = fmax(rate.value - sqrt(below), 0);
	rate.high = fmin(rate.value + sqrt(above), 1);
	return rate;
}

struct kmend_rate kmend_stratified_rate(const struct kmend_summary *summary, size_t policy, unsigned outcomes)
{
	const struct asked asked = { outcomes, NULL };

	return estimate(summary, policy, &asked);
}

int kmend_stratified_share(struct kmend_rate *rate, const struct kmend_summary *summary, size_t policy, size_t i)
{
	const struct asked asked = { 0, &i };

	*rate = estimate(summary, policy, &asked);
	return kmend_share_is_known(&summary->policies[policy].tally, i) ? 0 : -1;
}
