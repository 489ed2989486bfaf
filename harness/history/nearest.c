/* The nearest ancestor with a baseline: commits step by step, first parents first, each once. */
#include "harness/history/private.h"

#include <stdlib.h>
#include <string.h>

/* A queue that remembers all that were ever in it, and a hash table into it. */
struct seen {
	git_oid *queue;
	size_t head, count, room;
	size_t *table; /* 1 + index into the queue, 0 where it is free */
	size_t slots;  /* a power of two, more than twice the count */
};

static size_t hash(const git_oid *oid)
{
	size_t value;

	memcpy(&value, oid->id, sizeof(value));
	return value;
}

static size_t *slot_of(const struct seen *seen, const git_oid *oid)
{
	size_t i = hash(oid) & (seen->slots - 1);

	while (seen->table[i] && !git_oid_equal(&seen->queue[seen->table[i] - 1], oid))
		i = (i + 1) & (seen->slots - 1);
	return &seen->table[i];
}

static int grow(struct seen *seen)
{
	size_t room = seen->room ? seen->room * 2 : 64;
	git_oid *queue = realloc(seen->queue, room * sizeof(*queue));

	if (!queue)
		return kmend_error_memory();
	seen->queue = queue;
	seen->room = room;
	free(seen->table);
	seen->slots = room * 4;
	seen->table = calloc(seen->slots, sizeof(*seen->table));
	if (!seen->table)
		return kmend_error_memory();
	for (size_t i = 0; i < seen->count; i++)
		*slot_of(seen, &seen->queue[i]) = i + 1;
	return 0;
}

static int push(struct seen *seen, const git_oid *oid)
{
	size_t *slot;

	if (seen->count == seen->room && grow(seen) < 0)
		return -1;
	slot = slot_of(seen, oid);
	if (*slot)
		return 0;
	if (seen->count == KMEND_HISTORY_WALK_MAX)
		return kmend_error("the history has more than %d commits", KMEND_HISTORY_WALK_MAX);
	seen->queue[seen->count++] = *oid;
	*slot = seen->count;
	return 0;
}

/* A parent that is missing is where a shallow clone ends. */
static int push_parents(struct kmend_history *history, struct seen *seen, const git_oid *oid)
{
	git_commit *commit = NULL;
	int code = git_commit_lookup(&commit, history->repository, oid), result = 0;

	if (code == GIT_ENOTFOUND && history_is_shallow(history))
		return 0;
	if (code < 0)
		return history_error(code, "the history");
	for (unsigned i = 0; i < git_commit_parentcount(commit) && result == 0; i++)
		result = push(seen, git_commit_parent_id(commit, i));
	git_commit_free(commit);
	return result;
}

int kmend_history_nearest(struct kmend_history *history, const struct kmend_history_key *key, const char *commit,
	char found[KMEND_HISTORY_HEX])
{
	struct kmend_history_list list;
	struct seen seen = { 0 };
	git_oid oid;
	int result = -1, is_found = 0;

	if (git_oid_fromstr(&oid, commit) < 0)
		return kmend_error_as(KMEND_ERROR_INVALID, "%.60s: not the name of a commit", commit);
	if (history_all(history, key, &list) < 0)
		return -1;
	if (list.count)
		result = push(&seen, &oid);
	while (result == 0 && !is_found && seen.head < seen.count) {
		oid = seen.queue[seen.head++];
		is_found = history_find(&list, &oid) != NULL;
		if (!is_found)
			result = push_parents(history, &seen, &oid);
	}
	if (is_found)
		git_oid_tostr(found, KMEND_HISTORY_HEX, &oid);
	else if (result == 0 || !list.count)
		result = kmend_error_as(KMEND_ERROR_NOT_FOUND,
			"no baseline of target %.60s, campaign %.60s at %.12s or before it%s", key->target,
			key->campaign, commit,
			history_is_shallow(history)
				? " (in this shallow clone: `git fetch --unshallow` gets the rest)"
				: " (`git fetch ORIGIN 'refs/kmend/*:refs/kmend/*'` gets those of others)");
	free(seen.queue);
	free(seen.table);
	kmend_history_list_release(&list);
	return result;
}
