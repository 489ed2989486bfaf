/* Recovery coverage of both sides. Counted, not sampled: there are no intervals. */
#include <string.h>

#include "harness/base/policy.h"
#include "report/cells.h"
#include "report/compare/view.h"

/* Does the policy protect at all? As in report/coverage.c. */
static int is_measured(const struct kmend_sample *sample)
{
	const struct kmend_policy_row *row = kmend_policy_find(sample->policy);

	return (row ? row->protects : kmend_sample_coverage_share(sample, NULL) > 0) &&
		kmend_sample_coverage_share(sample, NULL) >= 0;
}

static int are_measured(const struct kmend_pairing *pairing)
{
	return is_measured(pairing->side[KMEND_FIRST]) && is_measured(pairing->side[KMEND_SECOND]);
}

static void cell(struct kmend_table *table, const struct compare_part *part, double share)
{
	if (!part->data)
		kmend_cell_share(table, share);
	else if (share < 0)
		compare_cell_null(table);
	else
		kmend_table_cell(table, "%.9f", share);
}

/* `component` NULL: all, weighted by block executions. */
static void row(struct kmend_table *table, const struct compare_part *part, size_t number, const char *component)
{
	const struct kmend_pairing *pairing = &compare_contrast(part, number)->pairing;
	double one = kmend_sample_coverage_share(pairing->side[KMEND_FIRST], component);
	double other = kmend_sample_coverage_share(pairing->side[KMEND_SECOND], component);
	int known = one >= 0 && other >= 0;

	compare_cells_sides(table, part, number);
	kmend_cell_text(table, component ? component : "(all)");
	cell(table, part, one);
	cell(table, part, other);
	if (part->data && known)
		kmend_table_cell(table, "%.9f", other - one);
	else if (part->data)
		compare_cell_null(table);
	else if (known)
		kmend_table_cell(table, "%+.1f", 100 * (other - one));
	else
		kmend_cell_none(table);
}

/* Components of both sides, in their order: both lists are sorted. */
static void rows(struct kmend_table *table, const struct compare_part *part, size_t number)
{
	const struct kmend_sample *first = compare_contrast(part, number)->pairing.side[KMEND_FIRST];
	const struct kmend_sample *second = compare_contrast(part, number)->pairing.side[KMEND_SECOND];
	size_t i = 0, k = 0;

	while (i < first->ncoverage || k < second->ncoverage) {
		int order = i == first->ncoverage ? 1
			: k == second->ncoverage  ? -1
						  : strcmp(first->coverage[i].component, second->coverage[k].component);

		row(table, part, number, order <= 0 ? first->coverage[i].component : second->coverage[k].component);
		i += order <= 0;
		k += order >= 0;
	}
	row(table, part, number, NULL);
}

static int fill(struct kmend_table *table, const struct compare_part *part)
{
	kmend_table_init(table,
		part->data ? "first|second|component|>first_coverage|>second_coverage|>difference"
			   : "first|second|component|>of the first|>of the second|>difference");
	for (size_t i = part->from; i < part->to; i++)
		if (are_measured(&compare_contrast(part, i)->pairing))
			rows(table, part, i);
	return 0;
}

static void notes(struct kmend_section *section, const struct compare_part *part)
{
	(void)part;
	kmend_section_note(section,
		"Share of block executions in the golden run that are protected; differences in percentage points. "
		"Policies that protect nothing are left out.");
}

static int matters(const struct compare_part *part)
{
	for (size_t i = part->from; i < part->to; i++)
		if (are_measured(&compare_contrast(part, i)->pairing))
			return 1;
	return 0;
}

const struct compare_table compare_table_coverage = {
	.name = "coverage",
	.title = "Recovery coverage",
	.fill = fill,
	.notes = notes,
	.matters = matters,
};
