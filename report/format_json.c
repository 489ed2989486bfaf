/* A document as JSON: of one table an array with an object for each row; of several an object with all that is said. */
#include <jansson.h>
#include <stdlib.h>

#include "harness/base/error.h"
#include "report/format.h"

static json_t *cell(const char *text, enum kmend_align align)
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

static json_t *rows(const struct kmend_table *table)
{
	json_t *list = json_array();

	for (size_t row = 1; row <= table->nrows; row++) {
		json_t *object = json_object();

		for (size_t c = 0; c < table->ncolumns; c++)
			json_object_set_new(
				object, table->heads[c], cell(kmend_table_text(table, row, c), table->align[c]));
		json_array_append_new(list, object);
	}
	return list;
}

static json_t *texts(const struct kmend_texts *texts)
{
	json_t *list = json_array();

	for (size_t i = 0; i < texts->count; i++)
		json_array_append_new(list, json_string(texts->text[i]));
	return list;
}

static json_t *whole(const struct kmend_document *document)
{
	json_t *facts = json_object(), *sections = json_array();

	for (size_t i = 0; i < document->facts.count; i++)
		json_object_set_new(facts, document->fact_names.text[i], json_string(document->facts.text[i]));
	for (size_t i = 0; i < document->nsections; i++) {
		const struct kmend_section *section = &document->sections[i];

		json_array_append_new(sections,
			json_pack("{s:s, s:s, s:o, s:o}", "name", section->name, "title", section->title, "rows",
				rows(&section->table), "notes", texts(&section->notes)));
	}
	return json_pack("{s:s, s:o, s:o, s:o}", "title", document->title, "facts", facts, "sections", sections,
		"notes", texts(&document->notes));
}

int kmend_format_json(const struct kmend_document *document, FILE *out)
{
	json_t *json = document->nsections == 1 ? rows(&document->sections[0].table) : whole(document);
	int result = 0;

	if (!json || json_dumpf(json, out, JSON_INDENT(1) | JSON_ENSURE_ASCII | JSON_REAL_PRECISION(10)) < 0)
		result = kmend_error_as(KMEND_ERROR_NO_MEMORY, "the report cannot be written as JSON");
	fputc('\n', out);
	json_decref(json);
	return result;
}
