/* From a result file to tables and charts (tables.h has the list). Sees results, never machines. */
#ifndef KMEND_REPORT_REPORT_H
#define KMEND_REPORT_REPORT_H

#include <stdio.h>

#include "harness/store/store.h"
#include "report/format.h"

#define KMEND_BESIDE_MAX 7 /* results beside the first one */

const char *kmend_report_table_name(size_t number); /* NULL after the last */

/*
 * Writes the table `table` of the result, or the whole report when that is NULL (as JSON the document of design.md with its
 * fixed keys), to `out`. `beside` are more results
 * for tables that take them, NULL after the last, or NULL. Reads one consistent state of each, also while its campaign goes on. -1 with a message.
 */
int kmend_report_write(struct kmend_store *store, struct kmend_store *const *beside, const char *table,
	enum kmend_format format, FILE *out);

/* Draws the charts as SVG and PNG into folder `dir` (made when needed) with gnuplot; says on `chatter` (can be NULL)
 * where they lie. -1 with a message. */
int kmend_report_plots(struct kmend_store *store, const char *dir, FILE *chatter);

#endif
