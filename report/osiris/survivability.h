/*
 * Outcomes by policy of one or two results, in the shape of the paper's Tables II and III: one row for each policy and source, those of one
 * policy together. Internal to report/.
 */
#ifndef KMEND_REPORT_OSIRIS_SURVIVABILITY_H
#define KMEND_REPORT_OSIRIS_SURVIVABILITY_H

#include "report/osiris/paper.h"
#include "report/tables.h"

/* `paper` NULL: results alone. */
void osiris_survivability_fill(
	struct kmend_table *table, const struct kmend_source *source, const struct paper_survivability *paper);
/* What stands behind the rows: the paper's table, and of each result its name, faults, activation and boot blocks; and
 * what of a result is not as in the paper's table. */
void osiris_survivability_notes(
	struct kmend_section *section, const struct kmend_source *source, const struct paper_survivability *paper);

/* What a row of a result is called: its campaign, with the letter of the result where there are several. */
#define OSIRIS_NAME_MAX 128
const char *osiris_result_name(char name[OSIRIS_NAME_MAX], const struct kmend_source *source, size_t number);
/* How many results there are, and the summary of one. */
size_t osiris_results(const struct kmend_source *source);
const struct kmend_summary *osiris_result(const struct kmend_source *source, size_t number);
/* The place of a policy in a result; -1: it has none of that name. */
int osiris_policy(const struct kmend_summary *summary, const char *policy);
/* One sentence about each result: its letter, campaign, model, activation, boot blocks, size and revision. */
void osiris_note_results(struct kmend_section *section, const struct kmend_source *source);

#endif
