#include "report/document.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "harness/base/error.h"
#include "harness/base/safe.h"

static char *safe_text(const char *text, size_t limit)
{
	return kmend_safe_string(text, strlen(text), limit);
}

/* Takes `text`, which can be NULL. */
static int add_text(struct kmend_texts *texts, char *text)
{
	char **bigger = text ? realloc(texts->text, (texts->count + 1) * sizeof(*bigger)) : NULL;

	if (!bigger) {
		free(text);
		return -1;
	}
	texts->text = bigger;
	texts->text[texts->count++] = text;
	return 0;
}

static void add_note(struct kmend_texts *notes, int *failed, const char *format, va_list args)
{
	char *raw;

	if (vasprintf(&raw, format, args) < 0) {
		*failed = 1;
		return;
	}
	if (add_text(notes, safe_text(raw, strlen(raw))) < 0)
		*failed = 1;
	free(raw);
}

static void release_texts(struct kmend_texts *texts)
{
	for (size_t i = 0; i < texts->count; i++)
		free(texts->text[i]);
	free(texts->text);
}

void kmend_document_init(struct kmend_document *document, const char *title)
{
	*document = (struct kmend_document){ .title = safe_text(title, strlen(title)) };
	document->failed = !document->title;
}

static void release_section(struct kmend_section *section)
{
	free(section->name);
	free(section->title);
	release_texts(&section->notes);
	kmend_table_release(&section->table);
	kmend_chart_release(&section->chart);
}

void kmend_document_release(struct kmend_document *document)
{
	for (size_t i = 0; i < document->nsections; i++)
		release_section(&document->sections[i]);
	free(document->sections);
	free(document->title);
	release_texts(&document->fact_names);
	release_texts(&document->facts);
	release_texts(&document->notes);
	memset(document, 0, sizeof(*document));
}

void kmend_document_fact(struct kmend_document *document, const char *name, const char *value)
{
	if (add_text(&document->fact_names, safe_text(name, strlen(name))) < 0) {
		document->failed = 1;
		return;
	}
	if (add_text(&document->facts, safe_text(*value ? value : "unknown", KMEND_DOCUMENT_TEXT_MAX)) < 0) {
		free(document->fact_names.text[--document->fact_names.count]);
		document->failed = 1;
	}
}

void kmend_document_note(struct kmend_document *document, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	add_note(&document->notes, &document->failed, format, args);
	va_end(args);
}

void kmend_section_note(struct kmend_section *section, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	add_note(&section->notes, &section->failed, format, args);
	va_end(args);
}

struct kmend_section *kmend_document_section(struct kmend_document *document, const char *name, const char *title)
{
	struct kmend_section *sections =
		realloc(document->sections, (document->nsections + 1) * sizeof(*document->sections));
	struct kmend_section *section;

	if (!sections) {
		document->failed = 1;
		return NULL;
	}
	document->sections = sections;
	section = &sections[document->nsections++];
	*section = (struct kmend_section){ .name = safe_text(name, strlen(name)),
		.title = safe_text(title, strlen(title)) };
	section->failed = !section->name || !section->title;
	return section;
}

static int is_said(const struct kmend_document *document, const char *note)
{
	for (size_t i = 0; i + 1 < document->nsections; i++)
		for (size_t n = 0; n < document->sections[i].notes.count; n++)
			if (strcmp(document->sections[i].notes.text[n], note) == 0)
				return 1;
	return 0;
}

void kmend_document_say_once(struct kmend_document *document)
{
	struct kmend_texts *notes;
	size_t kept = 0;

	if (!document->nsections)
		return;
	notes = &document->sections[document->nsections - 1].notes;
	for (size_t i = 0; i < notes->count; i++) {
		if (is_said(document, notes->text[i]))
			free(notes->text[i]);
		else
			notes->text[kept++] = notes->text[i];
	}
	notes->count = kept;
}

int kmend_document_check(const struct kmend_document *document)
{
	int failed = document->failed;

	for (size_t i = 0; i < document->nsections; i++) {
		const struct kmend_section *section = &document->sections[i];

		failed |= section->failed || section->table.failed || section->chart.failed;
	}
	return failed ? kmend_error_as(KMEND_ERROR_NO_MEMORY, "out of memory for a report") : 0;
}
