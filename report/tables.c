/* What several tables share. */
#include "report/tables.h"

#include <stdio.h>
#include <stdlib.h>

#include "harness/base/file.h"
#include "report/outcomes.h"
#include "report/stratified.h"
#include "report/wilson.h"

void kmend_report_chart(struct kmend_chart *chart, const struct kmend_summary *summary, enum kmend_chart_kind kind,
	const char *name, const char *title, const char *axis)
{
	char *text = kmend_format("%s: %.80s, %.80s%s%s%s", title, summary->target, summary->fault_model,
		kmend_summary_is_complete(summary) ? "" : " - incomplete",
		kmend_summary_is_valid(summary) ? "" : " - INVALID",
		summary->total.without_effect ? " - FAULTS WITHOUT EFFECT" : "");

	kmend_chart_init(chart, kind, name, text ? text : title, axis);
	free(text);
}

void kmend_report_chart_outcomes(struct kmend_chart *chart)
{
	for (size_t i = 0; i < KMEND_NACTIVATED; i++)
		kmend_chart_series(chart, kmend_share_name(i), kmend_share_style(i));
}

void kmend_report_chart_tally(
	struct kmend_chart *chart, const char *label, const char *group, const struct kmend_tally *tally)
{
	char note[32];
	uint64_t below = 0;

	snprintf(note, sizeof(note), "n = %llu", (unsigned long long)tally->activated);
	kmend_chart_bar(chart, label, note, group);
	for (size_t i = 0; i < KMEND_NACTIVATED; i++) {
		uint64_t count = kmend_share_count(tally, i);
		struct kmend_rate top = kmend_wilson(below += count, tally->activated);
		double share = 100 * kmend_wilson(count, tally->activated).value;

		/* The top of the last slice is always 100 %. */
		if (!tally->activated || i + 1 == KMEND_NACTIVATED)
			kmend_chart_exact(chart, share);
		else
			kmend_chart_value(chart, share, 100 * top.low, 100 * top.high);
	}
}

void kmend_report_note_shares(struct kmend_section *section, const struct kmend_source *source)
{
	kmend_section_note(
		section, "Shares of activated experiments, with 95%% Wilson intervals; survived = pass + fail.");
	if (source->summary->total.activated &&
		source->summary->total.services[KMEND_SERVICE_UNKNOWN] == source->summary->total.activated)
		kmend_section_note(section, "usable: unknown; the target probes no service after the workload.");
	if (kmend_stratified_is(source->summary))
		kmend_section_note(section,
			"The same number of sites from each component: plain totals are those of the sample; `(all, "
			"weighted)` "
			"in the table components estimates all activated sites.");
}
