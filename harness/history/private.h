/* What the files of harness/history share. */
#ifndef KMEND_HISTORY_PRIVATE_H
#define KMEND_HISTORY_PRIVATE_H

#include <git2.h>

#include "harness/base/error.h"
#include "harness/history/history.h"

struct kmend_history {
	git_repository *repository;
};

/* Sets an error with what libgit2 says; NOT_FOUND and EXISTS stay what they are. Always -1. */
int history_error(int code, const char *what);

/* refs/kmend/baselines/TARGET/CAMPAIGN/COMMIT (without COMMIT when it is NULL: the folder, with a slash at its end). New string of
 * the caller; NULL with a message. */
char *history_ref(const struct kmend_history_key *key, const char *commit);

/* The other way. 0 when it is the ref of a baseline; the key is the caller's then (history_key_release). 1: it is not; -1 with a message. */
int history_ref_read(const char *ref, struct kmend_history_entry *entry);
void history_key_release(struct kmend_history_key *key);

/* Every baseline of the repository, by commit. */
int history_all(struct kmend_history *history, const struct kmend_history_key *key, struct kmend_history_list *list);

/* The entry of that commit, the first of several; NULL when there is none. `list` is by commit. */
const struct kmend_history_entry *history_find(const struct kmend_history_list *list, const git_oid *commit);

/* A parent is not there: in a shallow clone, or a damaged one. */
int history_is_shallow(struct kmend_history *history);

#endif
