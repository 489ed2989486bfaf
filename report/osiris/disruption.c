#include "report/osiris/disruption.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "report/mean.h"
#include "report/osiris/measures.h"

static int by_interval(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	if (!x || !y)
		return !x && y ? -1 : x && !y;
	return x > y ? -1 : x < y;
}

static int by_name(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void add_interval(struct disruption *disruption, uint64_t interval)
{
	size_t i = 0;

	while (i < disruption->nintervals && disruption->intervals[i] != interval)
		i++;
	if (i == disruption->nintervals && i < DISRUPTION_INTERVALS)
		disruption->intervals[disruption->nintervals++] = interval;
}

/* Tests that are benchmarks say how much work they are. */
static int has_work(const struct kmend_summary *summary, const char *test)
{
	size_t length = strlen(test);

	for (size_t i = 0; i < summary->nmeasures; i++) {
		const struct kmend_summary_measure *one = &summary->measures[i];

		if (one->kind == KMEND_MEASURE_COUNTER && strncmp(one->subject, test, length) == 0 &&
			strcmp(one->subject + length, ".work") == 0)
			return 1;
	}
	return 0;
}

static void keep_benchmarks(struct disruption *disruption, const struct kmend_summary *summary)
{
	size_t kept = 0;

	for (size_t i = 0; i < disruption->ntests; i++)
		kept += (size_t)has_work(summary, disruption->tests[i]);
	if (!kept)
		return;
	kept = 0;
	for (size_t i = 0; i < disruption->ntests; i++)
		if (has_work(summary, disruption->tests[i]))
			disruption->tests[kept++] = disruption->tests[i];
	disruption->ntests = kept;
}

static void add_test(struct disruption *disruption, const char *test)
{
	size_t i = 0;

	while (i < disruption->ntests && strcmp(disruption->tests[i], test) != 0)
		i++;
	if (i == disruption->ntests && i < DISRUPTION_TESTS)
		disruption->tests[disruption->ntests++] = test;
}

void disruption_of(struct disruption *disruption, const struct kmend_summary *summary)
{
	*disruption = (struct disruption){ .nintervals = 0 };
	for (size_t i = 0; i < summary->nmeasures; i++) {
		const struct kmend_summary_measure *one = &summary->measures[i];
		const char *blank = strchr(one->subject, ' ');

		if (one->kind == KMEND_MEASURE_RECOVERIES)
			add_interval(disruption, strtoull(one->subject, NULL, 10));
		if (one->kind == KMEND_MEASURE_DISRUPTED && blank)
			add_test(disruption, blank + 1);
	}
	keep_benchmarks(disruption, summary);
	qsort(disruption->intervals, disruption->nintervals, sizeof(*disruption->intervals), by_interval);
	qsort(disruption->tests, disruption->ntests, sizeof(*disruption->tests), by_name);
}

double disruption_ns(const struct kmend_summary *summary, size_t policy, uint64_t interval, const char *test)
{
	char subject[320];

	snprintf(subject, sizeof(subject), "%" PRIu64 " %.280s", interval, test);
	return osiris_measured(summary, policy, KMEND_MEASURE_DISRUPTED, subject);
}

double disruption_count(const struct kmend_summary *summary, size_t policy, enum kmend_measure kind, uint64_t interval)
{
	char subject[32];

	snprintf(subject, sizeof(subject), "%" PRIu64, interval);
	return osiris_measured(summary, policy, kind, subject);
}

double disruption_share(const struct kmend_summary *summary, size_t policy, uint64_t interval, const char *test)
{
	double undisturbed = disruption_ns(summary, policy, 0, test),
	       ns = disruption_ns(summary, policy, interval, test);

	return undisturbed > 0 && ns > 0 ? undisturbed / ns : -1;
}

double disruption_mean(
	const struct kmend_summary *summary, const struct disruption *disruption, size_t policy, uint64_t interval)
{
	struct kmend_mean mean = { 0 };

	for (size_t i = 0; i < disruption->ntests; i++)
		kmend_mean_add(&mean, disruption_share(summary, policy, interval, disruption->tests[i]));
	return kmend_mean_geometric(&mean);
}

const char *disruption_text(char out[DISRUPTION_TEXT_MAX], uint64_t interval)
{
	if (!interval)
		snprintf(out, DISRUPTION_TEXT_MAX, "never");
	else if (interval >= 1000000)
		snprintf(out, DISRUPTION_TEXT_MAX, "%.6g ms", (double)interval / 1e6);
	else
		snprintf(out, DISRUPTION_TEXT_MAX, "%.6g us", (double)interval / 1e3);
	return out;
}
