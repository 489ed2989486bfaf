/* What the golden runs cost. */
#include <string.h>

#include "report/cells.h"
#include "report/compare/view.h"

static void cell(struct kmend_table *table, const struct compare_part *part, uint64_t ns)
{
	if (part->data)
		kmend_cell_count(table, ns);
	else if (ns)
		kmend_table_cell(table, "%.3f", (double)ns / 1e6);
	else
		kmend_cell_none(table);
}

static int fill(struct kmend_table *table, const struct compare_part *part)
{
	kmend_table_init(table,
		part->data ? "first|second|>first_golden_ns|>second_golden_ns|>ratio"
			   : "first|second|>golden run of the first (ms)|>of the second (ms)|>difference");
	for (size_t i = part->from; i < part->to; i++) {
		const struct kmend_pairing *pairing = &compare_contrast(part, i)->pairing;
		uint64_t one = pairing->side[KMEND_FIRST]->golden_ns, other = pairing->side[KMEND_SECOND]->golden_ns;
		double ratio = one && other ? (double)other / (double)one : 0;

		compare_cells_sides(table, part, i);
		cell(table, part, one);
		cell(table, part, other);
		if (part->data && ratio > 0)
			kmend_table_cell(table, "%.9f", ratio);
		else if (part->data)
			compare_cell_null(table);
		else if (ratio > 0)
			kmend_table_cell(table, "%+.2f%%", 100 * (ratio - 1));
		else
			kmend_cell_none(table);
	}
	return 0;
}

static void notes(struct kmend_section *section, const struct compare_part *part)
{
	const struct kmend_comparison *comparison = part->view->comparison;

	kmend_section_note(section, "Guest virtual time of the workload without a fault, on images with fault sites.");
	for (enum kmend_sample_fact fact = 0; fact < KMEND_FACT_COUNT; fact++)
		if ((fact == KMEND_FACT_WORKLOAD || fact == KMEND_FACT_DETECTORS) &&
			strcmp(comparison->samples[KMEND_FIRST]->facts[fact],
				comparison->samples[KMEND_SECOND]->facts[fact]) != 0)
			kmend_section_note(section, "The results differ in their %s: so do their golden runs.",
				kmend_sample_fact_words(fact));
}

const struct compare_table compare_table_overhead = {
	.name = "overhead",
	.title = "Overhead",
	.fill = fill,
	.notes = notes,
};
