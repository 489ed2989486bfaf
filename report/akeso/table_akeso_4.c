/*
 * The paper's Table 4: run times without recovery, instrumented, and with recovery. A column is a policy at a level of the log; it is taken from
 * the first of the results that has it.
 */
#include <stdio.h>
#include <string.h>

#include "report/akeso/paper.h"
#include "report/cells.h"
#include "report/osiris/measures.h"
#include "report/osiris/survivability.h"

enum column { NATIVE, IDLE, STORES, CHECKED, COLUMNS };

/* The level of the policy that does nothing is that of no log. */
static const struct {
	const char *policy, *log;
} columns[COLUMNS] = { { "none", NULL }, { "akeso", "idle" }, { "akeso", "stores" }, { "akeso", "checked" } };

static const struct unit {
	const char *name;
	enum kmend_measure kind;
	double one;
	int decimals;
} units[] = {
	{ "ours, 1000 instructions", KMEND_MEASURE_INSTRUCTIONS, 1e3, 0 },
	{ "ours, ms", KMEND_MEASURE_TIME, 1e6, 1 },
};

/* 1: nothing but the suite ran, so that what was measured of the whole is the suite's. */
static int is_suite(const struct kmend_summary *summary)
{
	int tests = 0;

	for (size_t i = 0; i < summary->nmeasures; i++) {
		const struct kmend_summary_measure *one = &summary->measures[i];

		if (one->kind != KMEND_MEASURE_TIME || !*one->subject)
			continue;
		if (!akeso_is_of_suite(one->subject))
			return 0;
		tests = 1;
	}
	return tests;
}

static double value_in(
	const struct kmend_summary *summary, enum column column, enum kmend_measure kind, const char *test)
{
	int policy = osiris_policy(summary, columns[column].policy);

	if (policy < 0 || (columns[column].log && strcmp(summary->log, columns[column].log) != 0) ||
		(!test && !is_suite(summary)))
		return -1;
	return osiris_measured(summary, (size_t)policy, kind, test ? test : "");
}

static double value_of(const struct kmend_source *source, enum column column, enum kmend_measure kind, const char *test)
{
	double value = -1;

	for (size_t i = 0; i < osiris_results(source) && value < 0; i++)
		value = value_in(osiris_result(source, i), column, kind, test);
	return value;
}

static double over(double value, double base)
{
	return value >= 0 && base > 0 ? value / base : -1;
}

static void row(struct kmend_table *table, const char *workload, const char *figures, const double value[COLUMNS],
	int decimals, int data)
{
	kmend_cell_text(table, workload);
	kmend_cell_text(table, figures);
	for (int c = 0; c < COLUMNS; c++)
		osiris_cell(table, value[c], decimals, data);
	for (int c = IDLE; c < COLUMNS; c++)
		osiris_cell(table, over(value[c], value[NATIVE]), 3, data);
	osiris_cell(table, over(value[CHECKED], value[IDLE]), 3, data);
}

static void paper_row(struct kmend_table *table, const struct akeso_workload *workload, int data)
{
	const double value[COLUMNS] = {
		[NATIVE] = workload->native,
		[IDLE] = workload->instrumented,
		[STORES] = AKESO_NOT_SAID,
		[CHECKED] = workload->recovery,
	};

	row(table, workload->name, "paper, s", value, 0, data);
}

static void aim_row(struct kmend_table *table, const struct akeso_workload *workload, int data)
{
	kmend_cell_text(table, workload->name);
	kmend_cell_text(table, "our aim");
	for (int c = 0; c < 2 * COLUMNS - 1; c++)
		osiris_cell(table, AKESO_NOT_SAID, 0, data);
	osiris_cell(table, workload->slowdown_aim, 3, data);
}

static int fill(struct kmend_table *table, const struct kmend_source *source)
{
	kmend_table_init(table,
		source->data
			? "workload|source|>native|>instrumented|>log_only|>recovery|>instrumented_over_native|"
			  ">log_only_over_native|>recovery_over_native|>recovery_over_instrumented"
			: "workload|figures of|>native|>instrumented|>log only|>recovery|>instrumented/native|>log "
			  "only/native|>recovery/native|>recovery/instrumented");
	for (size_t i = 0; i < akeso_workloads_count; i++) {
		const struct akeso_workload *workload = &akeso_workloads[i];

		if (workload->native > 0)
			paper_row(table, workload, source->data);
		for (size_t u = 0; u < sizeof(units) / sizeof(units[0]); u++) {
			double value[COLUMNS];

			for (int c = 0; c < COLUMNS; c++) {
				value[c] = value_of(source, (enum column)c, units[u].kind, workload->test);
				value[c] = value[c] < 0 ? -1 : value[c] / units[u].one;
			}
			row(table, workload->name, units[u].name, value, units[u].decimals, source->data);
		}
		if (workload->slowdown_aim > 0)
			aim_row(table, workload, source->data);
	}
	return 0;
}

/* What the guest says of its runtime at the end of the whole workload. */
static void note_memory(struct kmend_section *section, const struct kmend_summary *summary)
{
	int policy = osiris_policy(summary, "akeso");
	double tables, log, high;

	if (policy < 0)
		return;
	tables = osiris_measured(summary, (size_t)policy, KMEND_MEASURE_COUNTER, "runtime-tables");
	log = osiris_measured(summary, (size_t)policy, KMEND_MEASURE_COUNTER, "runtime-log");
	high = osiris_measured(summary, (size_t)policy, KMEND_MEASURE_COUNTER, "runtime-log-high");
	if (tables >= 0 && log >= 0 && high >= 0)
		kmend_section_note(section,
			"%.80s: memory of the runtime: tables %.0f KiB, log %.0f KiB, of which at most %.0f KiB were "
			"in "
			"use.",
			summary->campaign, tables / 1024, log / 1024, high / 1024);
}

static void notes(struct kmend_section *section, const struct kmend_source *source)
{
	kmend_section_note(section,
		"paper: Akeso, Table 4: seconds of Linux 2.4.22 under KVM; instrumented is SVA, whose checks are "
		"others. Ours: guest "
		"instructions, exact, and guest time, user space included, on images without fault sites. native: "
		"compiled without a "
		"runtime. instrumented: every read and write is checked, no domain is ever begun. log only: domains "
		"whose "
		"writes are logged and whose reads are not looked at. recovery: both. Instructions of a workload are "
		"known where the guest hardly waits.");
	for (size_t i = 0; i < osiris_results(source); i++)
		note_memory(section, osiris_result(source, i));
}

const struct kmend_report_table kmend_report_table_akeso_4 = {
	.name = "akeso-4",
	.title = "Akeso Table 4: what recovery costs without a fault",
	.fill = fill,
	.notes = notes,
	.takes_beside = 7,
};
