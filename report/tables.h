/*
 * The tables of a report. Each is a row `kmend_report_table_NAME` in its own table_NAME.c, listed once in KMEND_TABLES: the
 * command line, the whole report and the charts find it there.
 */
#ifndef KMEND_REPORT_TABLES_H
#define KMEND_REPORT_TABLES_H

#include "harness/store/store.h"
#include "report/document.h"
#include "report/summary.h"

/* What a table is filled from. */
struct kmend_source {
	struct kmend_store *store; /* for what the summary does not hold; one consistent state */
	const struct kmend_summary *summary;
	int data; /* for programs: plain numbers, one fact a column, names without spaces; else for people */
	const struct kmend_summary *beside; /* more results, `nbeside` of them; only where the table takes so many */
	size_t nbeside;
};

struct kmend_report_table {
	const char *name; /* of --table */
	const char *title;
	/* Initialises and fills the table: -1 with a message; running out of memory can stay in the table. */
	int (*fill)(struct kmend_table *table, const struct kmend_source *source);
	/* What has to be said below it. NULL: nothing. */
	void (*notes)(struct kmend_section *section, const struct kmend_source *source);
	/* Its chart: kmend_report_chart() and what is in it; left alone when there is nothing to draw. NULL: it has none. */
	void (*chart)(struct kmend_chart *chart, const struct kmend_summary *summary);
	/* Does it say something in the whole report of this result? NULL: always. Asked by name it is always given. */
	int (*matters)(const struct kmend_summary *summary);
	size_t takes_beside; /* so many other results can stand beside the first, at most KMEND_BESIDE_MAX (report.h) */
};

#define KMEND_TABLES(X)    \
	X(survivability)   \
	X(service)         \
	X(failed_tests)    \
	X(storm)           \
	X(tests)           \
	X(experiments)     \
	X(coverage)        \
	X(components)      \
	X(recovery)        \
	X(latency)         \
	X(reasons)         \
	X(crashes)         \
	X(types)           \
	X(transient)       \
	X(osiris_1)        \
	X(osiris_2)        \
	X(osiris_3)        \
	X(osiris_4)        \
	X(osiris_5)        \
	X(osiris_6)        \
	X(osiris_figure_3) \
	X(unixbench)       \
	X(akeso_3)         \
	X(akeso_4)         \
	X(overhead)

#define KMEND_X(name) extern const struct kmend_report_table kmend_report_table_##name;
KMEND_TABLES(KMEND_X)
#undef KMEND_X

/* ---- for the tables ---- */

/* Begins a chart whose title says which campaign it is about and whether that can be trusted. */
void kmend_report_chart(struct kmend_chart *chart, const struct kmend_summary *summary, enum kmend_chart_kind kind,
	const char *name, const char *title, const char *axis);

/* A stacked chart of outcomes: its series, and a bar for each tally. */
void kmend_report_chart_outcomes(struct kmend_chart *chart);
void kmend_report_chart_tally(
	struct kmend_chart *chart, const char *label, const char *group, const struct kmend_tally *tally);

/* The note below tables of shares. */
void kmend_report_note_shares(struct kmend_section *section, const struct kmend_source *source);

#endif
