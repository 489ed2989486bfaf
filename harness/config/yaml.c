/*
 * libcyaml tells what is wrong as a log: an error, then a backtrace from the inside out with lines. The first error
 * and the first line are what a person needs, in words of ours (yaml_words.h).
 */
#include "harness/config/yaml.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yaml.h>

#include "harness/base/error.h"
#include "harness/base/safe.h"
#include "harness/config/scalars.h"
#include "harness/config/yaml_words.h"

struct complaint {
	char what[256];
	char field[64]; /* the innermost one of the backtrace; "": none */
	int line;
};

static void collect(cyaml_log_t level, void *context, const char *format, va_list args)
{
	struct complaint *complaint = context;
	char text[256];
	(void)level;
	vsnprintf(text, sizeof(text), format, args);
	text[strcspn(text, "\n")] = '\0';
	const char *line = strstr(text, "line: ");
	if (complaint->line == 0 && line)
		complaint->line = atoi(line + 6);
	const char *field = strstr(text, "in mapping field '");
	if (complaint->field[0] == '\0' && complaint->what[0] && field)
		snprintf(complaint->field, sizeof(complaint->field), "%.*s", (int)strcspn(field + 18, "'"), field + 18);
	const char *what = strncmp(text, "Load: ", 6) == 0 ? text + 6 : text;
	if (complaint->what[0] == '\0' && strncmp(what, "Backtrace", 9) != 0 && what[0] != ' ')
		snprintf(complaint->what, sizeof(complaint->what), "%s", what);
}

/* The first line of `key:`, at the top level or below a key. 1: there is none. */
static int find_inner_line(const char *text, const char *key)
{
	size_t length = strlen(key);
	int line = 1;
	for (const char *p = text; *p; line++) {
		const char *word = p + strspn(p, " \t"), *end = strchr(p, '\n');
		if (strncmp(word, key, length) == 0 && word[length] == ':')
			return line;
		if (!end)
			break;
		p = end + 1;
	}
	return 1;
}

/* The line where `key:` comes for the second time; 1: it does not. */
static int find_second_line(const char *text, const char *key)
{
	int first = find_inner_line(text, key), line = 1;
	const char *p = text;

	for (; line <= first && *p; line++) {
		const char *end = strchr(p, '\n');

		p = end ? end + 1 : p + strlen(p);
	}
	line = *p ? find_inner_line(p, key) : 1;
	return *p ? first + line : first;
}

int kmend_yaml_load(void **out, const cyaml_schema_value_t *schema, const char *path, const char *text, size_t size)
{
	struct complaint complaint = { "", "", 0 };
	const cyaml_config_t config = {
		.log_fn = collect,
		.log_ctx = &complaint,
		.mem_fn = cyaml_mem,
		.log_level = CYAML_LOG_ERROR,
		.flags = CYAML_CFG_DEFAULT,
	};
	*out = NULL;
	if (memchr(text, '\0', size))
		return kmend_error_as(KMEND_ERROR_INVALID, "%s:1: a NUL byte: this is not a YAML file", path);
	if (kmend_yaml_syntax_check(path, text, size) < 0)
		return -1;
	cyaml_err_t err = cyaml_load_data((const uint8_t *)text, size, &config, schema, out, NULL);
	if (err == CYAML_OK && *out) {
		if (kmend_yaml_scalars_check(schema, path, text, size) == 0)
			return 0;
		kmend_yaml_free(*out, schema);
		*out = NULL;
		return -1;
	}
	/* libcyaml names the line of the field before an unexpected key. */
	static const char twice[] = "Mapping field already seen: ";
	if (strncmp(complaint.what, twice, sizeof(twice) - 1) == 0)
		complaint.line = find_second_line(text, complaint.what + sizeof(twice) - 1);
	static const char unexpected[] = "Unexpected key: ";
	if (strncmp(complaint.what, unexpected, sizeof(unexpected) - 1) == 0) {
		int line = find_inner_line(text, complaint.what + sizeof(unexpected) - 1);
		complaint.line = line > 1 ? line : complaint.line;
	}
	const char *raw = complaint.what[0] ? complaint.what
		: err == CYAML_OK           ? "the file is empty"
					    : cyaml_strerror(err);
	char words[YAML_WORDS_MAX];
	yaml_words(words, raw, complaint.field[0] ? complaint.field : NULL, schema);
	char *what = kmend_safe_string(words, strlen(words), sizeof(words));
	kmend_error_as(KMEND_ERROR_INVALID, "%s:%d: %s", path, complaint.line > 0 ? complaint.line : 1,
		what ? what : "not valid");
	free(what);
	return -1;
}

