/* A table of text cells and the formats it can be written in. Cells hold hostile text: each format makes it safe. */
#ifndef KMEND_REPORT_TABLE_H
#define KMEND_REPORT_TABLE_H

#include <stddef.h>
#include <stdio.h>

#define KMEND_FORMATS(X) \
	X(TEXT, "text") X(JSON, "json") X(CSV, "csv") X(MARKDOWN, "markdown") X(LATEX, "latex") X(HTML, "html")

enum kmend_format {
#define KMEND_X(name, text) KMEND_FORMAT_##name,
	KMEND_FORMATS(KMEND_X)
#undef KMEND_X
		KMEND_FORMAT_COUNT
};

enum kmend_align { KMEND_LEFT, KMEND_RIGHT };

#define KMEND_TABLE_COLUMNS_MAX 64
#define KMEND_MARKDOWN_SPECIAL \
	"\\`*|<>[]&" /* mean something in a Markdown cell: written with a backslash before them */

struct kmend_table {
	size_t ncolumns, nrows, ncells, capacity;
	char **heads;            /* owned, safe text */
	enum kmend_align *align; /* KMEND_RIGHT also means: a number where a format knows numbers */
	char **cells;            /* row after row; owned, safe text */
	int failed;              /* out of memory while filling; kmend_table_write reports it */
};

/* `columns` is one text of our own short names separated by '|'; a name that begins with '>' is right-aligned. */
void kmend_table_init(struct kmend_table *table, const char *columns);
/* One more column, of any name; before the first cell. */
void kmend_table_column(struct kmend_table *table, enum kmend_align align, const char *name);
/* Adds the next cell. */
void kmend_table_cell(struct kmend_table *table, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* -1 with a message. Errors of `out` itself stay with the caller (ferror). */
int kmend_table_write(const struct kmend_table *table, enum kmend_format format, FILE *out);
void kmend_table_release(struct kmend_table *table);

#endif
