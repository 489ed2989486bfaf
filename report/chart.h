/*
 * A chart of shares in percent, apart from what draws it: bars, each with one value of every series. In a stacked chart
 * the values of a bar lie one upon the other; else they stand side by side, or are marks on a line. Everything is
 * readable without colours: each series has a pattern or mark of its own, and the larger values are written on it.
 */
#ifndef KMEND_REPORT_CHART_H
#define KMEND_REPORT_CHART_H

#include <stddef.h>

enum kmend_chart_kind {
	KMEND_CHART_STACKED,
	KMEND_CHART_SIDE_BY_SIDE,
	KMEND_CHART_LINES, /* a line with marks for each series over the bars; in the page side by side */
	KMEND_CHART_FOREST, /* differences in percentage points: a line for each bar from the top down, a mark with its interval for
			      each series */
};

enum kmend_chart_pattern {
	KMEND_PATTERN_SOLID,
	KMEND_PATTERN_RISING,  /* diagonal lines */
	KMEND_PATTERN_FALLING, /* diagonal lines the other way */
	KMEND_PATTERN_CROSSED,
	KMEND_PATTERN_DENSE, /* crossed, close together */
};

struct kmend_chart_style {
	const char *fill; /* #rrggbb */
	enum kmend_chart_pattern pattern;
};

struct kmend_chart_series {
	char *name; /* safe text */
	struct kmend_chart_style style;
};

struct kmend_chart_bar {
	char *label, *note; /* below it: its name, and a second line or "" */
	char *group;        /* name of the bars that stand together; "" for none */
};

/* Percent. low and high bound the value; in a stacked chart they bound the top of its slice: the sum of it and those
 * below it. low > high: the value is exact. */
struct kmend_chart_value {
	double value, low, high;
};

struct kmend_chart {
	enum kmend_chart_kind kind;
	char *name, *title; /* name: of the files, our own letters; title: safe text */
	const char *axis;   /* what the shares are shares of */
	struct kmend_chart_series *series;
	size_t nseries;
	struct kmend_chart_bar *bars;
	size_t nbars;
	struct kmend_chart_value *values; /* bar after bar */
	size_t nvalues;
	int failed;
};

#define KMEND_CHART_NUMBER_FROM 4.0  /* percent: a thinner slice gets no number on it */
#define KMEND_CHART_NUMBERS_UP_TO 14 /* bars; with more they are too thin for numbers */

void kmend_chart_init(
	struct kmend_chart *chart, enum kmend_chart_kind kind, const char *name, const char *title, const char *axis);
void kmend_chart_release(struct kmend_chart *chart);
void kmend_chart_series(struct kmend_chart *chart, const char *name, struct kmend_chart_style style);
/* After all series: the next bar, and then its values in the order of the series. */
void kmend_chart_bar(struct kmend_chart *chart, const char *label, const char *note, const char *group);
void kmend_chart_value(struct kmend_chart *chart, double value, double low, double high);
void kmend_chart_exact(struct kmend_chart *chart, double value); /* without an interval */

/* A style for series number `i` that has no better one. */
struct kmend_chart_style kmend_chart_style(size_t i);

/* Where things stand: x in places (bar 0 is at 0; a gap of one place between groups), y in percent. */
struct kmend_chart_box {
	double x0, x1, y0, y1;
	int has_interval;
	double x, low, high; /* of the interval */
};
struct kmend_chart_box kmend_chart_box(const struct kmend_chart *chart, size_t bar, size_t series);
double kmend_chart_place(const struct kmend_chart *chart, size_t bar);
double kmend_chart_width(const struct kmend_chart *chart); /* in places */
/* The last bar of the group that `bar` begins; `bar` is the first of one when the function is asked bar by bar. */
size_t kmend_chart_group_end(const struct kmend_chart *chart, size_t bar);
/* Of a forest: how far its axis goes to both sides of 0, 1 to 100, so that every interval is on it. */
double kmend_chart_reach(const struct kmend_chart *chart);
/* Is the value written on its box? */
int kmend_chart_has_number(const struct kmend_chart *chart, size_t bar, size_t series);

#endif
