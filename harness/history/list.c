/* All baselines of a repository, by commit. */
#include "harness/history/private.h"

#include <stdlib.h>
#include <string.h>

#include "harness/base/file.h"

void kmend_history_list_release(struct kmend_history_list *list)
{
	for (size_t i = 0; i < list->count; i++)
		history_key_release(&list->entries[i].key);
	free(list->entries);
	*list = (struct kmend_history_list){ 0 };
}

static int compare(const void *a, const void *b)
{
	const struct kmend_history_entry *x = a, *y = b;
	int order = strcmp(x->commit, y->commit);

	if (!order)
		order = strcmp(x->key.target, y->key.target);
	return order ? order : strcmp(x->key.campaign, y->key.campaign);
}

static int add(const char *ref, void *context)
{
	struct kmend_history_list *list = context;
	struct kmend_history_entry entry, *bigger;
	int result = history_ref_read(ref, &entry);

	if (result != 0)
		return result < 0 ? result : 0; /* a ref that is not ours does not matter */
	bigger = realloc(list->entries, (list->count + 1) * sizeof(*bigger));
	if (!bigger) {
		history_key_release(&entry.key);
		return kmend_error_memory();
	}
	list->entries = bigger;
	list->entries[list->count++] = entry;
	return 0;
}

int history_all(struct kmend_history *history, const struct kmend_history_key *key, struct kmend_history_list *list)
{
	char *folder = key ? history_ref(key, NULL) : strdup("refs/kmend/baselines/"),
	     *pattern = folder ? kmend_format("%s*", folder) : NULL;
	git_reference_iterator *iterator = NULL;
	const char *name;
	int code = 0, result = pattern ? 0 : -1;

	*list = (struct kmend_history_list){ 0 };
	if (result == 0) {
		code = git_reference_iterator_glob_new(&iterator, history->repository, pattern);
		while (code == 0 && result == 0 && (code = git_reference_next_name(&name, iterator)) == 0)
			result = add(name, list);
		if (result == 0 && code != GIT_ITEROVER)
			result = history_error(code, "refs/kmend/baselines");
		git_reference_iterator_free(iterator);
	}
	if (result < 0)
		kmend_history_list_release(list);
	else if (list->count)
		qsort(list->entries, list->count, sizeof(*list->entries), compare);
	free(pattern);
	free(folder);
	return result;
}

const struct kmend_history_entry *history_find(const struct kmend_history_list *list, const git_oid *commit)
{
	char hex[KMEND_HISTORY_HEX];
	size_t low = 0, high = list->count;

	git_oid_tostr(hex, sizeof(hex), commit);
	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (strcmp(list->entries[middle].commit, hex) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low < list->count && strcmp(list->entries[low].commit, hex) == 0 ? &list->entries[low] : NULL;
}
