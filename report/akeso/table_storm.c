/*
 * A storm (Akeso 6.2): faults in whatever block runs next, one after the other, until the kernel is down or its workload is over. For programs a
 * row for each run; for people a row for each policy, and the survival curve as a chart.
 */
#include <stdio.h>
#include <stdlib.h>

#include "harness/base/error.h"
#include "harness/store/story.h"
#include "report/akeso/survival.h"
#include "report/cells.h"
#include "report/tables.h"

#define POINTS 20 /* of the curve, at most */

/* What the kernel's runtime has counted in a run, by the names of its counters; from Akeso's runtime. */
static const char *const counters[] = { "cross-thread", "retries", "killed" };
enum { COUNTERS = sizeof(counters) / sizeof(counters[0]) };

struct storm {
	uint64_t runs, died, faults, recovered, least, most; /* least, most: faults that one run survived */
	uint64_t counted[COUNTERS];
};

static int has_ended(const struct kmend_summary_run *run)
{
	return kmend_outcome_is((enum kmend_outcome)run->outcome, KMEND_OUTCOME_ACTIVATED);
}

/* A shutdown is the end of a storm as well. */
static int has_died(const struct kmend_summary_run *run)
{
	return !kmend_outcome_is((enum kmend_outcome)run->outcome, KMEND_OUTCOME_SURVIVED);
}

static uint64_t survived(const struct kmend_summary_run *run)
{
	return run->faults - (run->faults && has_died(run));
}

/* ---- what the logs say ---- */

static void count_events(uint64_t counted[COUNTERS], const struct kmend_log *log)
{
	uint64_t value;

	for (size_t i = 0; i < log->nevents; i++)
		for (size_t k = 0; k < COUNTERS && log->events[i].kind == KMEND_EV_COUNTER; k++)
			if (kmend_text_is(kmend_event_value(&log->events[i], "name"), counters[k]) &&
				kmend_event_number(&log->events[i], "value", &value) && value <= UINT32_MAX)
				counted[k] += value;
}

static int count_log(uint64_t counted[COUNTERS], struct kmend_stories *stories, const struct kmend_source *source,
	const struct kmend_summary_run *run)
{
	struct kmend_story story;

	if (kmend_story_read(&story, stories, run->id, source->summary->policies[run->policy].id, run->dense_site) < 0)
		return -1;
	count_events(counted, &story.events);
	kmend_story_release(&story);
	return 0;
}

static int add_run(struct storm *storm, struct kmend_stories *stories, const struct kmend_source *source,
	const struct kmend_summary_run *run)
{
	uint64_t own = survived(run);

	if (!storm->runs || own < storm->least)
		storm->least = own;
	if (own > storm->most)
		storm->most = own;
	storm->runs++;
	storm->died += (uint64_t)has_died(run);
	storm->faults += run->faults;
	storm->recovered += run->recovered;
	return count_log(storm->counted, stories, source, run);
}

static int storm_of(
	struct storm *storm, struct kmend_stories *stories, const struct kmend_source *source, size_t policy)
{
	const struct kmend_summary *summary = source->summary;

	*storm = (struct storm){ 0 };
	for (size_t i = 0; i < summary->nruns; i++)
		if (summary->runs[i].policy == policy && has_ended(&summary->runs[i]) &&
			add_run(storm, stories, source, &summary->runs[i]) < 0)
			return -1;
	return 0;
}

/* ---- the table ---- */

static int for_programs(struct kmend_table *table, struct kmend_stories *stories, const struct kmend_source *source)
{
	kmend_table_init(table, "policy|>seed|>id|outcome|>faults|>survived|>recovered|>cross_thread|>retries|>killed");
	for (size_t i = 0; i < source->summary->nruns; i++) {
		const struct kmend_summary_run *run = &source->summary->runs[i];
		uint64_t counted[COUNTERS] = { 0 };

		if (count_log(counted, stories, source, run) < 0)
			return -1;
		kmend_cell_text(table, source->summary->policies[run->policy].name);
		kmend_cell_count(table, run->seed);
		kmend_cell_count(table, (uint64_t)run->id);
		kmend_cell_text(table, kmend_summary_outcome_name(run->outcome));
		kmend_cell_count(table, run->faults);
		kmend_cell_count(table, survived(run));
		kmend_cell_count(table, run->recovered);
		for (size_t k = 0; k < COUNTERS; k++)
			kmend_cell_count(table, counted[k]);
	}
	return 0;
}

static void cell_mean(struct kmend_table *table, uint64_t sum, uint64_t count)
{
	if (count)
		kmend_table_cell(table, "%.1f", (double)sum / (double)count);
	else
		kmend_cell_none(table);
}

