#include "report/gate/rules.h"

#include <stdlib.h>
#include <string.h>

#include "harness/base/error.h"
#include "harness/base/file.h"
#include "harness/config/yaml.h"

#define FILE_MAX (64 << 10) /* bytes */

static const struct {
	const char *word, *key, *asks;
	double preset, low, high;
	enum kmend_gate_kind kind;
} rows[] = {
#define KMEND_X(upper, word, key, preset, low, high, kind, asks) { word, key, asks, preset, low, high, kind },
	KMEND_GATE_RULES(KMEND_X)
#undef KMEND_X
};

static const cyaml_schema_value_t word_entry = { CYAML_VALUE_STRING(CYAML_FLAG_POINTER, char, 1, 127) };

#define WORDS(key, member)                                                                                         \
	CYAML_FIELD_SEQUENCE_COUNT(key, CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL, struct kmend_gate_rules, member, \
		member##_count, &word_entry, 0, 64)

static const cyaml_schema_field_t fields[] = {
	CYAML_FIELD_FLOAT("level", CYAML_FLAG_OPTIONAL, struct kmend_gate_rules, level),
#define KMEND_X(upper, word, key, preset, low, high, kind, asks) \
	CYAML_FIELD_FLOAT(key, CYAML_FLAG_OPTIONAL, struct kmend_gate_rules, limits[KMEND_RULE_##upper]),
	KMEND_GATE_RULES(KMEND_X)
#undef KMEND_X
		WORDS("policies", policies),
	WORDS("crash_free", crash_free),
	WORDS("ignore", ignore),
	CYAML_FIELD_END,
};
static const cyaml_schema_value_t schema = { CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, struct kmend_gate_rules, fields) };

const char *kmend_gate_rule_word(enum kmend_gate_rule rule)
{
	return rows[rule].word;
}

const char *kmend_gate_rule_asks(enum kmend_gate_rule rule)
{
	return rows[rule].asks;
}

enum kmend_gate_kind kmend_gate_rule_kind(enum kmend_gate_rule rule)
{
	return rows[rule].kind;
}

void kmend_gate_rules_init(struct kmend_gate_rules *rules)
{
	*rules = (struct kmend_gate_rules){ .level = 0.05 };
	for (int i = 0; i < KMEND_RULE_COUNT; i++)
		rules->limits[i] = rows[i].preset;
}

#define COMPLAIN(key, ...) return kmend_yaml_complain(path, text, key, __VA_ARGS__)

/* What the file does not say keeps its preset: libcyaml leaves a zero there. */
static int read_limits(struct kmend_gate_rules *rules, const char *path, const char *text)
{
	struct kmend_gate_rules presets;

	kmend_gate_rules_init(&presets);
	if (!kmend_yaml_has(text, "level"))
		rules->level = presets.level;
	if (!(rules->level > 0 && rules->level <= 0.5))
		COMPLAIN("level", "must be above 0 and at most 0.5");
	for (int i = 0; i < KMEND_RULE_COUNT; i++) {
		if (!kmend_yaml_has(text, rows[i].key))
			rules->limits[i] = presets.limits[i];
		if (!(rules->limits[i] >= rows[i].low && rules->limits[i] <= rows[i].high))
			COMPLAIN(rows[i].key, "must be %g to %g", rows[i].low, rows[i].high);
		if (rows[i].kind == KMEND_GATE_COUNT && rules->limits[i] != (double)(uint64_t)rules->limits[i])
			COMPLAIN(rows[i].key, "must be a whole number");
	}
	return 0;
}

static int is_in(char **list, uint64_t count, const char *word)
{
	for (uint64_t i = 0; i < count; i++)
		if (strcmp(list[i], word) == 0)
			return 1;
	return 0;
}

static int read_ignored(struct kmend_gate_rules *rules, const char *path, const char *text)
{
	for (uint64_t k = 0; k < rules->ignore_count; k++) {
		int i = 0;

		while (i < KMEND_RULE_COUNT && strcmp(rows[i].word, rules->ignore[k]) != 0)
			i++;
		if (i == KMEND_RULE_COUNT)
			COMPLAIN("ignore", "'%.40s' is no rule", rules->ignore[k]);
		if (rows[i].kind == KMEND_GATE_CONDITION)
			COMPLAIN("ignore", "'%s' cannot be ignored: without it the numbers decide nothing",
				rows[i].word);
		rules->ignored[i] = 1;
	}
	for (uint64_t k = 0; k < rules->policies_count; k++)
		if (is_in(rules->policies, k, rules->policies[k]))
			COMPLAIN("policies", "'%.40s' is there twice", rules->policies[k]);
	return 0;
}

/* A file of comments alone is a file of presets. */
static int is_bare(const char *text)
{
	for (const char *line = text; *line;) {
		const char *word = line + strspn(line, " \t\r"), *end = strchr(line, '\n');

		if (*word != '\0' && *word != '\n' && *word != '#' && strncmp(word, "---", 3) != 0)
			return 0;
		if (!end)
			break;
		line = end + 1;
	}
	return 1;
}

/* Unlike libcyaml's own, freed by kmend_gate_rules_free() all the same: its lists are empty. */
static int load_bare(struct kmend_gate_rules **out)
{
	*out = calloc(1, sizeof(**out));
	return *out ? 0 : kmend_error_memory();
}

int kmend_gate_rules_load(struct kmend_gate_rules **out, const char *path)
{
	struct kmend_buf text = KMEND_BUF_INIT;
	void *data = NULL;
	int result = -1;

	*out = NULL;
	if (kmend_file_read(&text, path, FILE_MAX) == 0) {
		const char *words = text.data ? text.data : "";

		result = text.size == strlen(words) && is_bare(words)
			? load_bare(out)
			: kmend_yaml_load(&data, &schema, path, words, text.size);
		if (data)
			*out = data;
		if (result == 0)
			result = read_limits(*out, path, words) < 0 ? -1 : read_ignored(*out, path, words);
	}
	if (result < 0) {
		kmend_gate_rules_free(*out);
		*out = NULL;
	}
	kmend_buf_release(&text);
	return result;
}

void kmend_gate_rules_free(struct kmend_gate_rules *rules)
{
	if (rules)
		kmend_yaml_free(rules, &schema);
}

int kmend_gate_rules_has_policy(const struct kmend_gate_rules *rules, const char *policy)
{
	return !rules->policies_count || is_in(rules->policies, rules->policies_count, policy);
}

int kmend_gate_rules_is_crash_free(const struct kmend_gate_rules *rules, const char *policy)
{
	return is_in(rules->crash_free, rules->crash_free_count, policy);
}
