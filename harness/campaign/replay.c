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
#include "harness/campaign/gdb_socket.h"
#include "harness/campaign/interrupt.h"
#include "harness/campaign/judge.h"
#include "harness/campaign/record.h"
#include "harness/campaign/replay_image.h"
#include "harness/campaign/test_limits.h"

struct again {
	struct replay *replay;
	struct kmend_store *store;
	struct kmend_store_plan plan;
	char policy[64], hash[65];
	char *image_path, *workload, *detectors;
	struct kmend_image *image;
	struct experiment_setting setting;
	struct machine_config config;
	struct golden golden;
	uint64_t clock_ns, ready_block;
	char *target;
	struct kmend_patterns *console; /* NULL: with glue */
	struct kmend_blob boot;
	struct gdb_socket gdb;
	unsigned given;
	int finished;
};

/* ---- reading the result --------------------------------------------------------------------------------------- */

static int meta_text(struct again *again, const char *key, char **value)
{
	if (kmend_store_meta_get(again->store, key, value) < 0)
		return -1;
	return *value ? 0
		      : kmend_error_as(KMEND_ERROR_INVALID, "%s: '%s' is missing", kmend_store_path(again->store), key);
}

static int meta_number(struct again *again, const char *key, uint64_t *number)
{
	char *value;

	if (meta_text(again, key, &value) < 0)
		return -1;
	*number = strtoull(value, NULL, 10);
	free(value);
	return 0;
}

static int keep_policy(const struct kmend_store_policy *policy, void *context)
{
	struct again *again = context;

	if (policy->id != again->plan.policy_id)
		return 0;
	snprintf(again->policy, sizeof again->policy, "%s", policy->name);
	snprintf(again->hash, sizeof again->hash, "%s", policy->image_hash);
	again->image_path = strdup(policy->image_path);
	again->setting.limit_ns = policy->limit_ns;
	return again->image_path ? 0 : kmend_error("out of memory");
}

static int keep_done(const struct kmend_store_row *row, void *context)
{
	*(int *)context = row->done;
	return 0;
}

/* The machine as it was. */
static int read_machine(struct again *again)
{
	for (const struct kmend_machine_setting *row = kmend_machine_setting_rows; row->key; row++) {
		char *text;
		int bad;

		if (meta_text(again, row->key, &text) < 0)
			return -1;
		bad = kmend_machine_setting_parse(&again->config.settings, row, text);
		free(text);
		if (bad < 0)
			return -1;
	}
	return 0;
}

static int read_settings(struct again *again)
{
	uint64_t flags;

	if (meta_number(again, "flags", &flags) < 0 || meta_text(again, "workload", &again->workload) < 0 ||
		meta_text(again, "target", &again->target) < 0 ||
		kmend_store_meta_get(again->store, "detectors", &again->detectors) < 0)
		return -1;
	again->setting.flags = (uint32_t)flags;
	again->setting.workload = again->workload;
	again->config.cpu = -1;
	return read_machine(again);
}

/* Without glue: the patterns as they were, and where the kernel is ready. */
static int read_console(struct again *again)
{
	char *text = NULL;
	int result = kmend_store_meta_get(again->store, "console", &text);

	if (result == 0 && text)
		result = kmend_patterns_parse(&again->console, text, kmend_store_path(again->store));
	if (result == 0 && text)
		result = record_ready_block(again->store, again->policy, &again->ready_block);
	free(text);
	again->config.console = again->console;
	again->config.target = again->target;
	again->config.policy = again->policy;
	return result;
}

/* The limits of single tests as they were; a result from before there were any has none. */
static int read_test_limits(struct again *again)
{
	struct kmend_test_limits rules = { 0 };
	char *text = NULL, *factor = NULL;
	double number;
	int result = kmend_store_meta_get(again->store, "test_limits", &text);

	if (result == 0 && text && *text) {
		result = meta_text(again, "time_factor", &factor) < 0 || kmend_test_limits_parse(&rules, text) < 0 ? -1
														   : 0;
		number = factor ? strtod(factor, NULL) : 0;
		if (result == 0 && !(number >= 0.01 && number <= 100))
			result = kmend_error_as(KMEND_ERROR_INVALID, "%s: time_factor must be 0.01 to 100",
				kmend_store_path(again->store));
		if (result == 0)
			result = test_limits_settle(&again->golden.limits, &rules, &again->golden.facts, number);
	}
	again->setting.test_limits = &again->golden.limits;
	kmend_test_limits_release(&rules);
	free(factor);
	free(text);
	return result;
}

static int read_result(struct again *again, int64_t id)
{
	struct kmend_blob golden_log = { 0 }, console = { 0 };
	int bad;

	if (kmend_store_plan_get(again->store, id, &again->plan) < 0 ||
		kmend_store_policies(again->store, keep_policy, again) || !again->image_path ||
		read_settings(again) < 0 || read_console(again) < 0 ||
		record_clock(again->store, again->policy, &again->clock_ns) < 0 ||
		kmend_store_row_get(again->store, id, keep_done, &again->replay->was_done) ||
		(again->replay->was_done &&
			kmend_store_log_get(again->store, id, &again->replay->recorded, &console) < 0))
		return -1;
	kmend_blob_release(&console);
	bad = kmend_store_policy_logs(again->store, again->plan.policy_id, &again->boot, &golden_log) < 0 ||
		golden_load(&again->golden, golden_log.data, golden_log.size) < 0 || read_test_limits(again) < 0;
	kmend_blob_release(&golden_log);
	again->setting.planned = bad ? 0 : again->golden.facts.planned;
	return bad ? -1 : 0;
}

/* 0 when the disk is the one that the result was made with, or there is none. */
static int check_disk(struct again *again, int number)
{
	const char *disk = kmend_machine_disk(&again->config.settings, number);
	char key[96], hash[KMEND_FINGERPRINT_CHARS];
	char *path, *real, *stored = NULL;
	int result = -1;

	snprintf(key, sizeof key, "%s %s", number ? "disk2" : "disk", again->policy);
	if (kmend_target_disk_path(&path, disk, again->config.settings.image, again->image_path) < 0)
		return -1;
	if (!path)
		return 0;
	real = again->replay->target ? strdup(path) : replay_in_cache(path);
	if (!real) { /* "{out}/.." leads out of it */
		free(path);
		return kmend_error_as(KMEND_ERROR_USAGE,
			"the disk of this result is not in the cache: name its target with --target");
	}
	free(real);
	if (meta_text(again, key, &stored) == 0 && kmend_fingerprint_file(hash, path) == 0)
		result = strcmp(stored, hash) == 0
			? 0
			: kmend_error("%s is not the disk of this result any more (its hash is %.12s)", path, stored);
	free(stored);
	free(path);
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
	return judge_run(&replay->verdict, result, again->plan.dense_site, &again->golden.facts);
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
	if (kmend_store_open_read(&again->store, result_path) < 0 || read_result(again, id) < 0)
		return -1;
	if (find_image(again) < 0 || check_disk(again, 0) < 0 || check_disk(again, 1) < 0 ||
		(again->replay->gdb && gdb_socket_open(&again->gdb) < 0))
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
