/* The paper's Table III: survivability under the faults of EDFI, its figures beside those of one or two results. */
#include "report/osiris/survivability.h"

static int fill(struct kmend_table *table, const struct kmend_source *source)
{
	osiris_survivability_fill(table, source, &paper_table_3);
	return 0;
}

static void notes(struct kmend_section *section, const struct kmend_source *source)
{
	osiris_survivability_notes(section, source, &paper_table_3);
}

const struct kmend_report_table kmend_report_table_osiris_3 = {
	.name = "osiris-3",
	.title = "OSIRIS Table III: survivability under the faults of EDFI",
	.fill = fill,
	.notes = notes,
	.takes_beside = 1,
};
