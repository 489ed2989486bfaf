/*
 * What a report says, apart from the format that it is said in: a title, facts about where it comes from, sections (a
 * table, notes on it, a chart), notes on the whole. Whoever has something to show fills a document; format.h writes it.
 * All texts can be hostile: they are made safe as they come in.
 */
#ifndef KMEND_REPORT_DOCUMENT_H
#define KMEND_REPORT_DOCUMENT_H

#include <stddef.h>

#include "report/chart.h"
#include "report/table.h"

struct kmend_texts {
	char **text; /* owned */
	size_t count;
};

struct kmend_section {
	char *name, *title;       /* name: as in --table; owned */
	struct kmend_table table; /* without columns: there is no table */
	struct kmend_chart chart; /* without bars: there is no chart */
	struct kmend_texts notes;
	int failed; /* out of memory while filling; writing the document tells */
};

struct kmend_document {
	char *title;
	struct kmend_texts fact_names, facts; /* as many of one as of the other */
	struct kmend_section *sections;
	size_t nsections;
	struct kmend_texts notes;
	int failed;
};

#define KMEND_DOCUMENT_TEXT_MAX 400 /* bytes of a fact */

void kmend_document_init(struct kmend_document *document, const char *title);
void kmend_document_release(struct kmend_document *document);

/* `value` is cut at KMEND_DOCUMENT_TEXT_MAX; "unknown" stands for an empty one. */
void kmend_document_fact(struct kmend_document *document, const char *name, const char *value);
void kmend_document_note(struct kmend_document *document, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* A new, empty section; valid until the next one. NULL when out of memory (the document knows). */
struct kmend_section *kmend_document_section(struct kmend_document *document, const char *name, const char *title);
void kmend_section_note(struct kmend_section *section, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Takes notes out of the last section that an earlier one has already. */
void kmend_document_say_once(struct kmend_document *document);

/* Could everything be filled? -1 with a message. */
int kmend_document_check(const struct kmend_document *document);

#endif
