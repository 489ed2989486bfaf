/* Does a text begin as a headline does? One pass over the text for each headline: no backtracking. */
#include <stdio.h>
#include <string.h>

#include "harness/outcome/frame.h"
#include "harness/outcome/report.h"
#include "harness/outcome/words.h"

#define FILE_NAME "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./+-"

/* What a kernel puts before its headlines; the report is the same without. */
static const char *const lead_ins[] = { "Oops: ", "watchdog: ", "NMI watchdog: ", "rcu: ", "traps: ", "[ ",
	"WARNING: ", "INFO: ", "BUG: " };

static const struct report_family *const families[] = {
#define KMEND_X(name) &report_##name,
	KMEND_REPORT_FAMILIES(KMEND_X)
#undef KMEND_X
};

/* The literal of a template up to its next field. */
static size_t literal_size(const char *template)
{
	return strcspn(template, "{*");
}

/* Where the literal that comes next stands in the text; its end when there is none. NULL: nowhere. */
static const char *find_literal(const char *template, const char *text)
{
	char literal[64];
	size_t size = literal_size(template);

	if (!size)
		return text + strlen(text);
	if (size >= sizeof literal)
		return NULL;
	memcpy(literal, template, size);
	literal[size] = 0;
	return strstr(text, literal);
}

/* FILE:LINE at TEXT, as the kernel was compiled with it. */
static void take_file(struct report_match *match, const char *text)
{
	size_t length;
	uint32_t line = 0;

	while (strncmp(text, "./", 2) == 0)
		text += 2;
	length = strspn(text, FILE_NAME);
	if (text[length] != ':' || !length || length >= sizeof match->file)
		return;
	for (const char *c = text + length + 1; *c >= '0' && *c <= '9' && line < 100000000; c++)
		line = line * 10 + (uint32_t)(*c - '0');
	memcpy(match->file, text, length);
	match->file[length] = 0;
	if (!line || strstr(match->file, ".."))
		match->file[0] = 0;
	match->line = match->file[0] ? line : 0;
}

/* The bytes of FILE:LINE at TEXT, and of what stands there instead. */
static size_t file_size(const char *text)
{
	size_t size = strspn(text, FILE_NAME);

	return text[size] == ':' ? size + 1 + strspn(text + size + 1, "0123456789") : size;
}

/* One field, TEMPLATE after it; NULL: the text has something else there. */
static const char *take_field(struct report_match *match, const char *field, const char *template, const char *text)
{
	uint64_t address = 0;
	const char *end;

	if (strncmp(field, "{cause}", 7) == 0) {
		end = find_literal(template, text);
		if (!end)
			return NULL;
		words_put(match->cause, sizeof match->cause, text, (size_t)(end - text));
		return match->cause[0] ? end : NULL;
	}
	if (strncmp(field, "{reason}", 8) == 0) {
		end = text + strcspn(text, "!:");
		words_put(match->cause, sizeof match->cause, text, (size_t)(end - text));
		return end;
	}
	if (strncmp(field, "{at}", 4) == 0) {
		text = frame_skip_addresses(text, &address);
		if (!frame_parse_name(&match->at, text))
			match->at = (struct kmend_crash_frame){ .address = address };
		return text + strcspn(text, " ,;)");
	}
	if (strncmp(field, "{file}", 6) == 0) {
		take_file(match, text);
		return text + file_size(text);
	}
	if (strncmp(field, "{hex}", 5) == 0) {
		end = text + strspn(text, "0123456789abcdefABCDEF");
		return end == text ? NULL : end;
	}
	end = text + strcspn(text, " "); /* {word} */
	return end == text ? NULL : end;
}

int report_match_text(struct report_match *match, const char *template, const char *text)
{
	if (strncmp(text, template, literal_size(template)) != 0)
		return 0;
	memset(match, 0, sizeof *match);
	for (;;) {
		size_t size = literal_size(template);
		const char *field;

		if (strncmp(text, template, size) != 0)
			return 0;
		template += size;
		text += size;
		if (!*template)
			return 1;
		field = template;
		template += *field == '*' ? 1 : strcspn(template, "}") + 1;
		text = *field == '*' ? find_literal(template, text) : take_field(match, field, template, text);
		if (!text)
			return 0;
	}
}

/* The cause as the headline's row has it, with the words that the text has. */
static void set_cause(struct report_match *match, const char *cause)
{
	char words[KMEND_CRASH_CAUSE];
	size_t before = strcspn(cause, "{");

	memcpy(words, match->cause, sizeof words);
	if (snprintf(match->cause, sizeof match->cause, "%.*s%s%s", (int)before, cause, cause[before] ? words : "",
		    cause[before] ? cause + before + 2 : "") < 0)
		match->cause[0] = 0;
}

static int match_row(struct report_match *match, const struct report_family *family, const struct report_headline *row,
	const char *text)
{
	if (!report_match_text(match, row->text, text))
		return 0;
	match->family = family;
	match->headline = row;
	set_cause(match, row->cause);
	return 1;
}

static int match_tables(struct report_match *match, const char *text)
{
	for (size_t i = 0; i < sizeof families / sizeof families[0]; i++)
		for (const struct report_headline *row = families[i]->headlines; row->text; row++)
			if (match_row(match, families[i], row, text))
				return 1;
	return 0;
}

static const char *after_lead_in(const char *text)
{
	for (size_t i = 0; i < sizeof lead_ins / sizeof lead_ins[0]; i++)
		if (strncmp(text, lead_ins[i], strlen(lead_ins[i])) == 0)
			return text + strlen(lead_ins[i]);
	return NULL;
}

int report_match(struct report_match *match, const char *text)
{
	for (int depth = 0; text && depth < 4; depth++, text = after_lead_in(text))
		if (match_tables(match, text))
			return 1;
	return 0;
}

/* Only text that no one quotes: a program says `echo "kernel BUG at"`, `DEBUG: ...`, or tells of a report. */
static int may_stand_after(const char *line, const char *at)
{
	return at > line && !(at[-1] >= 'A' && at[-1] <= 'Z') && at[-1] != '_' &&
		strcspn(line, "\"'`") >= (size_t)(at - line);
}

int report_match_within(struct report_match *match, const char *line)
{
	for (size_t i = 0; i < sizeof families / sizeof families[0]; i++)
		for (const struct report_headline *row = families[i]->headlines; row->text; row++) {
			const char *at = row->flags & REPORT_WITHIN ? find_literal(row->text, line) : NULL;

			if (at && may_stand_after(line, at) && match_row(match, families[i], row, at))
				return 1;
		}
	return 0;
}

int report_goes_on(const struct report_family *family, const struct report_family *open)
{
	for (const struct report_family *const *f = family->goes_on_with; f && *f; f++)
		if (*f == open)
			return 1;
	return 0;
}
