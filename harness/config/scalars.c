/*
 * libcyaml converts by strtoul and takes what comes out: `sample: 1e3` would be 1, `sample: 10 sites` 10, `oracle: maybe`
 * true. Here every value is read a second time, as text, and has to look like its type. Texts must not hold control
 * characters: they become file names, arguments and lines of reports.
 */
#include "harness/config/scalars.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <yaml.h>

#include "harness/base/error.h"
#include "harness/base/safe.h"
#include "harness/config/yaml_words.h"

static const char *text_of(const yaml_node_t *node)
{
	return node->type == YAML_SCALAR_NODE ? (const char *)node->data.scalar.value : "";
}

static int is_number(const char *text)
{
	size_t digits = strspn(text, "0123456789");

	return digits && !text[digits] && (text[0] != '0' || digits == 1);
}

static int is_decimal(const char *text)
{
	char *end;

	return strspn(text, "0123456789.") == strlen(text) && isfinite(strtod(text, &end)) && *text && !*end;
}

static int is_truth(const char *text)
{
	return strcmp(text, "true") == 0 || strcmp(text, "false") == 0;
}

static int is_printable(const yaml_node_t *node)
{
	if (node->type == YAML_SCALAR_NODE)
		for (size_t i = 0; i < node->data.scalar.length; i++)
			if (node->data.scalar.value[i] < 0x20 || node->data.scalar.value[i] == 0x7f)
				return 0;
	return 1;
}

/* What the value should have been, or NULL when it is fine. */
static const char *expected(const cyaml_schema_value_t *schema, const yaml_node_t *node)
{
	int plain = node->type == YAML_SCALAR_NODE && node->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;

	switch (schema->type) {
	case CYAML_UINT:
		return plain && is_number(text_of(node)) ? NULL : "a whole number";
	case CYAML_FLOAT:
		return plain && is_decimal(text_of(node)) ? NULL : "a decimal number";
	case CYAML_BOOL:
		return plain && is_truth(text_of(node)) ? NULL : "true or false";
	default:
		return is_printable(node) ? NULL : "a text without control characters";
	}
}

static int complain(const char *path, const yaml_node_t *value, const char *key, const char *want)
{
	char *name = kmend_safe_string(key, strlen(key), 40),
	     *got = kmend_safe_string(text_of(value), strlen(text_of(value)), 40);

	kmend_error_as(KMEND_ERROR_INVALID, "%s:%zu: %s: '%s' is not %s", path, value->start_mark.line + 1,
		name ? name : "", got ? got : "", want);
	free(name);
	free(got);
	return -1;
}

static const cyaml_schema_field_t *find_field(const cyaml_schema_value_t *schema, const char *key);

static int check_value(const cyaml_schema_value_t *schema, yaml_document_t *document, const char *path, const char *key,
	const yaml_node_t *value)
{
	const char *want;

	if (value->type == YAML_SEQUENCE_NODE) {
		for (yaml_node_item_t *item = value->data.sequence.items.start; item < value->data.sequence.items.top;
			item++) {
			const yaml_node_t *entry = yaml_document_get_node(document, *item);

			if (!is_printable(entry))
				return complain(path, entry, key, "a text without control characters");
		}
		return 0;
	}
	if (value->type == YAML_MAPPING_NODE && schema->type == CYAML_MAPPING) {
		for (yaml_node_pair_t *pair = value->data.mapping.pairs.start; pair < value->data.mapping.pairs.top;
			pair++) {
			const char *inner = text_of(yaml_document_get_node(document, pair->key));
			const cyaml_schema_field_t *field = find_field(schema, inner);

			if (field &&
				check_value(&field->value, document, path, inner,
					yaml_document_get_node(document, pair->value)))
				return -1;
		}
		return 0;
	}
	want = expected(schema, value);
	return want ? complain(path, value, key, want) : 0;
}

static const cyaml_schema_field_t *find_field(const cyaml_schema_value_t *schema, const char *key)
{
	for (const cyaml_schema_field_t *field = schema->mapping.fields; field->key; field++)
		if (strcmp(field->key, key) == 0)
			return field;
	return NULL;
}

static int check_document(const cyaml_schema_value_t *schema, yaml_document_t *document, const char *path)
{
	yaml_node_t *root = yaml_document_get_root_node(document);

	if (!root || root->type != YAML_MAPPING_NODE)
		return 0; /* libcyaml has refused it */
	for (yaml_node_pair_t *pair = root->data.mapping.pairs.start; pair < root->data.mapping.pairs.top; pair++) {
		const char *key = text_of(yaml_document_get_node(document, pair->key));
		const cyaml_schema_field_t *field = find_field(schema, key);

		if (field &&
			check_value(&field->value, document, path, key, yaml_document_get_node(document, pair->value)))
			return -1;
	}
	return 0;
}

/* After the first document there must be nothing. */
static int check_end(yaml_parser_t *parser, const char *path)
{
	yaml_document_t document;
	yaml_node_t *root;
	size_t line = 0;

	if (!yaml_parser_load(parser, &document))
		return kmend_error_as(KMEND_ERROR_INVALID, "%s:%zu: %s", path, parser->problem_mark.line + 1,
			"not valid YAML after the first document");
	root = yaml_document_get_root_node(&document);
	line = root ? root->start_mark.line + 1 : 0;
	yaml_document_delete(&document);
	return root ? kmend_error_as(KMEND_ERROR_INVALID, "%s:%zu: a second document in the file", path, line) : 0;
}

int kmend_yaml_scalars_check(const cyaml_schema_value_t *schema, const char *path, const char *text, size_t size)
{
	yaml_document_t document;
	yaml_parser_t parser;
	int result;

	if (!yaml_parser_initialize(&parser))
		return kmend_error_memory();
	yaml_parser_set_input_string(&parser, (const unsigned char *)text, size);
	if (!yaml_parser_load(&parser, &document)) {
		result = kmend_error_as(
			KMEND_ERROR_INVALID, "%s:%zu: not valid YAML", path, parser.problem_mark.line + 1);
	} else {
		result = check_document(schema, &document, path);
		yaml_document_delete(&document);
		if (result == 0)
			result = check_end(&parser, path);
	}
	yaml_parser_delete(&parser);
	return result;
}

/* Lines of the text: what is missing at its end is missing in the last one. */
static size_t count_lines(const char *text, size_t size)
{
	size_t count = size && text[size - 1] != '\n';

	for (size_t i = 0; i < size; i++)
		count += text[i] == '\n';
	return count;
}

int kmend_yaml_syntax_check(const char *path, const char *text, size_t size)
{
	yaml_parser_t parser;
	yaml_event_t event;
	int type = YAML_NO_EVENT, good = 1;

	if (!yaml_parser_initialize(&parser))
		return kmend_error_memory();
	yaml_parser_set_input_string(&parser, (const unsigned char *)text, size);
	while (good && type != YAML_STREAM_END_EVENT) {
		good = yaml_parser_parse(&parser, &event);
		if (!good)
			break;
		type = event.type;
		yaml_event_delete(&event);
	}
	if (!good) {
		/* What is not closed is best looked for where it began. */
		int is_open = parser.problem && strstr(parser.problem, "unexpected end of stream") && parser.context;
		size_t line = is_open ? parser.context_mark.line : parser.problem_mark.line;
		size_t last = count_lines(text, size);

		kmend_error_as(KMEND_ERROR_INVALID, "%s:%zu: %s", path, line < last ? line + 1 : last,
			yaml_syntax_words(parser.problem));
	}
	yaml_parser_delete(&parser);
	return good ? 0 : -1;
}
