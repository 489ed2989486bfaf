/*
 * One self-contained page: no foreign resource, every text escaped, dark or light as the reader has it, made to be printed. Its
 * Content-Security-Policy allows nothing but the one style and the one script that the build has put into the program, by
 * their hashes; what a guest or a name could smuggle in would not run.
 */
#include "report/html.h"

#include "report/format.h"
#include "report/page/assets.h"
#include "report/svg.h"

static void cell(const struct kmend_table *table, size_t row, size_t column, FILE *out)
{
	const char *text = kmend_table_text(table, row, column);
	const char *class = table->align[column] == KMEND_RIGHT ? " class=\"n\"" : "";

	if (row == 0)
		fprintf(out, "<th scope=\"col\"%s>", class);
	else
		fprintf(out, column == 0 ? "<th scope=\"row\"%s>" : "<td%s>", class);
	kmend_format_html_text(out, text);
	fputs(row == 0 || column == 0 ? "</th>" : "</td>", out);
}

static void table(const struct kmend_table *table, FILE *out)
{
	/* What is wider than the page is scrolled, also by keyboard. */
	fputs("<div class=\"wide\" tabindex=\"0\"><table>\n", out);
	for (size_t row = 0; row <= table->nrows; row++) {
		fputs(row == 0 ? "<thead><tr>" : row == 1 ? "<tbody><tr>" : "<tr>", out);
		for (size_t c = 0; c < table->ncolumns; c++)
			cell(table, row, c, out);
		fputs(row == 0 ? "</tr></thead>\n" : "</tr>\n", out);
	}
	fputs(table->nrows ? "</tbody></table></div>\n" : "</table></div>\n", out);
}

static void notes(const struct kmend_texts *notes, FILE *out)
{
	if (!notes->count)
		return;
	fputs("<div class=\"notes\">\n", out);
	for (size_t i = 0; i < notes->count; i++) {
		fputs("<p>", out);
		kmend_format_html_text(out, notes->text[i]);
		fputs("</p>\n", out);
	}
	fputs("</div>\n", out);
}

static void section(const struct kmend_document *document, const struct kmend_section *section, FILE *out)
{
	fputs("<section id=\"", out);
	kmend_format_html_text(out, section->name);
	fputs("\">\n", out);
	if (kmend_format_has_title(document, section)) {
		fputs("<h2>", out);
		kmend_format_html_text(out, section->title);
		fputs("</h2>\n", out);
	}
	if (section->chart.nbars) {
		fputs("<figure tabindex=\"0\">", out);
		kmend_svg_write(&section->chart, out);
		fputs("</figure>\n", out);
	}
	if (section->table.ncolumns)
		table(&section->table, out);
	notes(&section->notes, out);
	fputs("</section>\n", out);
}

static void link(const char *id, const char *title, FILE *out)
{
	fputs("<a href=\"#", out);
	kmend_format_html_text(out, id);
	fputs("\">", out);
	kmend_format_html_text(out, title);
	fputs("</a>\n", out);
}

static void contents(const struct kmend_document *document, const struct html_extra *extra, FILE *out)
{
	if (document->nsections + (extra != NULL) < 2)
		return;
	fputs("<nav aria-label=\"Contents\">\n", out);
	for (size_t i = 0; i < document->nsections; i++)
		link(document->sections[i].name, document->sections[i].title, out);
	if (extra)
		link(extra->id, extra->title, out);
	fputs("</nav>\n", out);
}

static void head(const struct kmend_document *document, int has_script, FILE *out)
{
	fputs("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
	      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src ",
		out);
	page_asset_source(page_style(), out);
	if (has_script) {
		fputs("; script-src ", out);
		page_asset_source(page_script(), out);
	}
	fputs("; base-uri 'none'; form-action 'none'\">\n"
	      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
	      "<meta name=\"color-scheme\" content=\"light dark\">\n<title>",
		out);
	kmend_format_html_text(out, document->title);
	fputs("</title>\n<style>", out);
	fwrite(page_style()->text, 1, page_style()->size, out);
	fputs("</style>\n</head>\n", out);
}

static void facts(const struct kmend_document *document, FILE *out)
{
	if (!document->facts.count)
		return;
	fputs("<dl class=\"facts\">", out);
	for (size_t i = 0; i < document->facts.count; i++) {
		fputs("<div><dt>", out);
		kmend_format_html_text(out, document->fact_names.text[i]);
		fputs("</dt><dd>", out);
		kmend_format_html_text(out, document->facts.text[i]);
		fputs("</dd></div>\n", out);
	}
	fputs("</dl>\n", out);
}

static int more(const struct html_extra *extra, FILE *out)
{
	int result;

	fprintf(out, "<section id=\"%s\">\n<h2>%s</h2>\n", extra->id, extra->title);
	result = extra->write(extra->context, out);
	fputs("</section>\n", out);
	return result;
}

int html_write(const struct kmend_document *document, const struct html_extra *extra, FILE *out)
{
	head(document, extra && extra->has_script, out);
	fputs("<body>\n<header>\n<h1>", out);
	kmend_format_html_text(out, document->title);
	fputs("</h1>\n", out);
	facts(document, out);
	notes(&document->notes, out);
	contents(document, extra, out);
	fputs("</header>\n<main>\n", out);
	for (size_t i = 0; i < document->nsections; i++)
		section(document, &document->sections[i], out);
	if (extra && more(extra, out) < 0)
		return -1;
	fputs("</main>\n", out);
	if (extra && extra->has_script) {
		fputs("<script>", out);
		fwrite(page_script()->text, 1, page_script()->size, out);
		fputs("</script>\n", out);
	}
	fputs("</body>\n</html>\n", out);
	return 0;
}
