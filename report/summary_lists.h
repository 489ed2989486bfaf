/* The lists of a summary: adding to them, their order, their end. Internal to report/summary.c; contexts are the summary. */
#ifndef KMEND_REPORT_SUMMARY_LISTS_H
#define KMEND_REPORT_SUMMARY_LISTS_H

#include "report/summary.h"

/* A copy of the caller's; NULL with a message. */
char *summary_copy(const char *text);

/* Each adds one row of the file, -1 with a message. */
int summary_add_policy(const struct kmend_store_policy *policy, void *summary);
int summary_add_coverage(const struct kmend_store_coverage *coverage, void *summary);
int summary_add_active(const struct kmend_store_active *active, void *summary);
int summary_add_measure(const struct kmend_store_measure *measure, void *summary);

/* Puts the policies into their order: before the lists that name them by their place. */
void summary_sort_policies(struct kmend_summary *summary);
/* The place of the policy with that id in the file; -1 when there is none. */
int summary_policy(const struct kmend_summary *summary, int64_t id, size_t *index);

/* The tally of a component under a policy, made when it is not there; NULL with a message. */
struct kmend_tally *summary_component(struct kmend_summary *summary, size_t policy, const char *name);
/* What one finished experiment adds to the other lists. */
int summary_add_details(struct kmend_summary *summary, size_t policy, const struct kmend_store_row *row);

/* Puts all other lists into their order. */
void summary_sort(struct kmend_summary *summary);
void summary_release_lists(struct kmend_summary *summary);

#endif
