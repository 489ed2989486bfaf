/* The charts of a trend: for each target and campaign one of every figure. */
#include "report/trend/charts.h"

#include <stdio.h>
#include <string.h>

#include "report/wilson.h"

int trend_is_same_plan(const struct kmend_trend_point *a, const struct kmend_trend_point *b)
{
	return strcmp(a->target, b->target) == 0 && strcmp(a->campaign, b->campaign) == 0;
}

/* In percent; 0 when there is nothing to show. */
static int survived(const struct kmend_trend_figures *figures, struct kmend_rate *rate)
{
	*rate = kmend_wilson(figures->survived, figures->activated);
	return figures->activated > 0;
}

static int crashed(const struct kmend_trend_figures *figures, struct kmend_rate *rate)
{
	*rate = kmend_wilson(figures->crashed, figures->activated);
	return figures->activated > 0;
}

static int coverage(const struct kmend_trend_figures *figures, struct kmend_rate *rate)
{
	*rate = (struct kmend_rate){ figures->coverage, 1, 0 };
	return figures->coverage >= 0;
}

static int overhead(const struct kmend_trend_figures *figures, struct kmend_rate *rate)
{
	*rate = (struct kmend_rate){ figures->overhead / (1 + figures->overhead), 1, 0 };
	return figures->overhead > 0;
}

static const struct {
	const char *name, *title, *axis;
	int (*value)(const struct kmend_trend_figures *figures, struct kmend_rate *rate);
} charts[] = {
	{ "survivability", "Survivability", "share of activated experiments, with 95% intervals", survived },
	{ "crashes", "Crashes", "share of activated experiments, with 95% intervals", crashed },
	{ "coverage", "Recovery coverage", "share of block executions that are protected", coverage },
	{ "overhead", "Overhead", "share of the golden run that the policy costs", overhead },
};

#define NCHARTS (sizeof(charts) / sizeof(charts[0]))

/* The next policy of the plan that no earlier point has: series stand in the order in which they appear. */
static const char *series_name(const struct kmend_trend *trend, const struct kmend_trend_point *plan, size_t number)
{
	const char *names[KMEND_SAMPLE_POLICIES_MAX];
	size_t n = 0;

	for (size_t i = 0; i < trend->npoints; i++)
		for (size_t k = 0; k < trend->points[i].npolicies && trend_is_same_plan(plan, &trend->points[i]); k++) {
			size_t known = 0;

			while (known < n && strcmp(names[known], trend->points[i].policies[k].policy) != 0)
				known++;
			if (known == n && n < KMEND_SAMPLE_POLICIES_MAX)
				names[n++] = trend->points[i].policies[k].policy;
		}
	return number < n ? names[number] : NULL;
}

static const struct kmend_trend_figures *figures_of(const struct kmend_trend_point *point, const char *policy)
{
	for (size_t i = 0; i < point->npolicies; i++)
		if (strcmp(point->policies[i].policy, policy) == 0)
			return &point->policies[i];
	return NULL;
}

static int has_values(
	const struct kmend_trend *trend, const struct kmend_trend_point *plan, const char *policy, size_t i)
{
	struct kmend_rate rate;

	for (size_t k = 0; k < trend->npoints; k++) {
		const struct kmend_trend_figures *figures =
			trend_is_same_plan(plan, &trend->points[k]) ? figures_of(&trend->points[k], policy) : NULL;

		if (figures && charts[i].value(figures, &rate))
			return 1;
	}
	return 0;
}

static void add_value(struct kmend_chart *chart, const struct kmend_trend_figures *figures, size_t i)
{
	struct kmend_rate rate = { 0, 1, 0 };

	if (!figures || !charts[i].value(figures, &rate))
		kmend_chart_exact(chart, 0);
	else if (rate.low > rate.high)
		kmend_chart_exact(chart, 100 * rate.value);
	else
		kmend_chart_value(chart, 100 * rate.value, 100 * rate.low, 100 * rate.high);
}

/* One chart of one plan; without bars when there is nothing to show. `number` keeps the files of several plans apart. */
static void draw(struct kmend_chart *chart, const struct kmend_trend *trend, const struct kmend_trend_point *plan,
	size_t number, size_t i)
{
	char name[64], title[300];
	const char *policy;
	size_t nseries = 0;

	snprintf(name, sizeof(name), number ? "trend-%s-%zu" : "trend-%s", charts[i].name, number + 1);
	snprintf(title, sizeof(title), "%s over revisions: target %.60s, campaign %.60s", charts[i].title, plan->target,
		plan->campaign);
	kmend_chart_init(chart, KMEND_CHART_SIDE_BY_SIDE, name, title, charts[i].axis);
	for (size_t k = 0; (policy = series_name(trend, plan, k)); k++)
		if (has_values(trend, plan, policy, i)) {
			kmend_chart_series(chart, policy, kmend_chart_style(k));
			nseries++;
		}
	for (size_t k = 0; k < trend->npoints && nseries; k++) {
		char label[SHORT_COMMIT + 1];

		if (!trend_is_same_plan(plan, &trend->points[k]))
			continue;
		snprintf(label, sizeof(label), "%s", trend->points[k].commit);
		kmend_chart_bar(chart, label, "", "");
		for (size_t s = 0; (policy = series_name(trend, plan, s)); s++)
			if (has_values(trend, plan, policy, i))
				add_value(chart, figures_of(&trend->points[k], policy), i);
	}
}

int trend_charts(const struct kmend_trend *trend, trend_chart_function *each, void *context)
{
	size_t number = 0;
	int result = 0;

	for (size_t k = 0; k < trend->npoints; k++) {
		size_t earlier = 0;

		while (earlier < k && !trend_is_same_plan(&trend->points[earlier], &trend->points[k]))
			earlier++;
		if (earlier < k)
			continue;
		for (size_t i = 0; i < NCHARTS && result == 0; i++) {
			struct kmend_chart chart;

			draw(&chart, trend, &trend->points[k], number, i);
			if (chart.nbars || chart.failed)
				result = each(&chart, charts[i].name, charts[i].title, context);
			else
				kmend_chart_release(&chart);
		}
		number++;
	}
	return result;
}
