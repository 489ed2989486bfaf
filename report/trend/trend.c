/* Figures out of samples. */
#include "report/trend/trend.h"

#include <stdlib.h>
#include <string.h>

#include "harness/base/error.h"
#include "harness/base/policy.h"

#define UNKNOWN_OVERHEAD (-2.0)

static double overhead(const struct kmend_samples *samples, const struct kmend_sample *sample)
{
	const struct kmend_sample *bare = kmend_samples_find(samples, kmend_policy_baseline()->text);

	if (!bare || !bare->golden_ns || !sample->golden_ns)
		return UNKNOWN_OVERHEAD;
	return (double)sample->golden_ns / (double)bare->golden_ns - 1;
}

static double coverage(const struct kmend_sample *sample)
{
	const struct kmend_policy_row *row = kmend_policy_find(sample->policy);
	double share = kmend_sample_coverage_share(sample, NULL);

	return (row ? row->protects : share > 0) ? share : -1;
}

static int add_policy(struct kmend_trend_point *point, const struct kmend_samples *samples, size_t i)
{
	const struct kmend_sample *sample = &samples->policies[i];
	struct kmend_trend_figures *figures = &point->policies[i];
	uint64_t outcomes[KMEND_OUTCOME_COUNT];

	kmend_sample_count(sample, outcomes);
	*figures = (struct kmend_trend_figures){ .policy = strdup(sample->policy),
		.crashed = outcomes[KMEND_OUTCOME_CRASH],
		.coverage = coverage(sample),
		.golden_ns = sample->golden_ns,
		.overhead = overhead(samples, sample) };
	for (enum kmend_outcome k = 1; k < KMEND_OUTCOME_COUNT; k++) {
		figures->activated += kmend_outcome_is(k, KMEND_OUTCOME_ACTIVATED) ? outcomes[k] : 0;
		figures->survived += kmend_outcome_is(k, KMEND_OUTCOME_SURVIVED) ? outcomes[k] : 0;
	}
	return figures->policy ? 0 : kmend_error_memory();
}

int kmend_trend_add(
	struct kmend_trend *trend, const char *commit, const char *subject, const struct kmend_samples *samples)
{
	struct kmend_trend_point *bigger = realloc(trend->points, (trend->npoints + 1) * sizeof(*bigger)), *point;

	if (!bigger)
		return kmend_error_memory();
	trend->points = bigger;
	point = &bigger[trend->npoints++];
	*point = (struct kmend_trend_point){ .commit = strdup(commit),
		.subject = strdup(subject),
		.target = strdup(samples->facts[KMEND_FACT_TARGET]),
		.campaign = strdup(samples->facts[KMEND_FACT_CAMPAIGN]),
		.policies = calloc(samples->npolicies + 1, sizeof(*point->policies)) };
	if (!point->commit || !point->subject || !point->target || !point->campaign || !point->policies)
		return kmend_error_memory();
	for (; point->npolicies < samples->npolicies; point->npolicies++)
		if (add_policy(point, samples, point->npolicies) < 0)
			return -1;
	return 0;
}

void kmend_trend_release(struct kmend_trend *trend)
{
	for (size_t i = 0; i < trend->npoints; i++) {
		struct kmend_trend_point *point = &trend->points[i];

		for (size_t k = 0; k < point->npolicies; k++)
			free(point->policies[k].policy);
		free(point->policies);
		free(point->commit);
		free(point->subject);
		free(point->target);
		free(point->campaign);
	}
	free(trend->points);
	*trend = (struct kmend_trend){ 0 };
}
