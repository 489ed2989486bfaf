/*
 * A document as LaTeX to \input: a table environment for each section. Any text compiles: what LaTeX would obey is spelled
 * out, and what its fonts may lack is given as a code point. For LaTeX of 2020 or later (textcomp is part of it).
 */
#include "report/format.h"

static const char special[] = "&%$#_{}~^\\<>|\"[]*`'";
static const char *const replacements[] = { "\\&", "\\%", "\\$", "\\#", "\\_", "\\{", "\\}", "\\textasciitilde{}",
	"\\textasciicircum{}", "\\textbackslash{}", "\\textless{}", "\\textgreater{}", "\\textbar{}", "''", "{[}",
	"{]}", "{*}", "\\textasciigrave{}", "\\textquotesingle{}" };

static unsigned long code_point(const char *text, size_t *size)
{
	const unsigned char *p = (const unsigned char *)text;
	unsigned long code;

	*size = p[0] < 0x80 ? 1 : p[0] < 0xe0 ? 2 : p[0] < 0xf0 ? 3 : 4; /* safe text is well-formed */
	code = *size == 1 ? p[0] : p[0] & (0xffu >> (*size + 1));
	for (size_t i = 1; i < *size; i++)
		code = code << 6 | (p[i] & 0x3f);
	return code;
}

static void put(const char *text, FILE *out)
{
	int dash = 0; /* two of them would become a longer one */

	while (*text) {
		size_t size;
		unsigned long code = code_point(text, &size);

		if (dash && code == '-')
			fputs("{}", out);
		dash = code == '-';
		if (size == 1)
			kmend_format_escape(out, (const char[]){ *text, '\0' }, special, replacements);
		else
			fprintf(out, "U+%04lX", code);
		text += size;
	}
}

static void tabular(const struct kmend_table *table, FILE *out)
{
	fputs("\\begin{tabular}{", out);
	for (size_t c = 0; c < table->ncolumns; c++)
		fputc(table->align[c] == KMEND_RIGHT ? 'r' : 'l', out);
	fputs("}\n\\hline\n", out);
	for (size_t row = 0; row <= table->nrows; row++) {
		for (size_t c = 0; c < table->ncolumns; c++) {
			put(kmend_table_text(table, row, c), out);
			fputs(c + 1 < table->ncolumns ? " & " : " \\\\\n", out);
		}
		if (!row)
			fputs("\\hline\n", out);
	}
	fputs("\\hline\n\\end{tabular}\n", out);
}

static void notes(const struct kmend_texts *notes, FILE *out)
{
	if (!notes->count)
		return;
	fputs("\\par\\smallskip\n{\\footnotesize\n", out);
	for (size_t i = 0; i < notes->count; i++) {
		put(notes->text[i], out);
		fputs("\\par\n", out);
	}
	fputs("}\n", out);
}

int kmend_format_latex(const struct kmend_document *document, FILE *out)
{
	for (size_t i = 0; i < document->nsections; i++) {
		const struct kmend_section *section = &document->sections[i];

		if (!section->table.ncolumns)
			continue;
		fputs("\\begin{table}[ht]\n\\centering\n\\caption{", out);
		put(section->title, out);
		fputs("}\n", out);
		tabular(&section->table, out);
		notes(&section->notes, out);
		if (i + 1 == document->nsections)
			notes(&document->notes, out);
		fputs("\\end{table}\n", out);
	}
	return 0;
}
