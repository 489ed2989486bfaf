#include "report/osiris/survivability.h"

#include <stdio.h>
#include <string.h>

#include "report/cells.h"
#include "report/outcomes.h"

/* The shares of a row: the four outcomes, survived, usable. */
enum { SHARES = KMEND_NACTIVATED + 2 };

static size_t share_of(size_t i)
{
	return i < KMEND_SHARES ? i : KMEND_SHARE_USABLE;
}

static void head(struct kmend_table *table, int data)
{
	kmend_table_init(table, data ? "policy|source|>faults" : "policy|figures of|>faults");
	for (size_t i = 0; i < SHARES; i++) {
		char low[64], high[64];

		kmend_table_column(
			table, KMEND_RIGHT, data ? kmend_share_key(share_of(i)) : kmend_share_name(share_of(i)));
		if (!data)
			continue;
		snprintf(low, sizeof(low), "%s_low", kmend_share_key(share_of(i)));
		snprintf(high, sizeof(high), "%s_high", kmend_share_key(share_of(i)));
		kmend_table_column(table, KMEND_RIGHT, low);
		kmend_table_column(table, KMEND_RIGHT, high);
	}
	kmend_table_column(table, KMEND_RIGHT, "inconsistent");
	kmend_table_column(table, KMEND_RIGHT, "unavailable");
}

static void nothing(struct kmend_table *table, int data)
{
	if (data)
		kmend_cell_text(table, "");
	else
		kmend_cell_none(table);
}

static void paper_row(
	struct kmend_table *table, const struct paper_outcomes *row, const char *name, uint64_t faults, int data)
{
	const double shares[SHARES] = { row->pass, row->fail, row->shutdown, row->crash, row->survived, row->usable };

	kmend_cell_text(table, row->policy);
	kmend_cell_text(table, name);
	if (faults)
		kmend_cell_count(table, faults);
	else
		nothing(table, data);
	for (size_t i = 0; i < SHARES; i++) {
		if (shares[i] < 0)
			nothing(table, data);
		else
			kmend_table_cell(table, data ? "%.6f" : "%.1f%%", data ? shares[i] : 100 * shares[i]);
		for (int k = 0; k < 2 && data; k++)
			nothing(table, data);
	}
	nothing(table, data);
	nothing(table, data);
}

static void result_row(
	struct kmend_table *table, const char *policy, const char *name, const struct kmend_tally *tally, int data)
{
	kmend_cell_text(table, policy);
	kmend_cell_text(table, name);
	kmend_cell_count(table, tally->activated);
	for (size_t i = 0; i < SHARES; i++) {
		struct kmend_rate rate = kmend_wilson(kmend_share_count(tally, share_of(i)), tally->activated);
		int known = kmend_share_is_known(tally, share_of(i));

		if (!data) {
			kmend_cell_rate(table, rate, known);
		} else if (known) {
			kmend_cells_rate(table, rate);
		} else {
			for (int k = 0; k < 3; k++)
				nothing(table, data);
		}
	}
	kmend_cell_count(table, tally->inconsistent);
	kmend_cell_count(table, tally->unavailable);
}

/* All rows of one policy: the paper's, the results', the aim. */
static void rows_of(struct kmend_table *table, const struct kmend_source *source,
	const struct paper_survivability *paper, const char *policy)
{
	char name[OSIRIS_NAME_MAX];

	for (size_t i = 0; paper && i < paper->nrows; i++)
		if (strcmp(paper->rows[i].policy, policy) == 0)
			paper_row(table, &paper->rows[i], "paper", paper->faults, source->data);
	for (size_t i = 0; i < osiris_results(source); i++) {
		const struct kmend_summary *one = osiris_result(source, i);
		int at = osiris_policy(one, policy);

		if (at >= 0)
			result_row(table, policy, osiris_result_name(name, source, i), &one->policies[at].tally,
				source->data);
	}
	for (size_t i = 0; paper && i < paper->naims; i++)
		if (strcmp(paper->aims[i].policy, policy) == 0)
			paper_row(table, &paper->aims[i], "our aim", 0, source->data);
}

static int is_in_paper(const struct paper_survivability *paper, const char *policy)
{
	for (size_t i = 0; paper && i < paper->nrows; i++)
		if (strcmp(paper->rows[i].policy, policy) == 0)
			return 1;
	return 0;
}

/* Policies in the paper's order; then those that it does not have, in ours. */
void osiris_survivability_fill(
	struct kmend_table *table, const struct kmend_source *source, const struct paper_survivability *paper)
{
	head(table, source->data);
	for (size_t i = 0; paper && i < paper->nrows; i++)
		rows_of(table, source, paper, paper->rows[i].policy);
	for (size_t k = 0; k < osiris_results(source); k++) {
		const struct kmend_summary *one = osiris_result(source, k);

		for (size_t i = 0; i < one->npolicies; i++)
			if (!is_in_paper(paper, one->policies[i].name) &&
				(!k || osiris_policy(source->summary, one->policies[i].name) < 0))
				rows_of(table, source, paper, one->policies[i].name);
	}
}

static void note_differences(
	struct kmend_section *section, const struct kmend_source *source, const struct paper_survivability *paper)
{
	char name[OSIRIS_NAME_MAX];

	for (size_t i = 0; i < osiris_results(source); i++) {
		const struct kmend_summary *one = osiris_result(source, i);

		osiris_result_name(name, source, i);
		if (strcmp(one->fault_model, paper->fault_model) != 0)
			kmend_section_note(section,
				"NOT COMPARABLE: %s injects %.40s faults, the paper's table is about %s.", name,
				one->fault_model, paper->fault_model);
		if (*one->activation && strcmp(one->activation, "persistent") != 0)
			kmend_section_note(section,
				"NOT COMPARABLE: faults of %s act %.40s, the paper's are persistent.", name,
				one->activation);
	}
}

void osiris_survivability_notes(
	struct kmend_section *section, const struct kmend_source *source, const struct paper_survivability *paper)
{
	if (paper) {
		kmend_section_note(section,
			"paper: OSIRIS, %s; its faults are persistent, and it leaves out blocks that ran at boot.",
			paper->where);
		note_differences(section, source, paper);
	}
	osiris_note_results(section, source);
	kmend_section_note(section,
		"Shares of activated experiments, with 95%% Wilson intervals; survived = pass + fail; usable: "
		"survived, and with the "
		"fault out of force every service serves.");
}
