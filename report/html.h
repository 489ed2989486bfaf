/* A document as an HTML page, and what can be added to one. Internal to report/. */
#ifndef KMEND_REPORT_HTML_H
#define KMEND_REPORT_HTML_H

#include <stdio.h>

#include "report/document.h"

/* One more section after those of the document, with what brings it to life. */
struct html_extra {
	const char *id, *title; /* our own words, without anything to escape */
	int has_script;         /* the page's script runs on it */
	/* Writes the inside of the section. -1 with a message. */
	int (*write)(void *context, FILE *out);
	void *context;
};

/* `extra` can be NULL: then there is no script at all. -1 with a message. */
int html_write(const struct kmend_document *document, const struct html_extra *extra, FILE *out);

#endif
