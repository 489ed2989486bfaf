#include "report/grid.h"

#include <string.h>

/* Columns on a terminal: bytes that do not continue a UTF-8 character, and the backslashes. */
static size_t width_of(const struct kmend_grid *grid, const char *text)
{
	size_t width = 0;

	for (; *text; text++)
		width += (((unsigned char)*text & 0xc0) != 0x80) + (strchr(grid->escape, *text) != NULL);
	return width;
}

static size_t column_width(const struct kmend_grid *grid, const struct kmend_table *table, size_t column)
{
	size_t width = 0;

	for (size_t row = 0; row <= table->nrows; row++) {
		size_t one = width_of(grid, kmend_table_text(table, row, column));

		width = one > width ? one : width;
	}
	return width;
}

static void cell(
	const struct kmend_grid *grid, const char *text, size_t width, enum kmend_align align, int fill, FILE *out)
{
	size_t size = width_of(grid, text), space = width > size ? width - size : 0;

	if (align == KMEND_RIGHT)
		fprintf(out, "%*s", (int)space, "");
	for (; *text; text++) {
		if (strchr(grid->escape, *text))
			fputc('\\', out);
		fputc(*text, out);
	}
	if (align == KMEND_LEFT && fill)
		fprintf(out, "%*s", (int)space, "");
}

static void rule(const struct kmend_grid *grid, const struct kmend_table *table, const size_t *width, FILE *out)
{
	fputs(grid->before, out);
	for (size_t c = 0; c < table->ncolumns; c++) {
		int mark = grid->markdown && table->align[c] == KMEND_RIGHT;

		for (size_t i = 0; i < width[c] - (size_t)mark; i++)
			fputc('-', out);
		fputs(mark ? ":" : "", out);
		fputs(c + 1 < table->ncolumns ? grid->between : grid->after, out);
	}
}

void kmend_grid_write(const struct kmend_grid *grid, const struct kmend_table *table, FILE *out)
{
	size_t width[KMEND_TABLE_COLUMNS_MAX];

	for (size_t c = 0; c < table->ncolumns; c++) {
		width[c] = column_width(grid, table, c);
		if (grid->markdown && width[c] < 3)
			width[c] = 3; /* a rule has three dashes at least */
	}
	for (size_t row = 0; row <= table->nrows; row++) {
		fputs(grid->before, out);
		for (size_t c = 0; c < table->ncolumns; c++) {
			int last = c + 1 == table->ncolumns;

			cell(grid, kmend_table_text(table, row, c), width[c], table->align[c], grid->markdown || !last,
				out);
			fputs(last ? grid->after : grid->between, out);
		}
		if (row == 0)
			rule(grid, table, width, out);
	}
}
