/*
 * The paper's Table IV: the baseline against Linux. Two results of `measure: overhead`, Linux first; each under its first policy.
 * The paper has scores; we have scores, guest time and instructions of the same fixed work.
 */
#include <string.h>

#include "report/cells.h"
#include "report/mean.h"
#include "report/osiris/measures.h"
#include "report/osiris/paper.h"
#include "report/osiris/survivability.h"
#include "report/osiris/unixbench.h"

static void paper_row(struct kmend_table *table, const struct paper_benchmark *row, int data)
{
	kmend_cell_text(table, row->name);
	kmend_cell_text(table, "paper, scores");
	osiris_cell(table, row->linux_score, 1, data);
	osiris_cell(table, row->baseline_score, 1, data);
	osiris_cell(table, row->linux_score / row->baseline_score, 2, data);
}

/* What a row of ours is about: its words, and what it is of a benchmark under the first policy of a result; negative: not measured. */
static double score_of(const struct kmend_summary *summary, const char *name)
{
	return osiris_score(summary, 0, name);
}

static double ms_of(const struct kmend_summary *summary, const char *name)
{
	double ns = osiris_benchmark_ns(summary, 0, name);

	return ns < 0 ? -1 : ns / 1e6;
}

static double instructions_of(const struct kmend_summary *summary, const char *name)
{
	char test[OSIRIS_TEST_MAX];
	double count = osiris_measured(summary, 0, KMEND_MEASURE_INSTRUCTIONS, osiris_test(test, name));

	return count < 0 ? -1 : count / 1e3;
}

static const struct kind {
	const char *name;
	double (*of)(const struct kmend_summary *summary, const char *name);
	int decimals;
	int more_is_better;
} kinds[] = {
	{ "ours, scores", score_of, 1, 1 },
	{ "ours, ms", ms_of, 3, 0 },
	{ "ours, 1000 instructions", instructions_of, 0, 0 },
};

enum { KINDS = sizeof(kinds) / sizeof(kinds[0]), COLUMNS = 3 };

/* Linux, baseline, and how many times slower the baseline is. The first of two results is Linux, one alone is the baseline. */
static void values(double out[COLUMNS], const struct kmend_source *source, const struct kind *kind, const char *name)
{
	out[0] = out[1] = out[2] = -1;
	for (size_t k = 0; k < osiris_results(source); k++)
		if (osiris_result(source, k)->npolicies)
			out[source->nbeside ? k : 1] = kind->of(osiris_result(source, k), name);
	if (out[0] > 0 && out[1] > 0)
		out[2] = kind->more_is_better ? out[0] / out[1] : out[1] / out[0];
}

static void our_row(struct kmend_table *table, const char *name, const struct kind *kind, const double *value, int data)
{
	kmend_cell_text(table, name);
	kmend_cell_text(table, kind->name);
	osiris_cell(table, value[0], kind->decimals, data);
	osiris_cell(table, value[1], kind->decimals, data);
	osiris_cell(table, value[2], 2, data);
}

static void benchmark_rows(struct kmend_table *table, const struct kmend_source *source, const char *name,
	struct kmend_mean means[KINDS][COLUMNS])
{
	for (size_t i = 0; i < KINDS; i++) {
		double value[COLUMNS];

		values(value, source, &kinds[i], name);
		for (size_t c = 0; c < COLUMNS; c++)
			kmend_mean_add(&means[i][c], value[c]);
		our_row(table, name, &kinds[i], value, source->data);
	}
}

static int fill(struct kmend_table *table, const struct kmend_source *source)
{
	struct kmend_mean means[KINDS][COLUMNS] = { { { 0 } } };
	size_t last = paper_benchmarks_count - 1;

	kmend_table_init(table,
		source->data ? "benchmark|source|>linux|>baseline|>slowdown"
			     : "benchmark|figures of|>Linux|>baseline|>slowdown");
	for (size_t i = 0; i < last; i++) {
		paper_row(table, &paper_benchmarks[i], source->data);
		benchmark_rows(table, source, paper_benchmarks[i].name, means);
	}
	paper_row(table, &paper_benchmarks[last], source->data);
	for (size_t i = 0; i < KINDS; i++) {
		double value[COLUMNS];

		for (size_t c = 0; c < COLUMNS; c++)
			value[c] = kmend_mean_geometric(&means[i][c]);
		our_row(table, paper_benchmarks[last].name, &kinds[i], value, source->data);
	}
	return 0;
}

static void notes(struct kmend_section *section, const struct kmend_source *source)
{
	kmend_section_note(section,
		"paper: OSIRIS, %s: medians of UnixBench scores, higher is better. Ours, of the same fixed work: "
		"scores (table "
		"unixbench), guest time, lower is better, and thousands of guest instructions, where the guest hardly "
		"waits. The "
		"first result is Linux, the second the baseline, each under its first policy; one alone is the "
		"baseline. Slowdown: how many times Linux's.",
		PAPER_TABLE_4_WHERE);
	kmend_section_note(section,
		"Where it is not fair: the programs are the same source and the same optimisation on both, but Linux's "
		"are linked with glibc and its shell and "
		"tools are busybox, one large program, while the baseline has small ones of its own; Linux's files lie "
		"on ext2 over a loop "
		"device in memory with a page cache of all free memory, the baseline's on its own file system over a "
		"disk in memory with a cache of 64 KB; "
		"one processor each, where a microkernel's servers could have had more; an emulator counts every "
		"instruction alike, so misses of "
		"caches and what a switch of address spaces costs a real processor, which a microkernel pays more "
		"often, cost nothing.");
	osiris_note_measures(section, source);
}

const struct kmend_report_table kmend_report_table_osiris_4 = {
	.name = "osiris-4",
	.title = "OSIRIS Table IV: the baseline against Linux",
	.fill = fill,
	.notes = notes,
	.takes_beside = 1,
};
