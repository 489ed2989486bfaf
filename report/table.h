/* A table of text cells and the formats it can be written in. Cells hold hostile text: each format makes it safe. */
#ifndef KMEND_REPORT_TABLE_H
#define KMEND_REPORT_TABLE_H

#include <stddef.h>
#include <stdio.h>

#define KMEND_FORMATS(X) X(TEXT, "text") X(JSON, "json") X(CSV, "csv") X(MARKDOWN, "markdown") X(LATEX, "latex") X(HTML, "html")

enum kmend_format {
#define KMEND_X(name, text) KMEND_FORMAT_##name,
	KMEND_FORMATS(KMEND_X)
#undef KMEND_X
	KMEND_FORMAT_COUNT
};

enum kmend_align { KMEND_LEFT, KMEND_RIGHT };

struct kmend_table {
	size_t ncolumns, nrows, ncells, capacity;
	const char **heads;      /* not owned */
	enum kmend_align *align; /* KMEND_RIGHT also means: a number where a format knows numbers */
	char **cells;            /* row after row; owned */
	int failed;              /* out of memory while filling */
};

/* `columns` is one text of names separated by '|'; a name that begins with '>' is right-aligned. */
int kmend_table_init(struct kmend_table *table, const char *columns);
/* Adds the next cell. Failures are kept and reported by kmend_table_write. */
void kmend_table_cell(struct kmend_table *table, const char *format, ...) __attribute__((format(printf, 2, 3)));
int kmend_table_write(const struct kmend_table *table, enum kmend_format format, FILE *out);
void kmend_table_release(struct kmend_table *table);

#endif
