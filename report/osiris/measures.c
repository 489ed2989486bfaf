#include "report/osiris/measures.h"

#include "report/cells.h"
#include "report/osiris/survivability.h"
#include "report/osiris/unixbench.h"

double osiris_measured(const struct kmend_summary *summary, size_t policy, enum kmend_measure kind, const char *subject)
{
	uint64_t value;

	return kmend_summary_measured(summary, policy, kind, subject, &value) ? (double)value : -1;
}

double osiris_benchmark_ns(const struct kmend_summary *summary, size_t policy, const char *name)
{
	char test[OSIRIS_TEST_MAX];

	return osiris_measured(summary, policy, KMEND_MEASURE_TIME, osiris_test(test, name));
}

void osiris_cell(struct kmend_table *table, double value, int decimals, int data)
{
	if (value >= 0)
		kmend_table_cell(table, "%.*f", data ? 6 : decimals, value);
	else if (data)
		kmend_cell_text(table, "");
	else
		kmend_cell_none(table);
}

void osiris_note_measures(struct kmend_section *section, const struct kmend_source *source)
{
	char name[OSIRIS_NAME_MAX];

	for (size_t i = 0; i < osiris_results(source); i++)
		if (!osiris_result(source, i)->nmeasures)
			kmend_section_note(section,
				"%s measured nothing: that takes a campaign with `measure: overhead`.",
				osiris_result_name(name, source, i));
		else
			kmend_section_note(section, "%s: revision %.64s.", osiris_result_name(name, source, i),
				osiris_result(source, i)->revision);
}
