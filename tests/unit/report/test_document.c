/* Documents apart from results: several tables, notes and a chart in every format. */
#include <criterion/criterion.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "harness/base/error.h"
#include "report/format.h"

#define EVIL "<b>&|_*`x`\xe2\x80\xae\x1b[2J"

static struct kmend_document document;

static void chart(struct kmend_chart *chart)
{
	kmend_chart_init(chart, KMEND_CHART_STACKED, "c", "Chart " EVIL, "share");
	kmend_chart_series(chart, "up", kmend_chart_style(0));
	kmend_chart_series(chart, EVIL, kmend_chart_style(1));
	for (int i = 0; i < 3; i++) {
		kmend_chart_bar(chart, EVIL, "n = 3", i < 2 ? "first" : "second");
		kmend_chart_value(chart, 25, 10, 40);
		kmend_chart_exact(chart, 50);
	}
}

static void fill(void)
{
	struct kmend_section *section;

	kmend_document_init(&document, "Two tables");
	kmend_document_fact(&document, "from", EVIL);
	kmend_document_fact(&document, "nothing", "");
	section = kmend_document_section(&document, "one", "The first");
	kmend_table_init(&section->table, "name|>count");
	kmend_table_cell(&section->table, "a");
	kmend_table_cell(&section->table, "%d", 7);
	kmend_section_note(section, "said %s", "once");
	kmend_section_note(section, "of the first");
	chart(&section->chart);
	section = kmend_document_section(&document, "two", "The second");
	kmend_table_init(&section->table, "name|>rate");
	kmend_table_cell(&section->table, EVIL);
	kmend_table_cell(&section->table, "0.5");
	kmend_section_note(section, "said once");
	kmend_section_note(section, "of the second");
	kmend_document_say_once(&document);
	kmend_document_note(&document, "at the end");
}

static void end(void)
{
	kmend_document_release(&document);
}

TestSuite(document, .init = fill, .fini = end);

static char *written(enum kmend_format format)
{
	char *text = NULL;
	size_t size;
	FILE *out = open_memstream(&text, &size);

	cr_expect_eq(kmend_document_write(&document, format, out), 0, "%s", kmend_error_text());
	fclose(out);
	cr_expect_null(strchr(text, '\x1b'));
	cr_expect_null(strstr(text, "\xe2\x80\xae"));
	return text;
}

/* The parts stand in this order; NULL ends them. */
static void in_order(const char *text, const char *const *parts)
{
	const char *at = text;

	for (; *parts; parts++) {
		const char *found = strstr(at, *parts);

		cr_assert_not_null(found, "no '%s' where it should be in:\n%s", *parts, text);
		at = found + strlen(*parts);
	}
}

Test(document, text)
{
	char *text = written(KMEND_FORMAT_TEXT);

	in_order(text,
		(const char *[]){
			"Two tables\nfrom <b>&|_*`x`\\xE2\\x80\\xAE\\x1B[2J, nothing unknown\n\nThe first\n\n",
			"name  count\n----  -----\na         7\n\nsaid once\nof the first\n\nThe second\n\n",
			"0.5\n\nof the second\n", "\nat the end\n", NULL });
	free(text);
}

Test(document, markdown)
{
	char *text = written(KMEND_FORMAT_MARKDOWN);

	in_order(text,
		(const char *[]){ "### Two tables\n\nfrom \\<b\\>\\&\\|\\_\\*\\`x\\`", "\n\n#### The first\n\n",
			"| name | count |\n| ---- | ----: |\n| a    |     7 |\n\nsaid once  \nof the first\n",
			"#### The second", NULL });
	free(text);
}

