/* Measures of one or two results, for the paper's tables on performance and memory. Internal to report/osiris/. */
#ifndef KMEND_REPORT_OSIRIS_MEASURES_H
#define KMEND_REPORT_OSIRIS_MEASURES_H

#include "report/mean.h"
#include "report/tables.h"

/* Guest time of the paper's benchmark `name` under a policy: of the test `ub_NAME`, with _ for -. Negative: not measured. */
double osiris_benchmark_ns(const struct kmend_summary *summary, size_t policy, const char *name);
/* Some number under a policy; negative: not measured. */
double osiris_measured(
	const struct kmend_summary *summary, size_t policy, enum kmend_measure kind, const char *subject);

/* A cell "1.234"; for programs with six decimals. Negative: none. */
void osiris_cell(struct kmend_table *table, double value, int decimals, int data);

/* What a person must know who finds dashes instead of our figures. */
void osiris_note_measures(struct kmend_section *section, const struct kmend_source *source);

#endif
