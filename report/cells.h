/* Cells as every table writes them. Internal to report/. */
#ifndef KMEND_REPORT_CELLS_H
#define KMEND_REPORT_CELLS_H

#include <stdint.h>

#include "report/summary.h"
#include "report/table.h"
#include "report/wilson.h"

void kmend_cell_text(struct kmend_table *table, const char *text);
void kmend_cell_count(struct kmend_table *table, uint64_t count);
void kmend_cell_none(struct kmend_table *table); /* "-" */

/* For people: "12.3% [10.1, 14.9]"; "-" when `known` is 0. */
void kmend_cell_rate(struct kmend_table *table, struct kmend_rate rate, int known);
/* For people: "12.3%"; "-" for a negative share. */
void kmend_cell_share(struct kmend_table *table, double share);
/* For programs: three cells value, low, high. */
void kmend_cells_rate(struct kmend_table *table, struct kmend_rate rate);

/* For programs: the columns of all counts and rates of a tally, and its cells. */
void kmend_columns_tally(struct kmend_table *table);
void kmend_cells_tally(struct kmend_table *table, const struct kmend_tally *tally);

#endif
