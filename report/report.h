/*
 * From a result file to tables and charts. Sees results, never machines. The tables:
 *   survivability  policy by outcome (shape of the paper's Table II), with 95 % Wilson intervals; the default
 *   experiments    every experiment of the plan, one row each
 *   coverage       share of block executions inside recovery windows by component (shape of Table I)
 *   components     outcomes by policy and component, with totals
 *   recovery       what recoveries led to, by policy
 *   reasons        outcomes by their reason, with an example to `kmend explain`
 *   crashes        crashes of one signature together, with an example (docs/crash-signatures.md)
 */
#ifndef KMEND_REPORT_REPORT_H
#define KMEND_REPORT_REPORT_H

#include <stdio.h>

#include "harness/store/store.h"
#include "report/table.h"

#define KMEND_TABLES(X)                   \
	X(SURVIVABILITY, "survivability") \
	X(EXPERIMENTS, "experiments")     \
	X(COVERAGE, "coverage")           \
	X(COMPONENTS, "components")       \
	X(RECOVERY, "recovery")           \
	X(REASONS, "reasons")             \
	X(CRASHES, "crashes")

enum kmend_table_name {
	KMEND_TABLE_DEFAULT =
		0, /* survivability, in text and Markdown with components below it; with JSON the whole document of design.md */
#define KMEND_X(name, text) KMEND_TABLE_##name,
	KMEND_TABLES(KMEND_X)
#undef KMEND_X
};

/* -1 when there is no such word. */
int kmend_format_parse(const char *name, enum kmend_format *format);
int kmend_table_parse(const char *name, enum kmend_table_name *table);

/* Writes one table of the result to `out`. Reads one consistent state also while a campaign goes on. -1 with a message. */
int kmend_report_write(struct kmend_store *store, enum kmend_table_name table, enum kmend_format format, FILE *out);

/* Draws the charts as SVG and PNG into folder `dir` (made when needed) with gnuplot; says on `chatter` (can be NULL)
 * where they lie. -1 with a message. */
int kmend_report_plots(struct kmend_store *store, const char *dir, FILE *chatter);

#endif
