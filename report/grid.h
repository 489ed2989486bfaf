/* A table in columns of equal width, as text and Markdown write it. */
#ifndef KMEND_REPORT_GRID_H
#define KMEND_REPORT_GRID_H

#include <stdio.h>

#include "report/table.h"

/* What stands around the cells, and which characters get a backslash before them. */
struct kmend_grid {
	const char *before, *between, *after; /* of a row */
	const char *escape;
	int markdown; /* the line under the heads says how columns are aligned */
};

void kmend_grid_write(const struct kmend_grid *grid, const struct kmend_table *table, FILE *out);

#endif
