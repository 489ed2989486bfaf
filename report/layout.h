/* The tables one by one: each fills a struct kmend_table out of the summary. Internal to report/. */
#ifndef KMEND_REPORT_LAYOUT_H
#define KMEND_REPORT_LAYOUT_H

#include <jansson.h>

#include "report/report.h"
#include "report/summary.h"

/* `data`: for programs (CSV, JSON): plain numbers, one fact a column; else for people. */
void kmend_layout_survivability(struct kmend_table *table, const struct kmend_summary *summary, int data);
void kmend_layout_components(struct kmend_table *table, const struct kmend_summary *summary, int data);
int kmend_layout_has_components(const struct kmend_summary *summary); /* more than one */
void kmend_layout_coverage(struct kmend_table *table, const struct kmend_summary *summary, int data);
void kmend_layout_recovery(struct kmend_table *table, const struct kmend_summary *summary, int data);
void kmend_layout_reasons(struct kmend_table *table, const struct kmend_summary *summary, int data);
void kmend_layout_crashes(struct kmend_table *table, const struct kmend_summary *summary, int data);
/* Shared by the tables of outcomes: pass, fail, shutdown, crash; pass and fail; all
 * counts and rates of a tally for programs, in these columns. */
extern const int kmend_layout_outcomes[4];
uint64_t kmend_layout_survived(const struct kmend_tally *tally);
void kmend_layout_counts(struct kmend_table *table, const struct kmend_tally *tally);
#define KMEND_LAYOUT_COUNTS                                                                                            \
	">planned|>activated|>pass|>fail|>shutdown|>crash|>not_activated|>infra_error|>pending|>recovered|>"           \
	"inconsistent|"                                                                                                \
	">pass_rate|>pass_low|>pass_high|>fail_rate|>fail_low|>fail_high|>shutdown_rate|>shutdown_low|>shutdown_high|" \
	">crash_rate|>crash_low|>crash_high|>survived_rate|>survived_low|>survived_high"
/* Reads the rows again: -1 with a message when that fails. */
int kmend_layout_experiments(struct kmend_table *table, struct kmend_store *store);

/* Share of block executions inside recovery windows of one policy, over all components. -1 when nothing was counted. */
double kmend_coverage_total(const struct kmend_summary *summary, size_t policy);

/* The document of design.md with its fixed keys. */
int kmend_report_json(const struct kmend_summary *summary, FILE *out);

#endif
