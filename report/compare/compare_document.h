/* A comparison as a report: all formats of report/format.h, and charts. */
#ifndef KMEND_REPORT_COMPARE_COMPARE_DOCUMENT_H
#define KMEND_REPORT_COMPARE_COMPARE_DOCUMENT_H

#include <stdio.h>

#include "report/compare/compare.h"
#include "report/compare/latency.h"
#include "report/format.h"

#define KMEND_COMPARE_NO_LIMIT SIZE_MAX

struct kmend_compare_view {
	const struct kmend_comparison *comparison;
	/* Of each side, by index of the policy in its samples; sorted. NULL: not known. */
	const struct kmend_latencies *latencies[KMEND_SIDES];
	size_t limit; /* changed faults and signatures that are shown for each pair of policies */
};

const char *kmend_compare_table_name(size_t number); /* NULL after the last */

/* Writes the table, or everything when it is NULL, to `out`. -1 with a message. */
int kmend_compare_write(const struct kmend_compare_view *view, const char *table, enum kmend_format format, FILE *out);

/* Draws the charts as SVG and PNG into folder `dir` (made when needed); says on `chatter` (can be NULL) where they lie. */
int kmend_compare_plots(const struct kmend_compare_view *view, const char *dir, FILE *chatter);

/* Number `number` of what a reader must know about the results before he trusts them (incomplete, invalid); NULL after the
 * last. A new string of the caller. */
char *kmend_compare_warning(const struct kmend_comparison *comparison, size_t number);

#endif
