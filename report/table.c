/* Tables and their formats: text, CSV (RFC 4180), Markdown (GFM), LaTeX, HTML, JSON (array of objects). */
#include "report/table.h"

#include <jansson.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "harness/base/error.h"
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
	if (!heads || !aligns || !(heads[table->ncolumns] = safe_text(name))) {
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

/* Row 0 is the head. */
static const char *cell(const struct kmend_table *table, size_t row, size_t column)
{
	size_t at = (row - 1) * table->ncolumns + column;

	if (row == 0)
		return table->heads[column];
	return at < table->ncells ? table->cells[at] : "";
}

/* Columns on a terminal: bytes that do not continue a UTF-8 character; `escape` characters get a backslash. */
static size_t width_of(const char *text, const char *escape)
{
	size_t width = 0;

	for (; *text; text++)
		width += (((unsigned char)*text & 0xc0) != 0x80) + (strchr(escape, *text) != NULL);
	return width;
}

static void pad(FILE *out, const char *text, const char *escape, size_t width, enum kmend_align align, int last)
{
	size_t size = width_of(text, escape), space = width > size ? width - size : 0;

	if (align == KMEND_RIGHT)
		fprintf(out, "%*s", (int)space, "");
	for (; *text; text++) {
		if (strchr(escape, *text))
			fputc('\\', out);
		fputc(*text, out);
	}
	if (align == KMEND_LEFT && !last)
		fprintf(out, "%*s", (int)space, "");
}

static size_t column_width(const struct kmend_table *table, size_t column, const char *escape)
{
	size_t width = 0;

	for (size_t row = 0; row <= table->nrows; row++) {
		size_t one = width_of(cell(table, row, column), escape);

		width = one > width ? one : width;
	}
	return width;
}

static void write_text(const struct kmend_table *table, FILE *out)
{
	size_t width[KMEND_TABLE_COLUMNS_MAX];

	for (size_t c = 0; c < table->ncolumns; c++)
		width[c] = column_width(table, c, "");
	for (size_t row = 0; row <= table->nrows; row++) {
		for (size_t c = 0; c < table->ncolumns; c++) {
			pad(out, cell(table, row, c), "", width[c], table->align[c], c + 1 == table->ncolumns);
			fputs(c + 1 < table->ncolumns ? "  " : "\n", out);
		}
		for (size_t c = 0; row == 0 && c < table->ncolumns; c++) {
			for (size_t i = 0; i < width[c]; i++)
				fputc('-', out);
			fputs(c + 1 < table->ncolumns ? "  " : "\n", out);
		}
	}
}

static void write_markdown(const struct kmend_table *table, FILE *out)
{
	size_t width[KMEND_TABLE_COLUMNS_MAX];

	for (size_t c = 0; c < table->ncolumns; c++)
		width[c] = column_width(table, c, KMEND_MARKDOWN_SPECIAL);
	for (size_t row = 0; row <= table->nrows; row++) {
		fputs("|", out);
		for (size_t c = 0; c < table->ncolumns; c++) {
			fputc(' ', out);
			pad(out, cell(table, row, c), KMEND_MARKDOWN_SPECIAL, width[c], table->align[c], 0);
			fputs(" |", out);
		}
		fputs(row == 0 ? "\n|" : "\n", out);
		for (size_t c = 0; row == 0 && c < table->ncolumns; c++) {
			for (size_t i = 0; i < width[c] + 1; i++)
				fputc('-', out);
			fputs(table->align[c] == KMEND_RIGHT ? ":|" : "-|", out);
		}
		if (row == 0)
			fputc('\n', out);
	}
}

static void csv_cell(FILE *out, const char *text)
{
	/* A cell that a spreadsheet would take for a formula is text. */
	int formula = *text == '=' || *text == '@' || *text == '+';

	if (!formula && !strpbrk(text, ",\"\r\n")) {
		fputs(text, out);
		return;
	}
	fputc('"', out);
	if (formula)
		fputc('\'', out);
	for (; *text; text++) {
		if (*text == '"')
			fputc('"', out);
		fputc(*text, out);
	}
	fputc('"', out);
}

static void write_csv(const struct kmend_table *table, FILE *out)
{
	for (size_t row = 0; row <= table->nrows; row++) {
		for (size_t c = 0; c < table->ncolumns; c++) {
			csv_cell(out, cell(table, row, c));
			fputc(c + 1 < table->ncolumns ? ',' : '\n', out);
		}
	}
}

/* Replaces characters that mean something to the format. */
static void escaped(FILE *out, const char *text, const char *special, const char *const *replacement)
{
	for (; *text; text++) {
		const char *found = strchr(special, *text);

		if (found)
			fputs(replacement[found - special], out);
		else
			fputc(*text, out);
	}
}

static void write_latex(const struct kmend_table *table, FILE *out)
{
	static const char *const replacement[] = { "\\&", "\\%", "\\$", "\\#", "\\_", "\\{", "\\}",
		"\\textasciitilde{}", "\\textasciicircum{}", "\\textbackslash{}" };

	fputs("\\begin{tabular}{", out);
	for (size_t c = 0; c < table->ncolumns; c++)
		fputc(table->align[c] == KMEND_RIGHT ? 'r' : 'l', out);
	fputs("}\n\\hline\n", out);
	for (size_t row = 0; row <= table->nrows; row++) {
		for (size_t c = 0; c < table->ncolumns; c++) {
			escaped(out, cell(table, row, c), "&%$#_{}~^\\", replacement);
			fputs(c + 1 < table->ncolumns ? " & " : " \\\\\n", out);
		}
		if (!row)
			fputs("\\hline\n", out);
	}
	fputs("\\hline\n\\end{tabular}\n", out);
}

static void write_html(const struct kmend_table *table, FILE *out)
{
	static const char *const replacement[] = { "&amp;", "&lt;", "&gt;", "&quot;", "&#39;" };

	fputs("<table>\n", out);
	for (size_t row = 0; row <= table->nrows; row++) {
		fputs("<tr>", out);
		for (size_t c = 0; c < table->ncolumns; c++) {
			fprintf(out, "<%s%s>", row ? "td" : "th",
				table->align[c] == KMEND_RIGHT ? " style=\"text-align:right\"" : "");
			escaped(out, cell(table, row, c), "&<>\"'", replacement);
			fprintf(out, "</%s>", row ? "td" : "th");
		}
		fputs("</tr>\n", out);
	}
	fputs("</table>\n", out);
}

static json_t *json_cell(const char *text, enum kmend_align align)
{
	char *end;
	json_int_t integer;
	double real;

	if (align == KMEND_LEFT)
		return json_string(text);
	if (!*text)
		return json_null();
	integer = strtoll(text, &end, 10);
	if (!*end)
		return json_integer(integer);
	real = strtod(text, &end);
	return *end ? json_string(text) : json_real(real);
}

static int write_json(const struct kmend_table *table, FILE *out)
{
	json_t *rows = json_array();
	int result = 0;

	for (size_t row = 0; row < table->nrows && result == 0; row++) {
		json_t *object = json_object();

		for (size_t c = 0; c < table->ncolumns && result == 0; c++)
			result = json_object_set_new(
				object, table->heads[c], json_cell(cell(table, row + 1, c), table->align[c]));
		if (json_array_append_new(rows, object))
			result = -1;
	}
	if (!rows || result || json_dumpf(rows, out, JSON_INDENT(1) | JSON_REAL_PRECISION(10)))
		result = kmend_error("the report cannot be written as JSON");
	fputc('\n', out);
	json_decref(rows);
	return result;
}

int kmend_table_write(const struct kmend_table *table, enum kmend_format format, FILE *out)
{
	if (table->failed)
		return kmend_error("out of memory for a report");
	if (table->ncolumns > KMEND_TABLE_COLUMNS_MAX)
		return kmend_error(
			"too many columns for a table: %zu, at most %d", table->ncolumns, KMEND_TABLE_COLUMNS_MAX);
	switch (format) {
	case KMEND_FORMAT_CSV:
		write_csv(table, out);
		return 0;
	case KMEND_FORMAT_MARKDOWN:
		write_markdown(table, out);
		return 0;
	case KMEND_FORMAT_LATEX:
		write_latex(table, out);
		return 0;
	case KMEND_FORMAT_HTML:
		write_html(table, out);
		return 0;
	case KMEND_FORMAT_JSON:
		return write_json(table, out);
	default:
		write_text(table, out);
		return 0;
	}
}