Test(document, latex)
{
	char *text = written(KMEND_FORMAT_LATEX);

	in_order(text,
		(const char *[]){ "\\caption{The first}", "a & 7 \\\\", "said once\\par", "\\end{table}",
			"\\caption{The second}",
			"\\textless{}b\\textgreater{}\\&\\textbar{}\\_{*}\\textasciigrave{}x\\textasciigrave{}"
			"\\textbackslash{}xE2",
			"at the end\\par", "\\end{table}", NULL });
	free(text);
	kmend_document_note(&document, "a--b");
	text = written(KMEND_FORMAT_LATEX);
	cr_expect_not_null(strstr(text, "a-{}-b"));
	free(text);
}

Test(document, html_with_its_chart)
{
	char *text = written(KMEND_FORMAT_HTML);

	in_order(text,
		(const char *[]){ "<h1>Two tables</h1>", "<dt>from</dt><dd>&lt;b&gt;&amp;", "at the end",
			"<h2>The first</h2>", "<svg ", "Chart &lt;b&gt;", "url(#c-0)", "<title>&lt;b&gt;",
			"class=\"interval\"", ">first</text>", "</svg>", "<td class=\"n\">7</td>",
			"<h2>The second</h2>", "</html>", NULL });
	cr_expect_null(strstr(text, "<b>"));
	free(text);
}

Test(document, json_of_several_tables)
{
	char *text = written(KMEND_FORMAT_JSON);
	json_t *json = json_loads(text, 0, NULL), *one, *two;

	cr_assert_not_null(json, "%s", text);
	cr_expect_str_eq(json_string_value(json_object_get(json, "title")), "Two tables");
	cr_expect_str_eq(json_string_value(json_object_get(json_object_get(json, "facts"), "nothing")), "unknown");
	one = json_array_get(json_object_get(json, "sections"), 0);
	two = json_array_get(json_object_get(json, "sections"), 1);
	cr_expect_str_eq(json_string_value(json_object_get(one, "name")), "one");
	cr_expect_eq(json_integer_value(json_object_get(json_array_get(json_object_get(one, "rows"), 0), "count")), 7);
	cr_expect_eq(json_real_value(json_object_get(json_array_get(json_object_get(two, "rows"), 0), "rate")), 0.5);
	cr_expect_eq(json_array_size(json_object_get(two, "notes")), 1);
	json_decref(json);
	free(text);
}

Test(document, csv_of_several_tables_is_refused)
{
	cr_expect_eq(kmend_document_write(&document, KMEND_FORMAT_CSV, stderr), -1);
	cr_expect_eq(kmend_error_code(), KMEND_ERROR_USAGE);
	cr_expect_not_null(strstr(kmend_error_text(), "one, two"), "%s", kmend_error_text());
}

Test(document, what_could_not_be_filled_is_not_written)
{
	document.sections[1].table.failed = 1;
	for (enum kmend_format format = 0; format < KMEND_FORMAT_COUNT; format++) {
		cr_expect_eq(kmend_document_write(&document, format, stderr), -1);
		cr_expect_eq(kmend_error_code(), KMEND_ERROR_NO_MEMORY);
	}
}

static int close_to(double a, double b)
{
	return a - b < 1e-9 && b - a < 1e-9;
}

Test(document, places_of_a_chart)
{
	const struct kmend_chart *one = &document.sections[0].chart;
	struct kmend_chart_box box = kmend_chart_box(one, 2, 1);

	cr_expect(close_to(kmend_chart_place(one, 1), 1));
	cr_expect(close_to(kmend_chart_place(one, 2), 3), "a gap between two groups");
	cr_expect(close_to(kmend_chart_width(one), 4));
	cr_expect_eq(kmend_chart_group_end(one, 0), 1);
	cr_expect(close_to(box.y0, 25) && close_to(box.y1, 75), "one upon the other");
	cr_expect_not(box.has_interval);
	box = kmend_chart_box(one, 0, 0);
	cr_expect(box.has_interval && close_to(box.low, 10) && close_to(box.high, 40));
	cr_expect(box.x0 < box.x && box.x < box.x1);
	cr_expect(kmend_chart_has_number(one, 0, 0));
}
