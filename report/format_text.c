/* A document for a terminal. */
#include "report/format.h"
#include "report/grid.h"

static void notes(const struct kmend_texts *notes, FILE *out)
{
	if (notes->count)
		fputc('\n', out);
	for (size_t i = 0; i < notes->count; i++)
		fprintf(out, "%s\n", notes->text[i]);
}

int kmend_format_text(const struct kmend_document *document, FILE *out)
{
	static const struct kmend_grid grid = { "", "  ", "\n", "", 0 };

	fprintf(out, "%s\n", document->title);
	for (size_t i = 0; i < document->facts.count; i++)
		fprintf(out, "%s%s %s", i ? ", " : "", document->fact_names.text[i], document->facts.text[i]);
	fputs(document->facts.count ? "\n" : "", out);
	for (size_t i = 0; i < document->nsections; i++) {
		const struct kmend_section *section = &document->sections[i];

		fputc('\n', out);
		if (kmend_format_has_title(document, section))
			fprintf(out, "%s\n\n", section->title);
		if (section->table.ncolumns)
			kmend_grid_write(&grid, &section->table, out);
		notes(&section->notes, out);
	}
	notes(&document->notes, out);
	return 0;
}
