/* Figures over revisions. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "build.h"
#include "harness/base/error.h"
#include "report/trend/charts.h"
#include "report/trend/trend.h"

static struct kmend_trend trend;

static void add(const char *commit, const char *campaign, size_t npolicies, size_t survive)
{
	static const char *const policies[] = { "none", "enhanced" };
	struct kmend_samples samples = build_samples(commit, policies + 2 - npolicies, npolicies);

	build_must(kmend_samples_set_fact(&samples, KMEND_FACT_CAMPAIGN, campaign));
	for (size_t i = 0; i < npolicies; i++) {
		build_many(&samples, i, 0, survive, KMEND_OUTCOME_PASS);
		build_many(&samples, i, survive, 8 - survive, KMEND_OUTCOME_CRASH);
		build_many(&samples, i, 8, 2, KMEND_OUTCOME_NOT_ACTIVATED);
	}
	build_sort(&samples);
	samples.policies[npolicies - 1].golden_ns = 1500000000;
	cr_assert_eq(kmend_trend_add(&trend, commit, "sub\x1bject <b>", &samples), 0, "%s", kmend_error_text());
	kmend_samples_release(&samples);
}

static void tear_down(void)
{
	kmend_trend_release(&trend);
}

TestSuite(trend, .fini = tear_down);

Test(trend, figures)
{
	const struct kmend_trend_figures *enhanced;

	add("1111111111111111111111111111111111111111", "a", 2, 6);
	cr_assert_eq(trend.npoints, 1);
	cr_assert_eq(trend.points[0].npolicies, 2);
	enhanced = &trend.points[0].policies[1];
	cr_expect_str_eq(enhanced->policy, "enhanced");
	cr_expect(enhanced->activated == 8 && enhanced->survived == 6 && enhanced->crashed == 2);
	cr_expect_float_eq(enhanced->coverage, 0.6, 1e-12);
	cr_expect_float_eq(enhanced->overhead, 0.5, 1e-12);
	/* A policy that protects nothing has no coverage, whatever was counted. */
	cr_expect(trend.points[0].policies[0].coverage < 0 && trend.points[0].policies[0].overhead == 0);
}

/* Without the policy that does nothing nobody knows what the others cost. */
Test(trend, overhead_that_is_not_known)
{
	add("1111111111111111111111111111111111111111", "a", 1, 6);
	cr_expect(trend.points[0].policies[0].overhead < -1);
}

static char *written(enum kmend_format format)
{
	struct kmend_document document;
	char *text;
	size_t size;
	FILE *out = open_memstream(&text, &size);

	kmend_trend_document(&document, &trend, format);
	cr_assert_eq(kmend_document_write(&document, format, out), 0, "%s", kmend_error_text());
	kmend_document_release(&document);
	fclose(out);
	return text;
}

Test(trend, formats)
{
	char *text;

	add("1111111111111111111111111111111111111111", "a", 2, 6);
	add("2222222222222222222222222222222222222222", "a", 2, 5);
	text = written(KMEND_FORMAT_CSV);
	cr_expect_not_null(
		strstr(text, "1111111111111111111111111111111111111111,toy,a,none,8,6,0.750000,"), "%s", text);
	free(text);
	text = written(KMEND_FORMAT_TEXT);
	cr_expect_not_null(strstr(text, "2222222222  enhanced"), "%s", text);
	cr_expect_not_null(strstr(text, "+50.0%"));
	cr_expect_null(strchr(text, '\x1b'));
	free(text);
	text = written(KMEND_FORMAT_HTML);
	cr_expect(strstr(text, "<svg") && !strstr(text, "<b>"));
	free(text);
}

static char names[400];

static int collect(struct kmend_chart *chart, const char *name, const char *title, void *context)
{
	(void)name, (void)title, (void)context;
	cr_expect(!chart->failed && chart->nvalues == chart->nbars * chart->nseries);
	for (size_t i = 0; i < chart->nvalues; i++)
		cr_expect(chart->values[i].value >= 0 && chart->values[i].value <= 100);
	strcat(strcat(names, chart->name), " ");
	kmend_chart_release(chart);
	return 0;
}

/* Each target and campaign has its own, and none that is empty: one policy alone has no overhead. */
Test(trend, charts)
{
	add("1111111111111111111111111111111111111111", "a", 2, 6);
	add("1111111111111111111111111111111111111111", "b", 1, 6);
	add("2222222222222222222222222222222222222222", "a", 2, 5);
	cr_assert_eq(trend_charts(&trend, collect, NULL), 0);
	cr_expect_str_eq(names,
		"trend-survivability trend-crashes trend-coverage trend-overhead trend-survivability-2 "
		"trend-crashes-2 trend-coverage-2 ");
}
