/*
 * A document as one page: no script, no foreign resource (a strict Content-Security-Policy says so too), every text
 * escaped; dark or light as the reader has it, and made to be printed.
 */
#include "report/format.h"
#include "report/svg.h"

static const char style[] =
	":root{color-scheme:light dark;--line:#8886;--head:#8882}"
	"body{font:15px/1.45 system-ui,sans-serif;max-width:72rem;margin:2rem auto;padding:0 1rem}"
	"h1{font-size:1.5rem}h2{font-size:1.2rem;margin-top:2.2rem}"
	"dl{display:grid;grid-template-columns:max-content auto;gap:.1rem "
	"1rem}dt{opacity:.7}dd{margin:0;overflow-wrap:anywhere}"
	".wide{overflow-x:auto}table{border-collapse:collapse;font-variant-numeric:tabular-nums}"
	"th,td{padding:.25rem .6rem;border-bottom:1px solid var(--line);text-align:left;vertical-align:top}"
	"thead th{background:var(--head)}.n{text-align:right;white-space:nowrap}"
	"figure{margin:1rem 0;overflow-x:auto}svg{max-width:100%;height:auto}"
	".notes{opacity:.85}.notes p{margin:.2rem 0}"
	"@media "
	"print{:root{color-scheme:light}body{max-width:none;margin:0;font-size:10pt}section{break-inside:avoid-page}"
	"thead{display:table-header-group}.wide,figure{overflow:visible}}";

static void table(const struct kmend_table *table, FILE *out)
{
	fputs("<div class=\"wide\"><table>\n", out);
	for (size_t row = 0; row <= table->nrows; row++) {
		const char *tag = row ? "td" : "th";

		fputs(row == 0 ? "<thead><tr>" : row == 1 ? "<tbody><tr>" : "<tr>", out);
		for (size_t c = 0; c < table->ncolumns; c++) {
			fprintf(out, "<%s%s>", tag, table->align[c] == KMEND_RIGHT ? " class=\"n\"" : "");
			kmend_format_html_text(out, kmend_table_text(table, row, c));
			fprintf(out, "</%s>", tag);
		}
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
		fputs("<figure>", out);
		kmend_svg_write(&section->chart, out);
		fputs("</figure>\n", out);
	}
	if (section->table.ncolumns)
		table(&section->table, out);
	notes(&section->notes, out);
	fputs("</section>\n", out);
}

int kmend_format_html(const struct kmend_document *document, FILE *out)
{
	fputs("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
	      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
	      "'unsafe-inline'\">\n"
	      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>",
		out);
	kmend_format_html_text(out, document->title);
	fprintf(out, "</title>\n<style>%s</style>\n</head>\n<body>\n<h1>", style);
	kmend_format_html_text(out, document->title);
	fputs("</h1>\n", out);
	if (document->facts.count)
		fputs("<dl>", out);
	for (size_t i = 0; i < document->facts.count; i++) {
		fputs("<dt>", out);
		kmend_format_html_text(out, document->fact_names.text[i]);
		fputs("</dt><dd>", out);
		kmend_format_html_text(out, document->facts.text[i]);
		fputs("</dd>\n", out);
	}
	if (document->facts.count)
		fputs("</dl>\n", out);
	notes(&document->notes, out);
	for (size_t i = 0; i < document->nsections; i++)
		section(document, &document->sections[i], out);
	fputs("</body>\n</html>\n", out);
	return 0;
}
