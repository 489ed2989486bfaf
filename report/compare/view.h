/*
 * The tables of a comparison. Each is a row `compare_table_NAME` in its own table_NAME.c, listed once in COMPARE_TABLES, in the order
 * of the whole. Internal to report/compare/.
 */
#ifndef KMEND_REPORT_COMPARE_VIEW_H
#define KMEND_REPORT_COMPARE_VIEW_H

#include "report/compare/compare_document.h"
#include "report/document.h"

/* What a table is filled from: contrasts number `from` to before `to`. */
struct compare_part {
	const struct kmend_compare_view *view;
	size_t from, to;
	int data; /* for programs: plain numbers, one fact a column; else for people */
};

struct compare_table {
	const char *name; /* of --table */
	const char *title;
	int for_each; /* for people: a section of its own for each contrast */
	/* Initialises and fills the table: -1 with a message; running out of memory can stay in the table. */
	int (*fill)(struct kmend_table *table, const struct compare_part *part);
	/* What has to be said below it; NULL: nothing. */
	void (*notes)(struct kmend_section *section, const struct compare_part *part);
	/* Its chart; left alone when there is nothing to draw. NULL: it has none. */
	void (*chart)(struct kmend_chart *chart, const struct compare_part *part);
	/* Has it anything to say? NULL: always. Asked by name it is always given. */
	int (*matters)(const struct compare_part *part);
};

#define COMPARE_TABLES(X) \
	X(differences)    \
	X(transitions)    \
	X(changes)        \
	X(independent)    \
	X(unpaired)       \
	X(coverage)       \
	X(latency)        \
	X(overhead)       \
	X(signatures)

#define KMEND_X(name) extern const struct compare_table compare_table_##name;
COMPARE_TABLES(KMEND_X)
#undef KMEND_X

/* ---- for the tables ---- */

const struct kmend_contrast *compare_contrast(const struct compare_part *part, size_t number);
/* Of the two policies of a contrast: their cells, which every table begins with; for people with the letter of their result. */
void compare_cells_sides(struct kmend_table *table, const struct compare_part *part, size_t number);
/* The same as one label of a chart: "none / enhanced". `out` is returned. */
#define COMPARE_LABEL_MAX 128
const char *compare_label(const struct compare_part *part, size_t number, char out[COMPARE_LABEL_MAX]);

/* For people "+12.3 [+4.5, +20.1]" percentage points, "-" when it is not known; for programs three cells. */
void compare_cells_difference(
	struct kmend_table *table, const struct compare_part *part, struct kmend_rate rate, int known);
/* A value p; -1: there was no test. */
void compare_cell_p(struct kmend_table *table, const struct compare_part *part, double p);
/* For programs: an empty cell, which is null in JSON. */
void compare_cell_null(struct kmend_table *table);

/* A chart whose title names the target and says whether the results can be trusted. */
void compare_chart(struct kmend_chart *chart, const struct compare_part *part, enum kmend_chart_kind kind,
	const char *name, const char *title, const char *axis);

#endif
