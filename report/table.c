/* Tables and their formats: text, CSV (RFC 4180), Markdown, LaTeX (booktabs-free), HTML, JSON (array of objects). */
#include "report/table.h"

#include <jansson.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "harness/base/error.h"
#include "harness/base/safe.h"

int kmend_table_init(struct kmend_table *table, const char *columns)
{
	char *names, *save = NULL;
	size_t count = 1;

	memset(table, 0, sizeof(*table));
	for (const char *c = columns; *c; c++)
		count += *c == '|';
	table->heads = calloc(count + 1, sizeof(*table->heads));
	table->align = calloc(count, sizeof(*table->align));
	names = strdup(columns);
	if (!table->heads || !table->align || !names) {
		free(names);
		kmend_table_release(table);
		return kmend_error("out of memory for a report");
	}
	for (char *name = strtok_r(names, "|", &save); name; name = strtok_r(NULL, "|", &save)) {
		if (*name == '>')
			table->align[table->ncolumns] = KMEND_RIGHT;
		table->heads[table->ncolumns++] = name + (*name == '>');
	}
	table->heads[count] = names; /* owner of the names */
	table->ncolumns = count;
	return 0;
}

void kmend_table_release(struct kmend_table *table)
{
	if (table->heads)
		free((char *)table->heads[table->ncolumns]);
	for (size_t i = 0; i < table->ncells; i++)
		free(table->cells[i]);
	free(table->cells);
	free(table->heads);
	free(table->align);
	memset(table, 0, sizeof(*table));
}

void kmend_table_cell(struct kmend_table *table, const char *format, ...)
{
	char *raw = NULL, *safe = NULL;
	va_list args;
	int size;

	if (table->failed)
		return;
	if (table->ncells == table->capacity) {
		size_t capacity = table->capacity ? table->capacity * 2 : 256;
		char **cells = realloc(table->cells, capacity * sizeof(*cells));

		if (!cells)
			goto fail;
		table->cells = cells;
		table->capacity = capacity;
	}
	va_start(args, format);
	size = vasprintf(&raw, format, args);
	va_end(args);
	if (size < 0)
		goto fail;
	safe = kmend_safe_string(raw, (size_t)size, (size_t)size);
	free(raw);
	if (!safe)
		goto fail;
	table->cells[table->ncells++] = safe;
	table->nrows = (table->ncells + table->ncolumns - 1) / table->ncolumns;
	return;
fail:
	table->failed = 1;
}

static const char *cell(const struct kmend_table *table, size_t row, size_t column)
{
	size_t at = row * table->ncolumns + column;

	return at < table->ncells ? table->cells[at] : "";
}

static void pad(FILE *out, const char *text, size_t width, enum kmend_align align, int last)
{
	size_t size = strlen(text), space = width > size ? width - size : 0;

	if (align == KMEND_RIGHT)
		fprintf(out, "%*s%s", (int)space, "", text);
	else
		fprintf(out, "%s%*s", text, last ? 0 : (int)space, "");
}

static void write_text(const struct kmend_table *table, FILE *out, const size_t *width, int markdown)
{
	const char *before = markdown ? "| " : "", *between = markdown ? " | " : "  ", *after = markdown ? " |\n" : "\n";

	for (size_t row = 0; row <= table->nrows; row++) {
		fputs(before, out);
		for (size_t c = 0; c < table->ncolumns; c++) {
			pad(out, row ? cell(table, row - 1, c) : table->heads[c], width[c], table->align[c],
				!markdown && c + 1 == table->ncolumns);
			fputs(c + 1 < table->ncolumns ? between : after, out);
		}
		if (row)
			continue;
		for (size_t c = 0; c < table->ncolumns; c++) {
			if (markdown)
				fputs(c ? "|" : "|", out);
			for (size_t i = 0; i < width[c] + (markdown ? 1 : 0); i++)
				fputc('-', out);
			if (markdown)
				fputc(table->align[c] == KMEND_RIGHT ? ':' : '-', out);
			else if (c + 1 < table->ncolumns)
				fputs(between, out);
		}
		fputs(markdown ? "|\n" : "\n", out);
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
			csv_cell(out, row ? cell(table, row - 1, c) : table->heads[c]);
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
	static const char *const replacement[] = { "\\&", "\\%", "\\$", "\\#", "\\_", "\\{", "\\}", "\\textasciitilde{}",
		"\\textasciicircum{}", "\\textbackslash{}" };

	fputs("\\begin{tabular}{", out);
	for (size_t c = 0; c < table->ncolumns; c++)
		fputc(table->align[c] == KMEND_RIGHT ? 'r' : 'l', out);
	fputs("}\n\\hline\n", out);
	for (size_t row = 0; row <= table->nrows; row++) {
		for (size_t c = 0; c < table->ncolumns; c++) {
			escaped(out, row ? cell(table, row - 1, c) : table->heads[c], "&%$#_{}~^\\", replacement);
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
			escaped(out, row ? cell(table, row - 1, c) : table->heads[c], "&<>\"'", replacement);
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
			result = json_object_set_new(object, table->heads[c], json_cell(cell(table, row, c), table->align[c]));
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
	size_t *width;

	if (table->failed)
		return kmend_error("out of memory for a report");
	width = calloc(table->ncolumns, sizeof(*width));
	if (!width)
		return kmend_error("out of memory for a report");
	for (size_t c = 0; c < table->ncolumns; c++) {
		width[c] = strlen(table->heads[c]);
		for (size_t row = 0; row < table->nrows; row++)
			if (strlen(cell(table, row, c)) > width[c])
				width[c] = strlen(cell(table, row, c));
	}
	switch (format) {
	case KMEND_FORMAT_CSV:
		write_csv(table, out);
		break;
	case KMEND_FORMAT_LATEX:
		write_latex(table, out);
		break;
	case KMEND_FORMAT_HTML:
		write_html(table, out);
		break;
	case KMEND_FORMAT_JSON:
		free(width);
		return write_json(table, out);
	default:
		write_text(table, out, width, format == KMEND_FORMAT_MARKDOWN);
	}
	free(width);
	return 0;
}
