/* Outcomes by policy with the activation of the faults: transient ones beside persistent ones, when two results are given. */
#include "report/osiris/survivability.h"

static int fill(struct kmend_table *table, const struct kmend_source *source)
{
	osiris_survivability_fill(table, source, NULL);
	return 0;
}

static void notes(struct kmend_section *section, const struct kmend_source *source)
{
	osiris_survivability_notes(section, source, NULL);
}

const struct kmend_report_table kmend_report_table_transient = {
	.name = "transient",
	.title = "Survivability by activation of the faults",
	.fill = fill,
	.notes = notes,
	.takes_beside = 1,
};
