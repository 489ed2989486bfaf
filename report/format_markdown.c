/* A document in GitHub's Markdown. */
#include <string.h>

#include "report/format.h"
#include "report/grid.h"

#define SPECIAL "\\`*_|<>[]&~" /* mean something in Markdown: written with a backslash before them */

static void put(const char *text, FILE *out)
{
	for (; *text; text++) {
		if (strchr(SPECIAL, *text))
			fputc('\\', out);
		fputc(*text, out);
	}
}

static void notes(const struct kmend_texts *notes, FILE *out)
{
	for (size_t i = 0; i < notes->count; i++) {
		fputs(i ? "  \n" : "\n", out); /* two spaces: the line ends here */
		put(notes->text[i], out);
	}
	fputs(notes->count ? "\n" : "", out);
}

int kmend_format_markdown(const struct kmend_document *document, FILE *out)
{
	static const struct kmend_grid grid = { "| ", " | ", " |\n", SPECIAL, 1 };

	fputs("### ", out);
	put(document->title, out);
	fputs("\n\n", out);
	for (size_t i = 0; i < document->facts.count; i++) {
		fprintf(out, "%s%s ", i ? ", " : "", document->fact_names.text[i]);
		put(document->facts.text[i], out);
	}
	fputs(document->facts.count ? "\n" : "", out);
	for (size_t i = 0; i < document->nsections; i++) {
		const struct kmend_section *section = &document->sections[i];

		fputc('\n', out);
		if (kmend_format_has_title(document, section)) {
			fputs("#### ", out);
			put(section->title, out);
			fputs("\n\n", out);
		}
		if (section->table.ncolumns)
			kmend_grid_write(&grid, &section->table, out);
		notes(&section->notes, out);
	}
	notes(&document->notes, out);
	return 0;
}
