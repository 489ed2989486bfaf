/* The steps of a merge, from the bottom to the top: plan, results, facts. `from` is an input, `to` what is being made. */
#ifndef KMEND_STORE_MERGE_PRIVATE_H
#define KMEND_STORE_MERGE_PRIVATE_H

#include "harness/store/merge.h"
#include "harness/store/private.h"

/* Copies the whole plan, facts included, as a plan of which nothing is done. */
int merge_plan_copy(struct kmend_store *to, struct kmend_store *from);

/* 0 when both have the same plan. `name` stands for `to` in the message. */
int merge_plan_compare(struct kmend_store *to, const char *name, struct kmend_store *from);

/* Takes over what is done in `from` and only planned in `to`; counts in `input`. */
int merge_results(struct kmend_store *to, struct kmend_store *from, struct kmend_merge_input *input,
	const volatile sig_atomic_t *stopped);

/* Seconds, jobs, times and revision after results of `input` came in. */
int merge_facts(struct kmend_store *to, struct kmend_store *from, const struct kmend_merge_input *input);

/* When every experiment is done the time is that of the last one, else there is none. */
int merge_finish(struct kmend_store *to);

#endif
