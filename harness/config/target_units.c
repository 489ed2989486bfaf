#include "harness/config/target_units.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "harness/base/buf.h"
#include "harness/config/yaml.h"

#define COMPONENT_MAX 15 /* characters, as in the site table */
#define OWN_COMPONENT "kernel"

/* NULL: the list that is read line by line can hold it. */
static const char *pattern_wrong(const char *pattern)
{
	for (const char *c = pattern; *c; c++)
		if (*c <= ' ' || *c > '~' || *c == '#')
			return "must be printable characters without blanks and #";
	return *pattern == '/' ? "must be relative, as the units of `kmend sites` are" : NULL;
}

static const char *component_wrong(const char *entry)
{
	size_t size = strcspn(entry, ":");

	for (size_t i = 0; i < size; i++)
		if (!isalnum((unsigned char)entry[i]) && !strchr("_-.", entry[i]))
			return "must be name or name:pattern, the name of letters, digits, dots, dashes and "
			       "underscores";
	if (!size || size > COMPONENT_MAX)
		return "must have a name of 1 to 15 characters";
	if (!entry[size])
		return NULL;
	return entry[size + 1] ? pattern_wrong(entry + size + 1) : "must have a pattern after the colon";
}

static int check_list(const char *path, const char *text, const char *key, char *const *list, uint64_t count,
	const char *(*wrong)(const char *))
{
	for (uint64_t i = 0; i < count; i++) {
		const char *why = wrong(list[i]);

		if (why)
			return kmend_yaml_complain(path, text, key, "'%.60s' %s", list[i], why);
	}
	return 0;
}

/* With glue the kernel's own build decides all that. */
static int check_glue(const struct kmend_target *target, const char *path, const char *text)
{
	static const char words[] = "only for a kernel without glue (`console:`); one with glue says so in its build";

	if (target->console_texts)
		return 0;
	if (target->units_count || target->exclude_count)
		return kmend_yaml_complain(path, text, target->units_count ? "units" : "exclude", words);
	for (uint64_t i = 0; i < target->components_count; i++)
		if (strchr(target->components[i], ':'))
			return kmend_yaml_complain(path, text, "components", "patterns are %s", words);
	return 0;
}

int kmend_target_units_check(const struct kmend_target *target, const char *path, const char *text)
{
	return check_glue(target, path, text) < 0 ||
			check_list(path, text, "units", target->units, target->units_count, pattern_wrong) < 0 ||
			check_list(path, text, "exclude", target->exclude, target->exclude_count, pattern_wrong) < 0 ||
			check_list(path, text, "components", target->components, target->components_count,
				component_wrong) < 0
		? -1
		: 0;
}

static int add_line(struct kmend_buf *list, const char *word, const char *pattern)
{
	size_t size = strlen(pattern);

	return kmend_buf_printf(list, "%s %s%s\n", word, pattern, size && pattern[size - 1] == '/' ? "*" : "");
}

char *kmend_target_units_list(const struct kmend_target *target)
{
	struct kmend_buf list = KMEND_BUF_INIT;
	int result = kmend_buf_append(&list, "", 0);

	if (!target->units_count && target->exclude_count)
		result |= add_line(&list, OWN_COMPONENT, "*");
	for (uint64_t i = 0; i < target->units_count; i++)
		result |= add_line(&list, OWN_COMPONENT, target->units[i]);
	for (uint64_t i = 0; i < target->exclude_count; i++)
		result |= add_line(&list, "-", target->exclude[i]);
	if (result)
		kmend_buf_release(&list);
	return list.data;
}
