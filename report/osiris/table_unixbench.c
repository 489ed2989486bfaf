/*
 * Scores of the UnixBench-like suite by policy, of one or two results: higher is better. The paper has scores of its baseline and of Linux (Table IV), and
 * slowdowns for the rest (Table V), which `osiris-5` has.
 */
#include <string.h>

#include "report/cells.h"
#include "report/osiris/measures.h"
#include "report/osiris/paper.h"
#include "report/osiris/survivability.h"
#include "report/osiris/unixbench.h"

enum { POLICIES_MAX = 16 };

/* The policies of both results, those of the first one first: the names belong to the results. */
static size_t columns(const char *names[POLICIES_MAX], const struct kmend_source *source)
{
	size_t count = 0;

	for (size_t k = 0; k < osiris_results(source); k++) {
		const struct kmend_summary *one = osiris_result(source, k);

		for (size_t p = 0; p < one->npolicies && count < POLICIES_MAX; p++)
			if (!k || osiris_policy(source->summary, one->policies[p].name) < 0)
				names[count++] = one->policies[p].name;
	}
	return count;
}

/* The paper's baseline stands under the first policy, which is ours; its Linux there too, in a row of its own. */
static void paper_row(
	struct kmend_table *table, const char *benchmark, const char *name, double score, size_t ncolumns, int data)
{
	kmend_cell_text(table, benchmark);
	kmend_cell_text(table, name);
	for (size_t c = 0; c < ncolumns; c++)
		osiris_cell(table, c ? -1 : score, 1, data);
}

static void result_rows(struct kmend_table *table, const struct kmend_source *source, const char *benchmark,
	int is_mean, const char *const *names, size_t ncolumns)
{
	char name[OSIRIS_NAME_MAX];

	for (size_t k = 0; k < osiris_results(source); k++) {
		const struct kmend_summary *one = osiris_result(source, k);

		kmend_cell_text(table, benchmark);
		kmend_cell_text(table, osiris_result_name(name, source, k));
		for (size_t c = 0; c < ncolumns; c++) {
			int at = osiris_policy(one, names[c]);
			double score = at < 0 ? -1
				: is_mean     ? osiris_index(one, (size_t)at)
					      : osiris_score(one, (size_t)at, benchmark);

			osiris_cell(table, score, 1, source->data);
		}
	}
}

static int fill(struct kmend_table *table, const struct kmend_source *source)
{
	const char *names[POLICIES_MAX];
	size_t ncolumns = columns(names, source);

	kmend_table_init(table, source->data ? "benchmark|source" : "benchmark|scores of");
	for (size_t c = 0; c < ncolumns; c++)
		kmend_table_column(table, KMEND_RIGHT, names[c]);
	for (size_t i = 0; i < paper_benchmarks_count; i++) {
		const struct paper_benchmark *row = &paper_benchmarks[i];

		paper_row(table, row->name, "paper, Linux", row->linux_score, ncolumns, source->data);
		paper_row(table, row->name, "paper, baseline", row->baseline_score, ncolumns, source->data);
		result_rows(table, source, row->name, i + 1 == paper_benchmarks_count, names, ncolumns);
	}
	return 0;
}

static void notes(struct kmend_section *section, const struct kmend_source *source)
{
	kmend_section_note(section,
		"Higher is better: work per second of guest time, over that of UnixBench's reference machine, times "
		"10; last their geometric mean, "
		"the index. paper: OSIRIS, %s, medians. Our programs are written from UnixBench's descriptions and do "
		"less work in "
		"smaller files, and the guest's processor is an emulator's: compare our scores with each other, not "
		"with the paper's.",
		PAPER_TABLE_4_WHERE);
	osiris_note_measures(section, source);
}

static int matters(const struct kmend_summary *summary)
{
	return summary->npolicies && osiris_index(summary, 0) > 0;
}

const struct kmend_report_table kmend_report_table_unixbench = {
	.name = "unixbench",
	.title = "Scores of the UnixBench-like suite",
	.fill = fill,
	.notes = notes,
	.matters = matters,
	.takes_beside = 1,
};
