#include "harness/config/machine_settings.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "harness/base/error.h"
#include "harness/base/file.h"

const struct kmend_machine_setting kmend_machine_setting_rows[] = {
#define KMEND_X(member, needed, shortest, longest, default_text, known, complaint, other) \
	{ .key = #member,                                                                 \
		.offset = offsetof(struct kmend_machine_settings, member),                \
		.fallback = (default_text),                                               \
		.words = (known),                                                         \
		.why = (complaint),                                                       \
		.check = (other) },
	KMEND_MACHINE_TEXTS(KMEND_X)
#undef KMEND_X
#define KMEND_X(member, needed, number, from, to, complaint)               \
	{ .key = #member,                                                  \
		.offset = offsetof(struct kmend_machine_settings, member), \
		.is_number = 1,                                            \
		.default_number = (number),                                \
		.least = (from),                                           \
		.most = (to),                                              \
		.why = (complaint) },
		KMEND_MACHINE_NUMBERS(KMEND_X)
#undef KMEND_X
			{ .key = NULL },
};

static char **text_of(const struct kmend_machine_settings *settings, const struct kmend_machine_setting *row)
{
	return (char **)((uintptr_t)settings + row->offset);
}

static uint32_t *number_of(const struct kmend_machine_settings *settings, const struct kmend_machine_setting *row)
{
	return (uint32_t *)((uintptr_t)settings + row->offset);
}

static int set_text(struct kmend_machine_settings *settings, const struct kmend_machine_setting *row, const char *text)
{
	char **member = text_of(settings, row), *copy = strdup(text);

	if (!copy)
		return kmend_error_memory();
	free(*member);
	*member = copy;
	return 0;
}

int kmend_machine_setting_default(struct kmend_machine_settings *settings, const struct kmend_machine_setting *row)
{
	if (!row->is_number)
		return *text_of(settings, row) || !row->fallback ? 0 : set_text(settings, row, row->fallback);
	if (!*number_of(settings, row))
		*number_of(settings, row) = row->default_number;
	return 0;
}

/* 1: `text` is one of the words. */
static int is_word(const char *text, const char *words)
{
	size_t size = strlen(text);

	for (const char *word = words; *word; word += strcspn(word, " "), word += *word == ' ')
		if (strcspn(word, " ") == size && !memcmp(word, text, size))
			return 1;
	return 0;
}

const char *kmend_machine_setting_wrong(
	const struct kmend_machine_settings *settings, const struct kmend_machine_setting *row)
{
	static char why[64];

	if (!row->is_number) {
		const char *text = *text_of(settings, row);

		if (text && row->words && !is_word(text, row->words))
			return row->why;
		return text && row->check ? row->check(text) : NULL;
	}
	if (*number_of(settings, row) >= row->least && *number_of(settings, row) <= row->most)
		return NULL;
	snprintf(why, sizeof why, "must be %" PRIu32 " to %" PRIu32, row->least, row->most);
	return row->why ? row->why : why;
}

char *kmend_machine_setting_text(const struct kmend_machine_settings *settings, const struct kmend_machine_setting *row)
{
	const char *text = row->is_number ? NULL : *text_of(settings, row);

	return row->is_number ? kmend_format("%" PRIu32, *number_of(settings, row)) : strdup(text ? text : "");
}

int kmend_machine_setting_parse(
	struct kmend_machine_settings *settings, const struct kmend_machine_setting *row, const char *text)
{
	const char *wrong;
	char *end;

	if (row->is_number) {
		unsigned long long number;

		errno = 0;
		number = strtoull(text, &end, 10);
		if (errno || *text < '0' || *text > '9' || *end || number > UINT32_MAX)
			return kmend_error("%s: '%.40s' is not a number", row->key, text);
		*number_of(settings, row) = (uint32_t)number;
	} else if (set_text(settings, row, text) < 0) {
		return -1;
	}
	wrong = kmend_machine_setting_wrong(settings, row);
	return wrong ? kmend_error("%s: %s", row->key, wrong) : 0;
}

void kmend_machine_settings_release(struct kmend_machine_settings *settings)
{
	for (const struct kmend_machine_setting *row = kmend_machine_setting_rows; row->key; row++)
		if (!row->is_number)
			free(*text_of(settings, row));
	*settings = (struct kmend_machine_settings){ 0 };
}
