/*
 * The formats of a document. A format is a row of KMEND_FORMATS and its own file format_NAME.c with
 * kmend_format_NAME(), which writes a document that kmend_document_check() found whole.
 */
#ifndef KMEND_REPORT_FORMAT_H
#define KMEND_REPORT_FORMAT_H

#include <stdio.h>

#include "report/document.h"

/* name, function, is it for programs: plain numbers, one fact a column */
#define KMEND_FORMATS(X)         \
	X(TEXT, text, 0)         \
	X(JSON, json, 1)         \
	X(CSV, csv, 1)           \
	X(MARKDOWN, markdown, 0) \
	X(LATEX, latex, 0)       \
	X(HTML, html, 0)

enum kmend_format {
#define KMEND_X(upper, name, data) KMEND_FORMAT_##upper,
	KMEND_FORMATS(KMEND_X)
#undef KMEND_X
		KMEND_FORMAT_COUNT
};

const char *kmend_format_name(size_t number); /* NULL after the last */
int kmend_format_parse(const char *name, enum kmend_format *format);
int kmend_format_is_data(enum kmend_format format);

/* -1 with a message. Errors of `out` itself stay with the caller (ferror). */
int kmend_document_write(const struct kmend_document *document, enum kmend_format format, FILE *out);

/* ---- for the formats ---- */

#define KMEND_X(upper, name, data) int kmend_format_##name(const struct kmend_document *document, FILE *out);
KMEND_FORMATS(KMEND_X)
#undef KMEND_X

/* Writes `text` with each character of `special` replaced by the string at its place in `replacements`. */
void kmend_format_escape(FILE *out, const char *text, const char *special, const char *const *replacements);

/* The same for HTML and SVG. */
void kmend_format_html_text(FILE *out, const char *text);

/* Does the section need its own title under that of the document? */
int kmend_format_has_title(const struct kmend_document *document, const struct kmend_section *section);

#endif
