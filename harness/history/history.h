/*
 * Baselines in a git repository (docs/gate.md, "Baselines"): one blob for each commit, target and campaign, under
 *   refs/kmend/baselines/TARGET/CAMPAIGN/COMMIT
 * Refs of their own: no branch moves, no two writers meet in one ref, and they push and fetch like any other. What the bytes mean is
 * not known here. Nothing of the repository is executed, and nothing outside of refs/kmend is written.
 */
#ifndef KMEND_HISTORY_HISTORY_H
#define KMEND_HISTORY_HISTORY_H

#include <stddef.h>

#include "harness/base/buf.h"

struct kmend_history;

#define KMEND_HISTORY_HEX 41           /* room for the name of a commit */
#define KMEND_HISTORY_WALK_MAX 1000000 /* commits that are looked at */

/* What a baseline is of. Any texts: they are encoded into the ref. */
struct kmend_history_key {
	char *target, *campaign; /* owned, where the struct was filled by a function of this header */
};

struct kmend_history_entry {
	struct kmend_history_key key;
	char commit[KMEND_HISTORY_HEX];
};

struct kmend_history_list {
	struct kmend_history_entry *entries;
	size_t count;
};

void kmend_history_list_release(struct kmend_history_list *list);

/* The repository around folder `dir`. KMEND_ERROR_NOT_FOUND when there is none. */
int kmend_history_open(struct kmend_history **out, const char *dir);
void kmend_history_close(struct kmend_history *history); /* NULL is fine */

/* Its work tree, with a slash at the end; NULL when it has none. */
const char *kmend_history_workdir(const struct kmend_history *history);

/* The commit that `rev` means, in hexadecimal. KMEND_ERROR_NOT_FOUND when it is none, or when there are no commits at all. */
int kmend_history_commit(struct kmend_history *history, const char *rev, char commit[KMEND_HISTORY_HEX]);

/* The first line of its message, as it is (hostile): new string of the caller. */
char *kmend_history_subject(struct kmend_history *history, const char *commit);

/*
 * Keeps `data` as the baseline of the commit. The same bytes again: nothing happens, *kept is 0. Other bytes than those that are
 * there: KMEND_ERROR_EXISTS, unless `replace`.
 */
int kmend_history_keep(struct kmend_history *history, const struct kmend_history_key *key, const char *commit,
	const struct kmend_buf *data, int replace, int *kept);

/* The bytes of one baseline, at most `limit`; appended to `data`. */
int kmend_history_read(struct kmend_history *history, const struct kmend_history_key *key, const char *commit,
	size_t limit, struct kmend_buf *data);

/*
 * The ancestor of `commit`, itself included, that has a baseline and that is fewest steps to parents away (of two: that of the earlier
 * parent). KMEND_ERROR_NOT_FOUND when there is none, with a line that says so when the clone is shallow.
 */
int kmend_history_nearest(struct kmend_history *history, const struct kmend_history_key *key, const char *commit,
	char found[KMEND_HISTORY_HEX]);

/*
 * Every baseline along the first-parent history of a range, oldest commit first, then by key: "A..B" from A to B, both included;
 * "B" or NULL (HEAD) from the first commit on. KMEND_ERROR_INVALID when A is not on that line.
 */
int kmend_history_range(struct kmend_history *history, const char *range, struct kmend_history_list *list);

#endif