void kmend_yaml_free(void *data, const cyaml_schema_value_t *schema)
{
	const cyaml_config_t config = { .mem_fn = cyaml_mem, .log_level = CYAML_LOG_ERROR };
	cyaml_free(&config, schema, data, 0);
}

/* What an event does to the depth. */
static int step_of(yaml_event_type_t type)
{
	if (type == YAML_MAPPING_START_EVENT || type == YAML_SEQUENCE_START_EVENT)
		return 1;
	return type == YAML_MAPPING_END_EVENT || type == YAML_SEQUENCE_END_EVENT ? -1 : 0;
}

static int is_key(const yaml_event_t *event, const char *key, size_t length)
{
	return event->type == YAML_SCALAR_EVENT && event->data.scalar.length == length &&
		memcmp(event->data.scalar.value, key, length) == 0;
}

/* 0: the top-level mapping has no such key. The parser is asked, not the text: a line of a quoted scalar can look like a key. */
static int find_line(const char *text, const char *key)
{
	size_t length = strlen(key);
	int line = 0, depth = 0, at_key = 1, over = 0;
	yaml_parser_t parser;
	yaml_event_t event;

	if (!yaml_parser_initialize(&parser))
		return 0;
	yaml_parser_set_input_string(&parser, (const unsigned char *)text, strlen(text));
	while (!over && !line && yaml_parser_parse(&parser, &event)) {
		int step = step_of(event.type),
		    node = step > 0 || event.type == YAML_SCALAR_EVENT || event.type == YAML_ALIAS_EVENT;

		if (depth == 1 && at_key && is_key(&event, key, length))
			line = (int)event.start_mark.line + 1;
		if (depth == 1 && node) /* keys and values take turns */
			at_key = !at_key;
		depth += step;
		over = event.type == YAML_STREAM_END_EVENT || event.type == YAML_DOCUMENT_END_EVENT;
		yaml_event_delete(&event);
	}
	yaml_parser_delete(&parser);
	return line;
}

int kmend_yaml_line(const char *text, const char *key)
{
	int line = find_line(text, key);
	return line ? line : 1;
}

int kmend_yaml_line_below(const char *text, const char *parent, const char *key)
{
	size_t length = strlen(key);
	int from = kmend_yaml_line(text, parent), line = 1;
	for (const char *p = text; *p; line++) {
		const char *word = p + strspn(p, " \t"), *end = strchr(p, '\n');
		if (line > from && word == p && *p != '\n' && *p != '#')
			break;
		if (line > from && strncmp(word, key, length) == 0 && word[length] == ':')
			return line;
		if (!end)
			break;
		p = end + 1;
	}
	return from;
}

int kmend_yaml_has(const char *text, const char *key)
{
	return find_line(text, key) != 0;
}

int kmend_yaml_complain(const char *path, const char *text, const char *key, const char *format, ...)
{
	char what[512];
	va_list args;
	va_start(args, format);
	vsnprintf(what, sizeof(what), format, args);
	va_end(args);
	char *safe = kmend_safe_string(what, strlen(what), sizeof(what));
	kmend_error_as(
		KMEND_ERROR_INVALID, "%s:%d: %s: %s", path, kmend_yaml_line(text, key), key, safe ? safe : "not valid");
	free(safe);
	return -1;
}
