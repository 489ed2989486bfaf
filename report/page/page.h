/*
 * The page of a result: its document (tables, charts, notes) and every experiment, to be filtered, searched and opened. The
 * experiments are in the page as data, which its script lays out on demand (page/js/); only what is in the result file is
 * in it: no source file is opened.
 */
#ifndef KMEND_REPORT_PAGE_PAGE_H
#define KMEND_REPORT_PAGE_PAGE_H

#include <stdio.h>

#include "report/document.h"
#include "report/tables.h"

/* -1 with a message. `document` has been found whole. */
int page_write(const struct kmend_document *document, const struct kmend_source *source, FILE *out);

#endif
