/* Results and baselines for kmend gate and kmend trend. */
#include <stdlib.h>
#include <string.h>

#include "harness/base/error.h"
#include "harness/base/file.h"
#include "harness/base/safe.h"
#include "harness/cli/gate_files.h"
#include "harness/store/store.h"
#include "report/baseline/baseline.h"

#define DIRTY "-dirty"

int gate_repository_open(struct gate_repository *repository)
{
	return repository->history ? 0 : kmend_history_open(&repository->history, repository->dir);
}

void gate_repository_close(struct gate_repository *repository)
{
	kmend_history_close(repository->history);
	repository->history = NULL;
}

static char *source_root(const char *result_path)
{
	struct kmend_store *store;
	char *root = NULL;

	if (kmend_store_open_read(&store, result_path) < 0)
		return NULL;
	kmend_store_meta_get(store, "source_root", &root);
	kmend_store_close(store);
	return root;
}

char *gate_repository_prefix(struct gate_repository *repository, const char *result_path)
{
	const char *tree = gate_repository_open(repository) == 0 ? kmend_history_workdir(repository->history) : NULL;
	char *root = tree ? source_root(result_path) : NULL, *prefix;
	size_t size = tree ? strlen(tree) : 0;

	if (root && strncmp(root, tree, size) == 0 && root[size])
		prefix = kmend_format("%s%s", root + size, root[strlen(root) - 1] == '/' ? "" : "/");
	else
		prefix = strdup("");
	free(root);
	if (!prefix)
		kmend_error_memory();
	return prefix;
}

int gate_result_load(struct kmend_samples *samples, const char *path)
{
	char shard[KMEND_SHARD_TEXT_MAX];
	struct kmend_store *store;
	int result;

	if (kmend_store_open_read(&store, path) < 0)
		return -1;
	if (!kmend_shard_is_whole(kmend_store_shard(store)))
		result = kmend_error_as(KMEND_ERROR_BUSY,
			"%s: shard %s of its plan alone: `kmend merge` joins all of them", path,
			kmend_shard_text(shard, kmend_store_shard(store)));
	else
		result = kmend_samples_load(samples, store);
	kmend_store_close(store);
	return result;
}

static struct kmend_history_key key_of(const struct kmend_samples *samples)
{
	return (struct kmend_history_key){ (char *)samples->facts[KMEND_FACT_TARGET],
		(char *)samples->facts[KMEND_FACT_CAMPAIGN] };
}

/* The revision of a result without its -dirty. */
static int is_revision_of(const char *revision, const char *commit)
{
	size_t size = strlen(commit);

	return strncmp(revision, commit, size) == 0 && (!revision[size] || strcmp(revision + size, DIRTY) == 0);
}

int gate_baseline_read(struct kmend_samples *samples, struct kmend_history *history,
	const struct kmend_history_key *key, const char *commit)
{
	struct kmend_buf data = KMEND_BUF_INIT;
	char *name = kmend_format("revision %.12s", commit);
	int result = -1;

	if (!name)
		kmend_error_memory();
	else if (kmend_history_read(history, key, commit, KMEND_BASELINE_SIZE_MAX, &data) == 0)
		result = kmend_baseline_read(samples, name, data.data, data.size);
	if (result == 0 &&
		(strcmp(samples->facts[KMEND_FACT_TARGET], key->target) != 0 ||
			strcmp(samples->facts[KMEND_FACT_CAMPAIGN], key->campaign) != 0 ||
			!is_revision_of(samples->facts[KMEND_FACT_REVISION], commit))) {
		kmend_samples_release(samples);
		result = kmend_error_as(KMEND_ERROR_INVALID,
			"%s: not a baseline: it is of another target, campaign or revision than its ref says", name);
	}
	kmend_buf_release(&data);
	free(name);
	return result;
}

static int load_revision(struct kmend_samples *samples, const char *rev, const struct kmend_samples *result,
	struct gate_repository *repository)
{
	const struct kmend_history_key key = key_of(result);
	char commit[KMEND_HISTORY_HEX], found[KMEND_HISTORY_HEX];

	if (gate_repository_open(repository) < 0 || kmend_history_commit(repository->history, rev, commit) < 0 ||
		kmend_history_nearest(repository->history, &key, commit, found) < 0)
		return -1;
	return gate_baseline_read(samples, repository->history, &key, found);
}

int gate_baseline_load(struct kmend_samples *samples, const char *name, const struct kmend_samples *result,
	struct gate_repository *repository)
{
	struct kmend_error_kept no_file;
	int is_nowhere;

	if (gate_result_load(samples, name) == 0)
		return 0;
	kmend_error_keep(&no_file);
	is_nowhere = kmend_error_code() == KMEND_ERROR_NOT_FOUND;
	if (load_revision(samples, name, result, repository) == 0)
		return 0;
	if (kmend_error_code() != KMEND_ERROR_NOT_FOUND)
		return -1;
	/* A folder can have the name of a branch; of a file that is no result the file is what was meant. */
	return is_nowhere ? kmend_error_reword("neither a result file nor a baseline: %s", kmend_error_text())
			  : kmend_error_again(&no_file);
}

int gate_save_prepare(struct gate_save *save, const struct kmend_samples *samples, struct gate_repository *repository)
{
	const char *revision = samples->facts[KMEND_FACT_REVISION], *dirty;
	char *commit;
	int result;

	save->samples = samples;
	if (!kmend_samples_is_complete(samples))
		return kmend_error_as(KMEND_ERROR_BUSY,
			"%s: still running or stopped: run the campaign to its end before it is saved", samples->name);
	if (!kmend_samples_is_valid(samples))
		return kmend_error(samples->differing
				? "%s: experiments differ on another machine: no baseline"
				: "%s: more than 1%% of the experiments ended in infra-error: no baseline",
			samples->name);
	dirty = strstr(revision, DIRTY);
	if (dirty && !save->allow_dirty)
		return kmend_error_as(KMEND_ERROR_INVALID,
			"%s: its sources differed from commit %.12s: commit and run again, or --allow-dirty",
			samples->name, revision);
	if (!*revision || strcmp(revision, "unknown") == 0)
		return kmend_error_as(KMEND_ERROR_INVALID,
			"%s: its revision is not known: it was not run in a git repository with commits",
			samples->name);
	commit = strndup(revision, dirty ? (size_t)(dirty - revision) : strlen(revision));
	if (!commit)
		return kmend_error_memory();
	result = gate_repository_open(repository);
	if (result == 0 && kmend_history_commit(repository->history, commit, save->commit) < 0)
		result = kmend_error_reword("%s: its revision %s", samples->name, kmend_error_text());
	if (result == 0 && strcmp(commit, save->commit) != 0)
		result = kmend_error_as(KMEND_ERROR_INVALID, "%s: its revision %.60s is not the name of a commit",
			samples->name, commit);
	free(commit);
	return result < 0 ? -1 : kmend_baseline_write(&save->data, samples);
}

int gate_save_write(struct gate_save *save, struct gate_repository *repository)
{
	const struct kmend_history_key key = key_of(save->samples);
	int kept;

	if (kmend_history_keep(repository->history, &key, save->commit, &save->data, save->replace, &kept) < 0)
		return -1;
	kmend_print_line(stderr, "kmend: %s baseline of %.12s: target %s, campaign %s, %zu KiB",
		kept ? "saved the" : "it is already the", save->commit, key.target, key.campaign,
		(save->data.size + 1023) / 1024);
	return 0;
}

void gate_save_release(struct gate_save *save)
{
	kmend_buf_release(&save->data);
}
