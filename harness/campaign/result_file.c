#include "harness/campaign/result_file.h"

#include <stdlib.h>
#include <string.h>

#include "harness/base/error.h"
#include "harness/base/file.h"
#include "harness/campaign/say.h"

static int has_plan(struct kmend_store *store)
{
	struct kmend_store_progress progress;

	return kmend_store_progress(store, &progress) < 0 ? -1 : progress.plan_complete;
}

int result_file_open(struct result_file *file, const char *path, const char *name, struct kmend_shard shard)
{
	if (path)
		file->path = strdup(path);
	else if (kmend_shard_is_whole(shard))
		file->path = kmend_format("%s.kmend", name);
	else
		file->path = kmend_format("%s-%u-of-%u.kmend", name, shard.index, shard.count);
	return file->path ? kmend_store_open_or_create(&file->store, file->path, &file->created) : kmend_error_memory();
}

/* 0 when the plan is this shard, or has become it. */
static int claim_shard(struct kmend_store *store, struct kmend_shard shard)
{
	struct kmend_shard own = kmend_store_shard(store);
	char is[KMEND_SHARD_TEXT_MAX], wished[KMEND_SHARD_TEXT_MAX];
	struct kmend_store_progress progress;

	kmend_shard_text(is, own);
	kmend_shard_text(wished, shard);
	if (kmend_shard_is_same(own, shard))
		return 0;
	if (kmend_shard_is_whole(shard))
		return kmend_error_as(KMEND_ERROR_INVALID, "%s is shard %s of its plan (--shard %s)",
			kmend_store_path(store), is, is);
	if (!kmend_shard_is_whole(own))
		return kmend_error_as(
			KMEND_ERROR_INVALID, "%s is shard %s of its plan, not %s", kmend_store_path(store), is, wished);
	if (kmend_store_progress(store, &progress) < 0)
		return -1;
	if (progress.done)
		return kmend_error_as(KMEND_ERROR_INVALID,
			"%s holds experiments of its whole plan already, it cannot become shard %s",
			kmend_store_path(store), wished);
	return kmend_store_shard_set(store, shard);
}

int result_file_check(struct result_file *file, const struct result_wish *wish)
{
	int has = has_plan(file->store);

	if (has < 0)
		return -1;
	if (!has)
		return kmend_store_shard_set(file->store, wish->shard);
	if (identity_check(wish->identity, file->store) == 0 && claim_shard(file->store, wish->shard) == 0)
		return 1;
	if (!wish->renew)
		return kmend_error_reword("%s; %s", kmend_error_text(),
			wish->advice ? wish->advice : "choose another file with -o, or start it over with --renew");
	campaign_say("%s; starting it over", kmend_error_text());
	kmend_store_discard(file->store);
	return kmend_store_open_or_create(&file->store, file->path, &file->created) < 0
		? -1
		: kmend_store_shard_set(file->store, wish->shard);
}

int result_file_close(struct result_file *file)
{
	struct kmend_store *store = file->store;
	struct kmend_error_kept why;
	int keep;

	file->store = NULL;
	if (!store)
		return 0;
	kmend_error_keep(&why);
	keep = !file->created || has_plan(store) == 1;
	if (keep)
		kmend_store_close(store);
	else
		kmend_store_discard(store);
	kmend_error_again(&why);
	return keep;
}
