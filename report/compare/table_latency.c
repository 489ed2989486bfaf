/* How long recoveries take, in guest virtual time. */
#include <stdio.h>

#include "report/cells.h"
#include "report/compare/view.h"

static const double shares[] = { 0.5, 0.99, 1 };

#define NSHARES (sizeof(shares) / sizeof(shares[0]))

/* Of one side of a contrast; NULL when there were no recoveries, or nobody has looked. */
static const struct kmend_latencies *of(const struct compare_part *part, size_t number, int side)
{
	const struct kmend_samples *samples = part->view->comparison->samples[side];
	const struct kmend_latencies *all = part->view->latencies[side];
	size_t policy = (size_t)(compare_contrast(part, number)->pairing.side[side] - samples->policies);

	return all && all[policy].count ? &all[policy] : NULL;
}

static int are_known(const struct compare_part *part, size_t number)
{
	return of(part, number, KMEND_FIRST) || of(part, number, KMEND_SECOND);
}

static void for_programs(struct kmend_table *table, const struct compare_part *part)
{
	kmend_table_init(table, "first|second|side|>recoveries|>p50_ns|>p99_ns|>max_ns");
	for (size_t i = part->from; i < part->to; i++)
		for (int side = 0; side < KMEND_SIDES; side++) {
			const struct kmend_latencies *latencies = of(part, i, side);

			compare_cells_sides(table, part, i);
			kmend_cell_text(table, side == KMEND_FIRST ? "first" : "second");
			kmend_cell_count(table, latencies ? latencies->count : 0);
			for (size_t k = 0; k < NSHARES; k++) {
				if (latencies)
					kmend_cell_count(table, kmend_latencies_quantile(latencies, shares[k]));
				else
					compare_cell_null(table);
			}
		}
}

/* "50.6 / 664.7", "- / 664.7" */
static void both(struct kmend_table *table, const struct compare_part *part, size_t number, double share)
{
	char text[KMEND_SIDES][32] = { "-", "-" };

	for (int side = 0; side < KMEND_SIDES; side++) {
		const struct kmend_latencies *latencies = of(part, number, side);

		if (latencies)
			snprintf(text[side], sizeof(text[side]), "%.1f",
				(double)kmend_latencies_quantile(latencies, share) / 1e3);
	}
	kmend_table_cell(table, "%s / %s", text[KMEND_FIRST], text[KMEND_SECOND]);
}

static void for_people(struct kmend_table *table, const struct compare_part *part)
{
	kmend_table_init(table, "first|second|>recoveries|>p50 (us)|>p99 (us)|>max (us)");
	for (size_t i = part->from; i < part->to; i++) {
		const struct kmend_latencies *one = of(part, i, KMEND_FIRST), *other = of(part, i, KMEND_SECOND);

		if (!are_known(part, i))
			continue;
		compare_cells_sides(table, part, i);
		kmend_table_cell(table, "%zu / %zu", one ? one->count : 0, other ? other->count : 0);
		for (size_t k = 0; k < NSHARES; k++)
			both(table, part, i, shares[k]);
	}
}

static int fill(struct kmend_table *table, const struct compare_part *part)
{
	(part->data ? for_programs : for_people)(table, part);
	return 0;
}

static void notes(struct kmend_section *section, const struct compare_part *part)
{
	(void)part;
	kmend_section_note(section,
		"The first / the second: guest virtual time from `recovery-begin` to `recovery-end` of every "
		"completed recovery; p50, p99: no more than that in 50 and 99 of 100.");
}

static int matters(const struct compare_part *part)
{
	for (size_t i = part->from; i < part->to; i++)
		if (are_known(part, i))
			return 1;
	return 0;
}

const struct compare_table compare_table_latency = {
	.name = "latency",
	.title = "Recovery latency",
	.fill = fill,
	.notes = notes,
	.matters = matters,
};
