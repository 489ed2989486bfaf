/* One table as CSV (RFC 4180). Notes have no place in it: a program that reads it counts for itself. */
#include <string.h>

#include "harness/base/error.h"
#include "report/format.h"

static void cell(const char *text, FILE *out)
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

/* The only table; NULL with an error that names all when there are several, or when there is none. */
static const struct kmend_table *only_table(const struct kmend_document *document)
{
	const struct kmend_table *found = NULL;
	char names[256] = "";
	size_t count = 0, used = 0;

	for (size_t i = 0; i < document->nsections; i++) {
		if (!document->sections[i].table.ncolumns)
			continue;
		found = &document->sections[i].table;
		used += (size_t)snprintf(
			names + used, sizeof(names) - used, "%s%s", count++ ? ", " : "", document->sections[i].name);
		if (used >= sizeof(names))
			used = sizeof(names) - 1;
	}
	if (count == 1)
		return found;
	kmend_error_as(KMEND_ERROR_USAGE, "csv holds one table, this report has %zu: choose one with --table%s%s",
		count, count ? ": " : "", names);
	return NULL;
}

int kmend_format_csv(const struct kmend_document *document, FILE *out)
{
	const struct kmend_table *table = only_table(document);

	if (!table)
		return -1;
	for (size_t row = 0; row <= table->nrows; row++) {
		for (size_t c = 0; c < table->ncolumns; c++) {
			cell(kmend_table_text(table, row, c), out);
			fputc(c + 1 < table->ncolumns ? ',' : '\n', out);
		}
	}
	return 0;
}
