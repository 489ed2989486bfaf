/* Baselines along a line of first parents. */
#include "harness/history/private.h"

#include <stdlib.h>
#include <string.h>

/* Both ends of a range; *from is empty when it begins with the first commit. */
static int read_range(
	struct kmend_history *history, const char *range, char from[KMEND_HISTORY_HEX], char to[KMEND_HISTORY_HEX])
{
	const char *dots = range ? strstr(range, "..") : NULL;
	char *first = NULL;
	int result;

	from[0] = '\0';
	if (!range)
		return kmend_history_commit(history, "HEAD", to);
	if (!dots)
		return kmend_history_commit(history, range, to);
	if (dots[2] == '.' || strstr(dots + 2, ".."))
		return kmend_error_as(KMEND_ERROR_USAGE, "%.200s: a range is REV..REV", range);
	first = strndup(range, (size_t)(dots - range));
	if (!first)
		return kmend_error_memory();
	result = kmend_history_commit(history, *first ? first : "HEAD", from);
	free(first);
	return result < 0 ? -1 : kmend_history_commit(history, dots[2] ? dots + 2 : "HEAD", to);
}

static int copy_entry(struct kmend_history_list *list, const struct kmend_history_entry *entry)
{
	struct kmend_history_entry *bigger = realloc(list->entries, (list->count + 1) * sizeof(*bigger)), *copy;

	if (!bigger)
		return kmend_error_memory();
	list->entries = bigger;
	copy = &bigger[list->count++];
	*copy = *entry;
	copy->key.target = strdup(entry->key.target);
	copy->key.campaign = strdup(entry->key.campaign);
	return copy->key.target && copy->key.campaign ? 0 : kmend_error_memory();
}

/* From the newest commit to the oldest; those of one commit backwards, too, so that the list only has to be turned around. */
static int take(struct kmend_history_list *list, const struct kmend_history_list *all, const git_oid *oid)
{
	const struct kmend_history_entry *first = history_find(all, oid), *last = first,
					 *end = all->entries + all->count;
	int result = 0;

	if (!first)
		return 0;
	while (last + 1 < end && strcmp(last[1].commit, first->commit) == 0)
		last++;
	for (; last >= first && result == 0; last--)
		result = copy_entry(list, last);
	return result;
}

/* *is_end: the commit is the root, the last of the range, or where a shallow clone ends. */
static int step(struct kmend_history *history, git_oid *oid, int *is_end)
{
	git_commit *commit = NULL;
	int code = git_commit_lookup(&commit, history->repository, oid);

	*is_end = 1;
	if (code == GIT_ENOTFOUND && history_is_shallow(history))
		return 0;
	if (code < 0)
		return history_error(code, "the history");
	if (git_commit_parentcount(commit)) {
		*oid = *git_commit_parent_id(commit, 0);
		*is_end = 0;
	}
	git_commit_free(commit);
	return 0;
}

static int walk(struct kmend_history *history, const struct kmend_history_list *all, const char *from, const char *to,
	struct kmend_history_list *list)
{
	char hex[KMEND_HISTORY_HEX];
	git_oid oid;
	int is_end = 0, is_from = 0, result = git_oid_fromstr(&oid, to);

	for (size_t n = 0; result == 0 && !is_end && !is_from; n++) {
		if (n == KMEND_HISTORY_WALK_MAX)
			return kmend_error("the history has more than %d commits", KMEND_HISTORY_WALK_MAX);
		is_from = strcmp(git_oid_tostr(hex, sizeof(hex), &oid), from) == 0;
		result = take(list, all, &oid);
		if (result == 0 && !is_from)
			result = step(history, &oid, &is_end);
	}
	if (result == 0 && *from && !is_from)
		return kmend_error_as(KMEND_ERROR_INVALID, "%.12s is not on the first-parent history of %.12s%s", from,
			to, history_is_shallow(history) ? " in this shallow clone" : "");
	return result;
}

int kmend_history_range(struct kmend_history *history, const char *range, struct kmend_history_list *list)
{
	char from[KMEND_HISTORY_HEX], to[KMEND_HISTORY_HEX];
	struct kmend_history_list all;
	int result;

	*list = (struct kmend_history_list){ 0 };
	if (read_range(history, range, from, to) < 0 || history_all(history, NULL, &all) < 0)
		return -1;
	result = walk(history, &all, from, to, list);
	for (size_t i = 0, k = list->count; i + 1 < k; i++) {
		struct kmend_history_entry swap = list->entries[i];

		list->entries[i] = list->entries[--k];
		list->entries[k] = swap;
	}
	kmend_history_list_release(&all);
	if (result < 0)
		kmend_history_list_release(list);
	return result;
}
