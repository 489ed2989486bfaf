/* The paper's Table II: survivability under fail-stop faults, its figures beside those of one or two results. */
#include "report/osiris/survivability.h"

static int fill(struct kmend_table *table, const struct kmend_source *source)
{
	osiris_survivability_fill(table, source, &paper_table_2);
	return 0;
}

static void notes(struct kmend_section *section, const struct kmend_source *source)
{
	osiris_survivability_notes(section, source, &paper_table_2);
}

const struct kmend_report_table kmend_report_table_osiris_2 = {
	.name = "osiris-2",
	.title = "OSIRIS Table II: survivability under fail-stop faults",
	.fill = fill,
	.notes = notes,
	.takes_beside = 1,
};