static int for_people(struct kmend_table *table, struct kmend_stories *stories, const struct kmend_source *source)
{
	kmend_table_init(table,
		"policy|>runs|>down|>faults|>rolled back|>survived a run|>least|>most|>faults for each down|>share "
		"survived|>other threads|>called again|>killed");
	for (size_t p = 0; p < source->summary->npolicies; p++) {
		struct storm storm;
		uint64_t own;

		if (storm_of(&storm, stories, source, p) < 0)
			return -1;
		own = storm.faults - storm.died;
		kmend_cell_text(table, source->summary->policies[p].name);
		kmend_cell_count(table, storm.runs);
		kmend_cell_count(table, storm.died);
		kmend_cell_count(table, storm.faults);
		kmend_cell_count(table, storm.recovered);
		cell_mean(table, own, storm.runs);
		kmend_cell_count(table, storm.least);
		kmend_cell_count(table, storm.most);
		cell_mean(table, own, storm.died);
		kmend_cell_rate(table, kmend_wilson(own, storm.faults), storm.faults > 0);
		for (size_t k = 0; k < COUNTERS; k++)
			kmend_cell_count(table, storm.counted[k]);
	}
	return 0;
}

static int matters(const struct kmend_summary *summary)
{
	return summary->nruns > 0;
}

static int fill(struct kmend_table *table, const struct kmend_source *source)
{
	struct kmend_stories *stories;
	int result;

	if (kmend_stories_open(&stories, source->store) < 0)
		return -1;
	result = (source->data ? for_programs : for_people)(table, stories, source);
	kmend_stories_close(stories);
	return result;
}

static void notes(struct kmend_section *section, const struct kmend_source *source)
{
	if (!matters(source->summary)) {
		kmend_section_note(section, "No storm: that takes a campaign with `activation: storm N`.");
		return;
	}
	kmend_section_note(section,
		"A run is over when the kernel is down (a crash, a shutdown: the last fault is not survived) or its "
		"workload has ended. "
		"Akeso (6.2): 35.4 faults survived on average, 17 to 72 in 5 runs, 97.2%% of all.");
	kmend_section_note(section,
		"Where a policy can roll anything back, faults act only where it could: the share says nothing about "
		"other code. Its interval takes "
		"each fault for a trial of its own.");
}

/* ---- the curve ---- */

static size_t lives_of(struct akeso_life *lives, const struct kmend_summary *summary, size_t policy)
{
	size_t count = 0;

	for (size_t i = 0; i < summary->nruns; i++)
		if (summary->runs[i].policy == policy && has_ended(&summary->runs[i]))
			lives[count++] = (struct akeso_life){ summary->runs[i].faults, has_died(&summary->runs[i]) };
	return count;
}

static uint64_t most_faults(const struct kmend_summary *summary)
{
	uint64_t most = 0;

	for (size_t i = 0; i < summary->nruns; i++)
		if (has_ended(&summary->runs[i]) && summary->runs[i].faults > most)
			most = summary->runs[i].faults;
	return most;
}

static void add_point(
	struct kmend_chart *chart, const struct kmend_summary *summary, struct akeso_life *lives, uint64_t faults)
{
	char label[24];

	snprintf(label, sizeof(label), "%llu", (unsigned long long)faults);
	kmend_chart_bar(chart, label, "", "");
	for (size_t p = 0; p < summary->npolicies; p++) {
		struct kmend_rate rate = akeso_survival(lives, lives_of(lives, summary, p), faults);

		if (rate.value < 0)
			kmend_chart_exact(chart, 0);
		else
			kmend_chart_value(chart, 100 * rate.value, 100 * rate.low, 100 * rate.high);
	}
}

static void chart(struct kmend_chart *chart, const struct kmend_summary *summary)
{
	uint64_t most = most_faults(summary), step = (most + POINTS - 1) / POINTS;
	struct akeso_life *lives = most ? malloc(summary->nruns * sizeof(*lives)) : NULL;

	if (!lives)
		return;
	kmend_report_chart(chart, summary, KMEND_CHART_LINES, "storm", "Runs that survive their first faults",
		"share of runs by number of faults, with 95% intervals");
	for (size_t p = 0; p < summary->npolicies; p++)
		kmend_chart_series(chart, summary->policies[p].name, kmend_chart_style(p));
	for (uint64_t faults = 0; faults <= most; faults += step)
		add_point(chart, summary, lives, faults);
	free(lives);
}

const struct kmend_report_table kmend_report_table_storm = {
	.name = "storm",
	.title = "Faults that a run survives",
	.fill = fill,
	.notes = notes,
	.chart = chart,
	.matters = matters,
};
