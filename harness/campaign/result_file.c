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

int result_file_open(struct result_file *file, const char *path, const char *name)
{
	file->path = path ? strdup(path) : kmend_format("%s.kmend", name);
	return file->path ? kmend_store_open_or_create(&file->store, file->path, &file->created) : kmend_error_memory();
}

int result_file_check(struct result_file *file, const struct identity *identity, int renew)
{
	int has = has_plan(file->store);

	if (has <= 0)
		return has;
	if (identity_check(identity, file->store) == 0)
		return 1;
	if (!renew)
		return kmend_error_reword(
			"%s; choose another file with -o, or start it over with --renew", kmend_error_text());
	campaign_say("%s; starting it over", kmend_error_text());
	kmend_store_discard(file->store);
	return kmend_store_open_or_create(&file->store, file->path, &file->created);
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
