/* A table of text cells. Cells hold hostile text and are made safe as they come in. */
#ifndef KMEND_REPORT_TABLE_H
#define KMEND_REPORT_TABLE_H

#include <stddef.h>

enum kmend_align { KMEND_LEFT, KMEND_RIGHT };

#define KMEND_TABLE_COLUMNS_MAX 64

struct kmend_table {
	size_t ncolumns, nrows, ncells, capacity;
	char **heads;            /* owned, safe text */
	enum kmend_align *align; /* KMEND_RIGHT also means: a number where a format knows numbers */
	char **cells;            /* row after row; owned, safe text */
	int failed;              /* out of memory or too many columns while filling; writing it tells */
};

/* `columns` is one text of our own short names separated by '|'; a name that begins with '>' is right-aligned. */
void kmend_table_init(struct kmend_table *table, const char *columns);
/* One more column, of any name; before the first cell. */
void kmend_table_column(struct kmend_table *table, enum kmend_align align, const char *name);
/* Adds the next cell. */
void kmend_table_cell(struct kmend_table *table, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* The text of a cell; row 0 holds the heads. "" for what was not filled. */
const char *kmend_table_text(const struct kmend_table *table, size_t row, size_t column);
void kmend_table_release(struct kmend_table *table);

#endif
