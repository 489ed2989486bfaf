/*
 * The paper's Table IV: the baseline against Linux. Two results of `measure: overhead`, Linux first; each under its first policy.
 * The paper has scores, we have the guest time of the same fixed work.
 */
#include <string.h>

#include "report/cells.h"
#include "report/osiris/measures.h"
#include "report/osiris/paper.h"
#include "report/osiris/survivability.h"

static int is_mean(size_t i)
{
	return i + 1 == paper_benchmarks_count;
}

static void paper_row(struct kmend_table *table, const struct paper_benchmark *row, int data)
{
	kmend_cell_text(table, row->name);
	kmend_cell_text(table, "paper, scores");
	osiris_cell(table, row->linux_score, 1, data);
	osiris_cell(table, row->baseline_score, 1, data);
	osiris_cell(table, row->linux_score / row->baseline_score, 2, data);
}

static double time_ms(const struct kmend_summary *summary, const char *name)
{
	double ns = summary->npolicies ? osiris_benchmark_ns(summary, 0, name) : -1;

	return ns < 0 ? -1 : ns / 1e6;
}

static void our_row(struct kmend_table *table, const char *name, double first, double second, double slowdown, int data)
{
	kmend_cell_text(table, name);
	kmend_cell_text(table, "ours, ms");
	osiris_cell(table, first, 3, data);
	osiris_cell(table, second, 3, data);
	osiris_cell(table, slowdown, 2, data);
}

static int fill(struct kmend_table *table, const struct kmend_source *source)
{
	struct kmend_mean means[3] = { { 0 } };

	kmend_table_init(table,
		source->data ? "benchmark|source|>linux|>baseline|>slowdown"
			     : "benchmark|figures of|>Linux|>baseline|>slowdown");
	for (size_t i = 0; i < paper_benchmarks_count; i++) {
		const char *name = paper_benchmarks[i].name;
		double times[2] = { -1, -1 }, slowdown = -1;

		paper_row(table, &paper_benchmarks[i], source->data);
		for (size_t k = 0; k < osiris_results(source) && !is_mean(i); k++)
			times[source->beside ? k : 1] = time_ms(osiris_result(source, k), name);
		if (times[0] > 0 && times[1] > 0)
			slowdown = times[1] / times[0];
		if (is_mean(i)) {
			our_row(table, name, kmend_mean_geometric(&means[0]), kmend_mean_geometric(&means[1]),
				kmend_mean_geometric(&means[2]), source->data);
			continue;
		}
		kmend_mean_add(&means[0], times[0]);
		kmend_mean_add(&means[1], times[1]);
		kmend_mean_add(&means[2], slowdown);
		our_row(table, name, times[0], times[1], slowdown, source->data);
	}
	return 0;
}

static void notes(struct kmend_section *section, const struct kmend_source *source)
{
	kmend_section_note(section,
		"paper: OSIRIS, %s: medians of UnixBench scores, higher is better. Ours: guest time of the same fixed "
		"work in milliseconds, lower is better. The first result is Linux, the second the baseline; one alone "
		"is the baseline. Slowdown: how many times Linux's.",
		PAPER_TABLE_4_WHERE);
	osiris_note_measures(section, source);
}

const struct kmend_report_table kmend_report_table_osiris_4 = {
	.name = "osiris-4",
	.title = "OSIRIS Table IV: the baseline against Linux",
	.fill = fill,
	.notes = notes,
	.takes_two = 1,
};
