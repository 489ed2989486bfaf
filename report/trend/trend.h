/*
 * How results changed over the revisions that have a baseline: survivability, crashes, recovery coverage and overhead, oldest revision
 * first.
 */
#ifndef KMEND_REPORT_TREND_TREND_H
#define KMEND_REPORT_TREND_TREND_H

#include <stdio.h>

#include "report/compare/sample.h"
#include "report/format.h"

/* One policy at one revision. */
struct kmend_trend_figures {
	char *policy;
	uint64_t activated, survived, crashed;
	double coverage;    /* share of block executions that are protected; below 0: not measured */
	uint64_t golden_ns; /* 0: not known */
	double overhead; /* golden run beside that of the policy that does nothing, at the same revision: 0.5 is half as long again; below
	                       -1: not known */
};

struct kmend_trend_point {
	char *commit, *subject, *target, *campaign;
	struct kmend_trend_figures *policies; /* in the order of the ABI's list */
	size_t npolicies;
};

struct kmend_trend {
	struct kmend_trend_point *points;
	size_t npoints;
};

/* The next revision. Copies what it needs of the samples. -1 with a message. */
int kmend_trend_add(
	struct kmend_trend *trend, const char *commit, const char *subject, const struct kmend_samples *samples);
void kmend_trend_release(struct kmend_trend *trend);

/* One table; on a page also the charts of each target and campaign. */
void kmend_trend_document(struct kmend_document *document, const struct kmend_trend *trend, enum kmend_format format);

/* Draws the charts into folder `dir` (made when needed); says on `chatter` where they lie. -1 with a message. */
int kmend_trend_plots(const struct kmend_trend *trend, const char *dir, FILE *chatter);

#endif
