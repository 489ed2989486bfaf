#include "harness/config/yaml_words.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define KEY_MAX 64
#define NEAR 2u /* changed characters between a key and one that was meant */

/* ---- a key that was meant ------------------------------------------------------------------------------------- */

static unsigned least(unsigned a, unsigned b)
{
	return a < b ? a : b;
}

/* Characters to change, add or leave out. */
static unsigned distance(const char *a, const char *b)
{
	size_t m = strnlen(a, KEY_MAX), n = strnlen(b, KEY_MAX);
	unsigned row[KEY_MAX + 1];

	for (size_t k = 0; k <= n; k++)
		row[k] = (unsigned)k;
	for (size_t i = 1; i <= m; i++) {
		unsigned corner = row[0];

		row[0] = (unsigned)i;
		for (size_t k = 1; k <= n; k++) {
			unsigned above = row[k];

			row[k] = least(least(row[k - 1], above) + 1, corner + (a[i - 1] != b[k - 1]));
			corner = above;
		}
	}
	return row[n];
}

static int is_mapping(const cyaml_schema_value_t *value)
{
	return value->type == CYAML_MAPPING;
}

/* The nearest key of the mapping and of those in it. */
static void find_near(const cyaml_schema_value_t *schema, const char *key, const char **best, unsigned *far)
{
	if (!is_mapping(schema))
		return;
	for (const cyaml_schema_field_t *field = schema->mapping.fields; field->key; field++) {
		size_t size = strlen(key);
		unsigned here = size > 2 && strncmp(field->key, key, size) == 0 ? 1 : distance(key, field->key);

		if (here < *far) {
			*far = here;
			*best = field->key;
		}
		find_near(&field->value, key, best, far);
	}
}

static void unknown_key(char out[YAML_WORDS_MAX], const char *key, const cyaml_schema_value_t *schema)
{
	unsigned far = strlen(key) > 2 ? NEAR + 1 : NEAR;
	const char *best = NULL;
	size_t used;

	find_near(schema, key, &best, &far);
	used = (size_t)snprintf(out, YAML_WORDS_MAX, "unknown key '%.60s'", key);
	if (best)
		snprintf(out + used, YAML_WORDS_MAX - used, "; did you mean '%s'?", best);
}

/* ---- values --------------------------------------------------------------------------------------------------- */

struct word {
	const char *theirs, *ours;
};

static const char *find(const struct word *words, const char *text, const char *otherwise)
{
	for (; words->theirs; words++)
		if (strncmp(text, words->theirs, strlen(words->theirs)) == 0)
			return words->ours;
	return otherwise;
}

static void wrong_kind(char out[YAML_WORDS_MAX], const char *raw, const char *field)
{
	static const struct word wanted[] = { { "STRING", "a text" }, { "SEQUENCE", "a list, as in [one, two]," },
		{ "MAPPING", "keys with values (`key: value`)" }, { "UINT", "a whole number" },
		{ "FLOAT", "a decimal number" }, { "BOOL", "true or false" }, { NULL, NULL } };
	static const struct word seen[] = { { "SEQUENCE", "a list" }, { "MAPPING", "a mapping" },
		{ "SCALAR", "a single value" }, { NULL, NULL } };
	const char *got = strstr(raw, "got event: ");
	const char *what = got ? find(seen, got + 11, "something else") : "something else";
	const char *want = find(wanted, raw, "something else");
	int quotes = strncmp(raw, "STRING", 6) == 0 && got && strncmp(got + 11, "SCALAR", 6) != 0;

	snprintf(out, YAML_WORDS_MAX, "%.60s%s%s is expected here, not %s%s", field ? field : "", field ? ": " : "",
		want, what, quotes ? "; a text that begins with { or [ needs quotes" : "");
}

static int is_digits(const char *text)
{
	size_t digits = strspn(text, "0123456789");

	return digits && (!text[digits] || text[digits] == '\'');
}

