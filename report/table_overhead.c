/*
 * What a campaign that measures found out: instructions and guest time of the workload and the time of each of its tests, beside
 * the first policy, which is the baseline.
 */
#include <string.h>

#include "report/cells.h"
#include "report/mean.h"
#include "report/tables.h"

/* How many times the baseline; negative: one of the two is not known, or nothing. */
static double ratio(const struct kmend_summary *summary, size_t policy, enum kmend_measure kind, const char *subject)
{
	uint64_t base, value;

	if (!kmend_summary_measured(summary, 0, kind, subject, &base) ||
		!kmend_summary_measured(summary, policy, kind, subject, &value) || !base)
		return -1;
	return (double)value / (double)base;
}

static void row(struct kmend_table *table, const struct kmend_summary *summary, enum kmend_measure kind,
	const char *subject, const char *name)
{
	uint64_t base;

	kmend_cell_text(table, name);
	if (kmend_summary_measured(summary, 0, kind, subject, &base))
		kmend_cell_count(table, base);
	else
		kmend_cell_none(table);
	for (size_t p = 1; p < summary->npolicies; p++) {
		double times = ratio(summary, p, kind, subject);

		if (times < 0)
			kmend_cell_none(table);
		else
			kmend_table_cell(table, "%.3f", times);
	}
}

/* Of the tests' times; negative: there are none. */
static double geometric_mean(const struct kmend_summary *summary, size_t policy)
{
	struct kmend_mean mean = { 0 };

	for (size_t i = 0; i < summary->nmeasures; i++) {
		const struct kmend_summary_measure *one = &summary->measures[i];

		if (one->policy != 0 || one->kind != KMEND_MEASURE_TIME || !*one->subject)
			continue;
		kmend_mean_add(&mean, ratio(summary, policy, KMEND_MEASURE_TIME, one->subject));
	}
	return kmend_mean_geometric(&mean);
}

static void mean_row(struct kmend_table *table, const struct kmend_summary *summary)
{
	kmend_cell_text(table, "geometric mean of the tests");
	kmend_cell_none(table);
	for (size_t p = 1; p < summary->npolicies; p++) {
		double mean = geometric_mean(summary, p);

		if (mean < 0)
			kmend_cell_none(table);
		else
			kmend_table_cell(table, "%.3f", mean);
	}
}

static void for_people(struct kmend_table *table, const struct kmend_summary *summary)
{
	kmend_table_init(table, "workload");
	kmend_table_column(table, KMEND_RIGHT, summary->npolicies ? summary->policies[0].name : "baseline");
	for (size_t p = 1; p < summary->npolicies; p++)
		kmend_table_column(table, KMEND_RIGHT, summary->policies[p].name);
	row(table, summary, KMEND_MEASURE_INSTRUCTIONS, "", "instructions");
	row(table, summary, KMEND_MEASURE_TIME, "", "time, ns");
	for (size_t i = 0; i < summary->nmeasures; i++) {
		const struct kmend_summary_measure *one = &summary->measures[i];

		if (one->policy == 0 && one->kind == KMEND_MEASURE_TIME && *one->subject)
			row(table, summary, KMEND_MEASURE_TIME, one->subject, one->subject);
	}
	mean_row(table, summary);
}

static void for_programs(struct kmend_table *table, const struct kmend_summary *summary)
{
	kmend_table_init(table, "policy|kind|subject|>value|>ratio");
	for (size_t i = 0; i < summary->nmeasures; i++) {
		const struct kmend_summary_measure *one = &summary->measures[i];
		double times = ratio(summary, one->policy, one->kind, one->subject);

		kmend_cell_text(table, summary->policies[one->policy].name);
		kmend_cell_text(table, kmend_measure_name(one->kind));
		kmend_cell_text(table, one->subject);
		kmend_cell_count(table, one->value);
		if (times < 0)
			kmend_cell_text(table, "");
		else
			kmend_table_cell(table, "%.6f", times);
	}
}

static int fill(struct kmend_table *table, const struct kmend_source *source)
{
	(source->data ? for_programs : for_people)(table, source->summary);
	return 0;
}

static int matters(const struct kmend_summary *summary)
{
	uint64_t value;

	return summary->npolicies && kmend_summary_measured(summary, 0, KMEND_MEASURE_INSTRUCTIONS, "", &value);
}

static void notes(struct kmend_section *section, const struct kmend_source *source)
{
	const struct kmend_summary *summary = source->summary;

	if (!matters(summary)) {
		kmend_section_note(section, "Nothing was measured: that takes a campaign with `measure: overhead`.");
		return;
	}
	kmend_section_note(section,
		"Without fault sites. The first policy in its own units, the others as multiples of it. Instructions "
		"are counted by the emulator and exact; guest time also passes while the guest waits.");
}

const struct kmend_report_table kmend_report_table_overhead = {
	.name = "overhead",
	.title = "What recovery costs without a fault",
	.fill = fill,
	.notes = notes,
	.matters = matters,
};
