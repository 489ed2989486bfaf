/*
 * One transaction: the plan of the first input, then the results of each. What is made has another name until it is whole;
 * a result that is added to is its own guard.
 */
#include "harness/store/merge.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <fcntl.h>
#include <unistd.h>

#include "harness/base/error.h"
#include "harness/base/file.h"
#include "harness/store/merge_private.h"

/* A file that is named twice would be its own double. */
static int check_names(const struct kmend_merge *merge)
{
	struct stat *seen = calloc(merge->ninputs + 1, sizeof *seen);
	size_t count = 0;
	int result = 0;

	if (!seen)
		return kmend_error_memory();
	count = stat(merge->out, &seen[0]) == 0;
	for (size_t i = 0; i < merge->ninputs && result == 0; i++) {
		const char *path = merge->inputs[i].path;

		if (stat(path, &seen[count]) < 0)
			result = kmend_error_errno("%s", path);
		for (size_t j = 0; j < count && result == 0; j++)
			if (seen[j].st_dev == seen[count].st_dev && seen[j].st_ino == seen[count].st_ino)
				result = kmend_error_as(KMEND_ERROR_USAGE, "%s: is named twice", path);
		count++;
	}
	free(seen);
	return result;
}

/* Does a kmend write to it now? Asked before SQLite has it open: closing a descriptor drops the locks of the process. */
static int is_written(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK), held;

	if (fd < 0)
		return 0;
	held = flock(fd, LOCK_SH | LOCK_NB) < 0 && errno == EWOULDBLOCK;
	close(fd);
	return held;
}

/* ---- one input ------------------------------------------------------------------------------------------------ */

static int check_plan(struct kmend_store *from, struct kmend_merge_input *input)
{
	struct kmend_store_progress progress;

	if (kmend_store_progress(from, &progress) < 0)
		return -1;
	if (!progress.plan_complete)
		return kmend_error_as(KMEND_ERROR_INVALID, "%s: holds no plan yet", from->path);
	input->shard = kmend_store_shard(from);
	input->planned = progress.planned;
	input->done = progress.done;
	return 0;
}

/* `name`: what stands for `to` in messages; NULL: it is empty, the plan comes from this input. */
static int take_input(
	const struct kmend_merge *merge, struct kmend_store *to, const char *name, struct kmend_merge_input *input)
{
	struct kmend_store *from;
	int result = -1;

	input->is_written = is_written(input->path);
	if (kmend_store_open_read(&from, input->path) < 0)
		return -1;
	if (kmend_store_begin(from) == 0 && check_plan(from, input) == 0 &&
		(name ? merge_plan_compare(to, name, from) : merge_plan_copy(to, from)) == 0 &&
		merge_results(to, from, input, merge->stopped) == 0)
		result = merge_facts(to, from, input);
	kmend_store_close(from);
	return result;
}

/* In one transaction. `has_plan`: `to` is there and has one. */
static int take_all(const struct kmend_merge *merge, struct kmend_store *to, int has_plan)
{
	if (kmend_store_begin(to) < 0)
		return -1;
	for (size_t i = 0; i < merge->ninputs; i++) {
		const char *name = has_plan ? merge->out : i ? merge->inputs[0].path : NULL;

		if (take_input(merge, to, name, &merge->inputs[i]) < 0)
			return -1;
	}
	return merge_finish(to) < 0 ? -1 : kmend_store_commit(to);
}

/* ---- the output ----------------------------------------------------------------------------------------------- */

static int add_to(const struct kmend_merge *merge)
{
	struct kmend_store *to;
	struct kmend_store_progress progress;
	char shard[KMEND_SHARD_TEXT_MAX];
	int result = -1;

	if (kmend_store_open(&to, merge->out) < 0)
		return -1;
	if (!kmend_shard_is_whole(kmend_store_shard(to)))
		kmend_error_as(KMEND_ERROR_INVALID, "%s: is shard %s of its plan, nothing can be added to it",
			merge->out, kmend_shard_text(shard, kmend_store_shard(to)));
	else if (kmend_store_progress(to, &progress) == 0 && !progress.plan_complete)
		kmend_error_as(KMEND_ERROR_INVALID, "%s: holds no plan yet", merge->out);
	else if (progress.plan_complete)
		result = take_all(merge, to, 1) < 0 ? -1 : kmend_store_finish(to);
	kmend_store_close(to); /* rolls back what is not committed */
	return result;
}

/* An empty file beside OUT, with the rights of any new file. */
static char *make_name(const char *out)
{
	char *name = kmend_format("%s.merge-XXXXXX", out);
	mode_t mask = umask(0);
	int fd = name ? mkstemp(name) : -1;

	umask(mask);
	if (fd >= 0 && fchmod(fd, 0666 & ~mask) == 0) {
		close(fd);
		return name;
	}
	if (name)
		kmend_error_errno("%s", out);
	if (fd >= 0) {
		unlink(name);
		close(fd);
	}
	free(name);
	return NULL;
}

/* Without WAL: when the transaction is committed the file is whole, and nothing is beside it. */
static int make(const struct kmend_merge *merge)
{
	char *name = make_name(merge->out);
	struct kmend_store *to = NULL;
	struct kmend_error_kept why;
	int result = -1;

	if (!name)
		return -1;
	if (kmend_store_create(&to, name) < 0) {
		unlink(name);
	} else if (kmend_store_exec(to, "PRAGMA journal_mode=DELETE", "creating it") < 0 ||
		take_all(merge, to, 0) < 0) {
		kmend_error_keep(&why);
		kmend_store_discard(to);
		kmend_error_again(&why);
	} else {
		kmend_store_close(to);
		result = kmend_file_sync(name) < 0 ? -1 : kmend_file_publish(name, merge->out);
		if (result < 0)
			unlink(name);
	}
	free(name);
	return result;
}

int kmend_store_merge(struct kmend_merge *merge)
{
	struct stat st;
	int is_there = lstat(merge->out, &st) == 0;

	if (is_there && !merge->add)
		return kmend_error_as(KMEND_ERROR_EXISTS, "%s: already exists", merge->out);
	if (check_names(merge) < 0)
		return -1;
	return is_there ? add_to(merge) : make(merge);
}