static void wrong_number(char out[YAML_WORDS_MAX], const char *raw, const char *field)
{
	const char *value = strstr(raw, "value: ");

	value = value ? value + 7 : "";
	value += *value == '\'';
	snprintf(out, YAML_WORDS_MAX, "%.60s%s'%.*s' is %s", field ? field : "", field ? ": " : "",
		(int)strnlen(value, 60) - (strchr(value, '\'') != NULL), value,
		is_digits(value)                       ? "too large"
			: strstr(raw, "FLOAT") != NULL ? "not a decimal number"
						       : "not a whole number");
}

static void wrong_length(char out[YAML_WORDS_MAX], const char *raw, const char *field)
{
	unsigned long limit = strtoul(raw + strcspn(raw, "0123456789"), NULL, 10);

	if (strchr(raw, '<'))
		snprintf(out, YAML_WORDS_MAX, "%.60s%smust not be empty", field ? field : "", field ? ": " : "");
	else
		snprintf(out, YAML_WORDS_MAX, "%.60s%slonger than %lu characters", field ? field : "",
			field ? ": " : "", limit);
}

static const char *after(const char *raw, const char *prefix)
{
	size_t size = strlen(prefix);

	return strncmp(raw, prefix, size) == 0 ? raw + size : NULL;
}

void yaml_words(char out[YAML_WORDS_MAX], const char *raw, const char *field, const cyaml_schema_value_t *schema)
{
	const char *rest;

	if ((rest = after(raw, "Unexpected key: ")))
		unknown_key(out, rest, schema);
	else if ((rest = after(raw, "Missing required mapping field: ")))
		snprintf(out, YAML_WORDS_MAX, "the key '%.60s' is needed, and missing", rest);
	else if ((rest = after(raw, "Mapping field already seen: ")))
		snprintf(out, YAML_WORDS_MAX, "the key '%.60s' is there twice", rest);
	else if ((rest = after(raw, "Expecting ")))
		wrong_kind(out, rest, field);
	else if (after(raw, "Invalid UINT") || after(raw, "Invalid INT") || after(raw, "Invalid uint64_t") ||
		after(raw, "Invalid FLOAT"))
		wrong_number(out, raw, field);
	else if ((rest = after(raw, "STRING length ")))
		wrong_length(out, rest, field);
	else if ((rest = after(raw, "No anchor found for alias: ")))
		snprintf(out, YAML_WORDS_MAX, "there is no &%.*s; a text that begins with * needs quotes",
			(int)strcspn(rest + 1, "'") % 61, rest + 1);
	else if ((rest = after(raw, "Excessive entries ")))
		snprintf(out, YAML_WORDS_MAX, "%.60s%stoo many entries in the list", field ? field : "",
			field ? ": " : "");
	else
		snprintf(out, YAML_WORDS_MAX, "%.60s%s%.200s", field ? field : "", field ? ": " : "", raw);
}

/* ---- the YAML itself ------------------------------------------------------------------------------------------ */

const char *yaml_syntax_words(const char *problem)
{
	static const struct word words[] = {
		{ "mapping values are not allowed",
			"a `: ` where none can be: a value that holds one needs quotes, and the keys of one level "
			"begin in the same column" },
		{ "found a tab character", "a tab in front of the text: YAML wants blanks there" },
		{ "found character that cannot start any token",
			"a value cannot begin with this character: put it in quotes, and use no tabs" },
		{ "found unexpected end of stream", "a quote is not closed" },
		{ "found unexpected document indicator", "a quote is not closed before the `---`" },
		{ "did not find expected ',' or ']'", "a list is not closed: `,` or `]` is expected" },
		{ "did not find expected ',' or '}'", "a mapping is not closed: `,` or `}` is expected" },
		{ "did not find expected key",
			"a key is expected here: is the line indented as those above it, and is every quote closed?" },
		{ "did not find expected '-' indicator",
			"an entry of the list (`- ...`) is expected here: is the line indented as those above it?" },
		{ "did not find expected node content", "a value is missing: is every list and mapping closed?" },
		{ "could not find expected ':'", "a `:` is expected after the key" },
		{ "found unknown escape character",
			"an unknown escape in double quotes: write expressions with \\ in single quotes" },
		{ "invalid", "not a text in UTF-8" },
		{ "control characters", "a control character: this is not a text" },
		{ NULL, NULL },
	};

	return find(words, problem ? problem : "", "not valid YAML");
}
