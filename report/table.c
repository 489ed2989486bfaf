#include "report/table.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "harness/base/safe.h"

static char *safe_text(const char *text)
{
	return kmend_safe_string(text, strlen(text), strlen(text));
}

void kmend_table_column(struct kmend_table *table, enum kmend_align align, const char *name)
{
	char **heads = realloc(table->heads, (table->ncolumns + 1) * sizeof(*heads));
	enum kmend_align *aligns = realloc(table->align, (table->ncolumns + 1) * sizeof(*aligns));

	table->heads = heads ? heads : table->heads;
	table->align = aligns ? aligns : table->align;
	if (!heads || !aligns || table->ncolumns == KMEND_TABLE_COLUMNS_MAX ||
		!(heads[table->ncolumns] = safe_text(name))) {
		table->failed = 1;
		return;
	}
	aligns[table->ncolumns++] = align;
}

void kmend_table_init(struct kmend_table *table, const char *columns)
{
	char name[64];

	memset(table, 0, sizeof(*table));
	while (*columns) {
		size_t size = strcspn(columns, "|");
		int right = *columns == '>';

		snprintf(name, sizeof(name), "%.*s", (int)size - right, columns + right);
		kmend_table_column(table, right ? KMEND_RIGHT : KMEND_LEFT, name);
		columns += size + (columns[size] == '|');
	}
}

void kmend_table_release(struct kmend_table *table)
{
	for (size_t i = 0; i < table->ncolumns; i++)
		free(table->heads[i]);
	for (size_t i = 0; i < table->ncells; i++)
		free(table->cells[i]);
	free(table->cells);
	free(table->heads);
	free(table->align);
	memset(table, 0, sizeof(*table));
}

static int add_cell(struct kmend_table *table, char *text)
{
	if (table->ncells == table->capacity) {
		size_t capacity = table->capacity ? table->capacity * 2 : 256;
		char **cells = realloc(table->cells, capacity * sizeof(*cells));

		if (!cells)
			return -1;
		table->cells = cells;
		table->capacity = capacity;
	}
	table->cells[table->ncells++] = text;
	table->nrows = (table->ncells + table->ncolumns - 1) / table->ncolumns;
	return 0;
}

void kmend_table_cell(struct kmend_table *table, const char *format, ...)
{
	char *raw = NULL, *safe;
	va_list args;
	int size;

	if (table->failed)
		return;
	va_start(args, format);
	size = vasprintf(&raw, format, args);
	va_end(args);
	safe = size < 0 ? NULL : kmend_safe_string(raw, (size_t)size, (size_t)size);
	if (size >= 0)
		free(raw);
	if (!safe || add_cell(table, safe)) {
		free(safe);
		table->failed = 1;
	}
}

const char *kmend_table_text(const struct kmend_table *table, size_t row, size_t column)
{
	size_t at = (row - 1) * table->ncolumns + column;

	if (row == 0)
		return table->heads[column];
	return at < table->ncells ? table->cells[at] : "";
}
