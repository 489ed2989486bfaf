/*
 * Joins shards of one plan, and whatever else holds results of it, in one result. The inputs are strangers' files: opened for
 * reading only, one after the other, with the checks of every reader; nothing of their schema is taken over, and what is
 * copied is checked on the way. Memory does not grow with them.
 *
 * The plan must be the same in all: every fact of meta that an outcome depends on, policies with their golden runs, blocks,
 * strata, sites, experiments. An experiment that is done in several of them must have come to the same end.
 */
#ifndef KMEND_STORE_MERGE_H
#define KMEND_STORE_MERGE_H

#include <signal.h>

#include "harness/store/store.h"

struct kmend_merge_input {
	const char *path;
	/* filled */
	struct kmend_shard shard;
	int is_written;         /* by a kmend that runs now */
	uint64_t planned, done; /* of its part */
	uint64_t taken;         /* results that no earlier one had */
	uint64_t doubles;       /* results that an earlier one had, too, and that agree */
};

struct kmend_merge {
	const char *out;
	struct kmend_merge_input *inputs;
	size_t ninputs;                       /* at least 1 */
	int add;                              /* `out` can be there: what it has not yet is added to it */
	const volatile sig_atomic_t *stopped; /* other than 0: give up */
};

/*
 * 0: the result is in `out`; what nobody has done is still planned there. -1: `out` is as it was, which is not there if it was
 * not. KMEND_ERROR_EXISTS: it is there, and `add` is not set; KMEND_ERROR_INVALID: an input is no result of this plan, or two
 * results disagree; KMEND_ERROR_USAGE: a file is named twice.
 */
int kmend_store_merge(struct kmend_merge *merge);

/* 0 when both files hold the same plan, else -1 with what differs first. Both are open for reading or writing. */
int kmend_store_same_plan(struct kmend_store *store, struct kmend_store *other);

#endif
