/*
 * What of the system still serves: a run that survived can have lost a service for good. By policy and component, beside what survived.
 */
#include <stdio.h>

#include "report/cells.h"
#include "report/outcomes.h"
#include "report/stratified.h"
#include "report/tables.h"

static const size_t shares[] = { KMEND_SHARES - 1 /* survived */, KMEND_SHARE_USABLE, KMEND_SHARE_LOST };

#define NSHARES (sizeof(shares) / sizeof(shares[0]))

static void rate(struct kmend_table *table, int known, struct kmend_rate rate)
{
	if (known)
		kmend_cell_rate(table, rate, 1);
	else
		kmend_cell_text(table, "unknown");
}

static void row(struct kmend_table *table, const char *policy, const char *name, const struct kmend_tally *tally)
{
	kmend_cell_text(table, policy);
	kmend_cell_text(table, name);
	kmend_cell_count(table, tally->activated);
	for (size_t k = 0; k < NSHARES; k++)
		rate(table, kmend_share_is_known(tally, shares[k]),
			kmend_wilson(kmend_share_count(tally, shares[k]), tally->activated));
	kmend_cell_count(table, tally->inconsistent);
	kmend_cell_count(table, tally->unavailable);
}

static void weighted_row(struct kmend_table *table, const struct kmend_summary *summary, size_t policy)
{
	kmend_cell_text(table, summary->policies[policy].name);
	kmend_cell_text(table, "(all, weighted)");
	kmend_cell_none(table);
	for (size_t k = 0; k < NSHARES; k++) {
		struct kmend_rate share;
		int known = kmend_stratified_share(&share, summary, policy, shares[k]) == 0;

		rate(table, known, share);
	}
	kmend_cell_none(table);
	kmend_cell_none(table);
}

static void for_people(struct kmend_table *table, const struct kmend_summary *summary)
{
	kmend_table_init(table, "policy|component|>activated");
	for (size_t k = 0; k < NSHARES; k++)
		kmend_table_column(table, KMEND_RIGHT, kmend_share_name(shares[k]));
	kmend_table_column(table, KMEND_RIGHT, "inconsistent");
	kmend_table_column(table, KMEND_RIGHT, "unavailable");
	for (size_t p = 0; p < summary->npolicies; p++) {
		const struct kmend_summary_policy *policy = &summary->policies[p];

		for (size_t i = 0; i < summary->ncomponents; i++)
			if (summary->components[i].policy == p)
				row(table, policy->name, summary->components[i].name, &summary->components[i].tally);
		row(table, policy->name, "(all)", &policy->tally);
		if (kmend_stratified_is(summary) && policy->tally.activated)
			weighted_row(table, summary, p);
	}
}

static void data_row(struct kmend_table *table, const char *policy, const char *name, const struct kmend_tally *tally)
{
	kmend_cell_text(table, policy);
	kmend_cell_text(table, name);
	kmend_cells_tally(table, tally);
	for (unsigned i = 0; i < KMEND_SERVICE_COUNT; i++)
		kmend_cell_count(table, tally->services[i]);
}

/* The row of a whole policy names no component. */
static void for_programs(struct kmend_table *table, const struct kmend_summary *summary)
{
	kmend_table_init(table, "policy|component");
	kmend_columns_tally(table);
	kmend_table_column(table, KMEND_RIGHT, "services_unknown");
	kmend_table_column(table, KMEND_RIGHT, "services_usable");
	kmend_table_column(table, KMEND_RIGHT, "services_lost");
	kmend_table_column(table, KMEND_RIGHT, "services_down");
	for (size_t p = 0; p < summary->npolicies; p++) {
		for (size_t i = 0; i < summary->ncomponents; i++)
			if (summary->components[i].policy == p)
				data_row(table, summary->policies[p].name, summary->components[i].name,
					&summary->components[i].tally);
		data_row(table, summary->policies[p].name, "", &summary->policies[p].tally);
	}
}

static int fill(struct kmend_table *table, const struct kmend_source *source)
{
	(source->data ? for_programs : for_people)(table, source->summary);
	return 0;
}

static int matters(const struct kmend_summary *summary)
{
	return summary->total.services[KMEND_SERVICE_UNKNOWN] < summary->total.activated || summary->total.unavailable;
}

static void notes(struct kmend_section *section, const struct kmend_source *source)
{
	kmend_section_note(section,
		"usable: survived, and with the fault out of force a probe of every service passes; service lost: the "
		"rest "
		"of what survived. Shares of activated experiments, with 95%% Wilson intervals.");
	kmend_section_note(section,
		"unavailable: experiments with an audit that nobody answered; of their state nothing is known.");
	if (source->summary->total.services[KMEND_SERVICE_UNKNOWN])
		kmend_section_note(section, "unknown: the target probes nothing.");
}

/* What stands in a bar from below: both parts of what survived, then the outcomes that nobody survives. KMEND_SHARES_ALL: nothing. */
static size_t slice(size_t i)
{
	unsigned survived = kmend_share_outcomes(KMEND_SHARES - 1);

	if (i < KMEND_SHARES_ALL - KMEND_SHARES)
		return KMEND_SHARES + i;
	i -= KMEND_SHARES_ALL - KMEND_SHARES;
	return i < KMEND_NACTIVATED && !(kmend_share_outcomes(i) & survived) ? i : KMEND_SHARES_ALL;
}

static void bar(struct kmend_chart *chart, const char *name, const struct kmend_tally *tally)
{
	char note[32];
	uint64_t below = 0;

	snprintf(note, sizeof(note), "n = %llu", (unsigned long long)tally->activated);
	kmend_chart_bar(chart, name, note, "");
	for (size_t i = 0; i < KMEND_SHARES_ALL; i++) {
		size_t share = slice(i);
		uint64_t count = share < KMEND_SHARES_ALL ? kmend_share_count(tally, share) : 0;
		struct kmend_rate top = kmend_wilson(below += count, tally->activated);
		double value = 100 * kmend_wilson(count, tally->activated).value;

		if (share == KMEND_SHARES_ALL)
			continue;
		if (below == tally->activated) /* the top of the last slice is always 100 % */
			kmend_chart_exact(chart, value);
		else
			kmend_chart_value(chart, value, 100 * top.low, 100 * top.high);
	}
}

static void chart(struct kmend_chart *chart, const struct kmend_summary *summary)
{
	if (!kmend_tally_is_probed(&summary->total))
		return;
	kmend_report_chart(chart, summary, KMEND_CHART_STACKED, "service", "What is left of the service",
		"share of activated experiments, with 95% intervals");
	for (size_t i = 0, drawn = 0; i < KMEND_SHARES_ALL; i++)
		if (slice(i) < KMEND_SHARES_ALL)
			kmend_chart_series(chart, kmend_share_name(slice(i)), kmend_share_style(drawn++));
	for (size_t i = 0; i < summary->npolicies; i++)
		bar(chart, summary->policies[i].name, &summary->policies[i].tally);
}

const struct kmend_report_table kmend_report_table_service = {
	.name = "service",
	.title = "What is left of the service",
	.fill = fill,
	.notes = notes,
	.chart = chart,
	.matters = matters,
};
