/*
 * Everything that the run needs is in the result, except for the image: our own cache has it, or the target that the person
 * names builds it. A result alone never runs a build and never opens a file that it names (docs/security.md).
 */
#include "harness/campaign/replay.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "harness/base/error.h"
#include "harness/build/fingerprint.h"
#include "harness/campaign/experiments.h"
#include "harness/campaign/interrupt.h"
#include "harness/campaign/judge.h"
#include "harness/campaign/replay_again.h"
#include "harness/campaign/replay_image.h"

/* 0 when that file of the machine is the one that the result was made with, or there is none. */
static int check_file(struct again *again, int number)
{
	const char *file = kmend_machine_file(&again->config.settings, number);
	char key[96], hash[KMEND_FINGERPRINT_CHARS];
	char *path, *real, *stored = NULL;
	int result = -1;

	snprintf(key, sizeof key, "%s %s", kmend_target_file_key(number), again->policy);
	if (kmend_target_file_path(&path, file, again->config.settings.image, again->image_path) < 0)
		return -1;
	if (!path)
		return 0;
	real = again->replay->target ? strdup(path) : replay_in_cache(path);
	if (!real) { /* "{out}/.." leads out of it */
		free(path);
		return kmend_error_as(KMEND_ERROR_USAGE,
			"the %s of this result is not in the cache: name its target with --target",
			kmend_target_file_key(number));
	}
	free(real);
	if (again_text(again, key, &stored) == 0 && kmend_fingerprint_file(hash, path) == 0)
		result = strcmp(stored, hash) == 0
			? 0
			: kmend_error("%s is not the %s of this result any more (its hash is %.12s)", path,
				  kmend_target_file_key(number), stored);
	free(stored);
	free(path);
	return result;
}

static int check_files(struct again *again)
{
	int result = 0;

	for (int i = 0; i < KMEND_TARGET_FILES && result == 0; i++)
		result = check_file(again, i);
	return result;
}

/* ---- the run -------------------------------------------------------------------------------------------------- */

static int next(void *context, int policy, struct pool_task *task)
{
	struct again *again = context;

	(void)policy;
	if (again->finished || again->given == EXPERIMENT_ATTEMPTS)
		return 0;
	again->given++;
	*task = (struct pool_task){ 0 };
	experiment_order(&task->order, &again->plan, &again->setting);
	task->order.by_hand = again->replay->gdb;
	return 1;
}

static void started(void *context, const struct pool_task *task)
{
	struct again *again = context;

	if (task->order.by_hand && again->replay->waiting)
		again->replay->waiting(again->image_path, again->gdb.path);
}

static int done(
	void *context, const struct pool_task *task, struct machine *machine, const struct machine_result *result)
{
	struct again *again = context;
	struct replay *replay = again->replay;

	(void)task;
	(void)machine;
	if (machine_end_is_infra(result->end))
		return again->given == EXPERIMENT_ATTEMPTS || task->order.by_hand ? kmend_error("%s", result->why) : 0;
	again->finished = 1;
	replay->log.data = malloc(result->events_size + 1);
	if (!replay->log.data)
		return kmend_error("out of memory");
	memcpy(replay->log.data, result->events, result->events_size);
	replay->log.data[result->events_size] = 0;
	replay->log.size = result->events_size;
	replay->identical = replay->was_done && replay->log.size == replay->recorded.size &&
		!memcmp(replay->log.data, replay->recorded.data, replay->log.size);
	return judge_experiment(&replay->verdict, result, &again->plan, &again->golden.facts);
}

static int run(struct again *again)
{
	static const struct pool_client client = { next, started, done };
	const struct pool_policy policy = { again->policy, again->config };
	struct interrupt interrupt = { 0 };
	struct pool *pool = NULL;
	uv_loop_t loop;
	int result = -1;

	if (uv_loop_init(&loop) < 0)
		return kmend_error("cannot make an event loop");
	if (pool_new(&pool, &loop, 1, &policy, 1) == 0 && interrupt_start(&interrupt, &loop, pool) == 0 &&
		pool_expect(pool, 0, again->boot.data, again->boot.size, again->clock_ns) == 0) {
		pool_ready_block_set(pool, 0, again->ready_block);
		result = pool_run(pool, &client, again);
	}
	interrupt_end(&interrupt);
	pool_free(pool);
	uv_loop_close(&loop);
	return result;
}

static int find_image(struct again *again)
{
	const struct replay_image_wanted wanted = { .result_path = kmend_store_path(again->store),
		.target = again->replay->target,
		.path = again->image_path,
		.policy = again->policy,
		.hash = again->hash,
		.detectors = again->detectors,
		.log = again->log,
		.oracle = (again->setting.flags & KMEND_FLAG_ORACLE) != 0,
		.settings = &again->config.settings };
	char *path = NULL;

	if (replay_image_find(&again->image, &path, &wanted) < 0)
		return -1;
	free(again->image_path);
	again->image_path = path;
	return 0;
}

static int stages(struct again *again, const char *result_path, int64_t id)
{
	if (kmend_store_open_read(&again->store, result_path) < 0)
		return -1;
	if (again_read(again, id) < 0) {
		kmend_blob_release(&again->recorded);
		return -1;
	}
	again->replay->was_done = again->was_done;
	again->replay->recorded = again->recorded; /* its own from here on */
	if (find_image(again) < 0 || check_files(again) < 0 || (again->replay->gdb && gdb_socket_open(&again->gdb) < 0))
		return -1;
	again->config.image = again->image;
	again->config.image_path = again->image_path;
	again->config.gdb_socket = again->gdb.path;
	return run(again);
}

int replay_run(struct replay *replay, const char *result_path, int64_t id)
{
	struct again again = { .replay = replay };
	int result = stages(&again, result_path, id);

	golden_release(&again.golden);
	kmend_blob_release(&again.boot);
	kmend_image_free(again.image);
	free(again.image_path);
	free(again.workload);
	free(again.detectors);
	free(again.log);
	gdb_socket_close(&again.gdb);
	kmend_machine_settings_release(&again.config.settings);
	free(again.target);
	kmend_patterns_free(again.console);
	kmend_store_close(again.store);
	if (result < 0) {
		kmend_blob_release(&replay->recorded);
		kmend_blob_release(&replay->log);
	}
	return result;
}

void replay_release(struct replay *replay)
{
	kmend_blob_release(&replay->recorded);
	kmend_blob_release(&replay->log);
	kmend_verdict_release(&replay->verdict);
}
