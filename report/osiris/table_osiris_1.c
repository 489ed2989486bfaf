/* The paper's Table I: recovery coverage by server under the window policies, its figures beside those of one or two results. */
#include <string.h>

#include "report/cells.h"
#include "report/coverage.h"
#include "report/osiris/survivability.h"

/* The policies of the paper, and ours for its section VII, which is a column where a result has it. */
enum { PAPER_POLICIES = 2, POLICIES = PAPER_COVERAGE_POLICIES };

static size_t policies_of(const struct kmend_source *source)
{
	for (size_t i = 0; i < osiris_results(source); i++)
		if (osiris_policy(osiris_result(source, i), paper_coverage_policies[PAPER_POLICIES]) >= 0)
			return POLICIES;
	return PAPER_POLICIES;
}

static void cell(struct kmend_table *table, double share, int data)
{
	if (share < 0 && data)
		kmend_cell_text(table, "");
	else if (data)
		kmend_table_cell(table, "%.6f", share);
	else
		kmend_cell_share(table, share);
}

static void begin(struct kmend_table *table, const char *server, const char *name)
{
	kmend_cell_text(table, server ? server : "weighted average");
	kmend_cell_text(table, name);
}

static void paper_row(struct kmend_table *table, const struct kmend_source *source, const struct paper_coverage *row,
	const char *name)
{
	begin(table, row->server, name);
	cell(table, row->pessimistic, source->data);
	cell(table, row->enhanced, source->data);
	for (size_t p = PAPER_POLICIES; p < policies_of(source); p++)
		cell(table, PAPER_NOT_SAID, source->data);
}

static void result_rows(struct kmend_table *table, const struct kmend_source *source, const char *server)
{
	char name[OSIRIS_NAME_MAX];

	for (size_t i = 0; i < osiris_results(source); i++) {
		const struct kmend_summary *one = osiris_result(source, i);

		begin(table, server, osiris_result_name(name, source, i));
		for (size_t p = 0; p < policies_of(source); p++) {
			int at = osiris_policy(one, paper_coverage_policies[p]);

			cell(table, at < 0 ? -1 : kmend_coverage_share(one, (size_t)at, server), source->data);
		}
	}
}

static int is_in_paper(const char *server)
{
	for (size_t i = 0; i < paper_table_1_rows; i++)
		if (paper_table_1[i].server && strcmp(paper_table_1[i].server, server) == 0)
			return 1;
	return 0;
}

static int is_covered(const struct kmend_summary *summary, const char *server)
{
	for (size_t i = 0; i < summary->ncoverage; i++)
		if (strcmp(summary->coverage[i].component, server) == 0)
			return 1;
	return 0;
}

/* Servers that the paper does not have, of all results. */
static void other_rows(struct kmend_table *table, const struct kmend_source *source)
{
	for (size_t k = 0; k < osiris_results(source); k++) {
		const struct kmend_summary *one = osiris_result(source, k);

		for (size_t i = 0; i < one->ncoverage; i++) {
			const char *server = one->coverage[i].component;

			if (kmend_coverage_is_first(one, i) && !is_in_paper(server) &&
				(!k || !is_covered(source->summary, server)))
				result_rows(table, source, server);
		}
	}
}

/* Servers in the paper's order, then those that it does not have; the averages last. */
static int fill(struct kmend_table *table, const struct kmend_source *source)
{
	size_t last = paper_table_1_rows - 1;

	kmend_table_init(table, source->data ? "server|source" : "server|figures of");
	for (size_t p = 0; p < policies_of(source); p++)
		kmend_table_column(table, KMEND_RIGHT, paper_coverage_policies[p]);
	for (size_t i = 0; i < last; i++) {
		paper_row(table, source, &paper_table_1[i], "paper");
		result_rows(table, source, paper_table_1[i].server);
	}
	other_rows(table, source);
	paper_row(table, source, &paper_table_1[last], "paper");
	result_rows(table, source, NULL);
	paper_row(table, source, &paper_coverage_aim, "our aim");
	return 0;
}

static void notes(struct kmend_section *section, const struct kmend_source *source)
{
	kmend_section_note(section,
		"paper: OSIRIS, %s. Share of the executions of basic blocks that are inside a recovery window, of all "
		"after boot in the run without a fault; counted, so there are no intervals. The average is weighted by "
		"executions.",
		PAPER_TABLE_1_WHERE);
	osiris_note_results(section, source);
}

const struct kmend_report_table kmend_report_table_osiris_1 = {
	.name = "osiris-1",
	.title = "OSIRIS Table I: recovery coverage by server",
	.fill = fill,
	.notes = notes,
	.takes_beside = 1,
};
