/* The plan, written and read. Policies have the ids 1, 2, ... in the order of the campaign. */
#include "harness/campaign/record.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "harness/base/buf.h"
#include "harness/base/error.h"
#include "harness/base/file.h"
#include "harness/build/units.h"
#include "harness/campaign/effect.h"
#include "harness/campaign/overhead.h"
#include "harness/campaign/pretest.h"
#include "harness/campaign/provenance.h"
#include "harness/campaign/record_blocks.h"
#include "harness/campaign/record_plan.h"

static int put(struct kmend_store *store, const char *key, char *value)
{
	int result = value ? kmend_store_meta_set(store, key, value) : kmend_error("out of memory");

	free(value);
	return result;
}

/* Where the sources lie that names of files are relative to, one folder a line: the target and what it says it is built from. */
static char *source_folders(const struct kmend_target *target)
{
	struct kmend_buf folders = KMEND_BUF_INIT;
	int failed = kmend_buf_printf(&folders, "%s", target->dir) < 0;

	for (uint64_t i = 0; i < target->sources_count && !failed; i++)
		failed = kmend_buf_printf(&folders, "\n%s%s%s", *target->sources[i] == '/' ? "" : target->dir,
				 *target->sources[i] == '/' ? "" : "/", target->sources[i]) < 0;
	if (failed)
		kmend_buf_release(&folders);
	return folders.data;
}

static int write_provenance(struct kmend_store *store, const struct setup *setup)
{
	const char *clang = getenv("KMEND_CLANG");
	char now[32];
	time_t seconds = time(NULL);
	struct tm utc;

	gmtime_r(&seconds, &utc);
	strftime(now, sizeof now, "%Y-%m-%dT%H:%M:%SZ", &utc);
	return put(store, "revision", provenance_revision(setup->target->dir)) ||
			put(store, "clang_version", provenance_version(clang ? clang : "clang-19")) ||
			put(store, "campaign_text", strdup(setup->campaign->text)) ||
			put(store, "source_folders", source_folders(setup->target)) ||
			put(store, "units", kmend_build_units(setup->target, setup->paths[0])) ||
			put(store, "source_root", strdup(setup->target->dir)) || put(store, "started", strdup(now))
		? -1
		: 0;
}

static int write_clock(struct kmend_store *store, const char *policy, uint64_t clock_ns)
{
	char *key = kmend_format("clock_ns %s", policy);
	int result = key ? put(store, key, kmend_format("%" PRIu64, clock_ns)) : -1;

	free(key);
	return result;
}

/* Without glue: the counted block that is the `ready` stop. */
static int write_ready_block(struct kmend_store *store, const char *policy, uint64_t block)
{
	char *key = block ? kmend_format("ready_block %s", policy) : NULL;
	int result = 0;

	if (block)
		result = key ? put(store, key, kmend_format("%" PRIu64, block)) : -1;
	free(key);
	return result;
}

/* What the golden run reported. */
static int write_known(struct kmend_store *store, const char *policy, const struct kmend_crash_known *known)
{
	char *key = kmend_format("golden_reports %s", policy);
	int result = key ? put(store, key, kmend_crash_known_text(known)) : -1;

	free(key);
	return result;
}

static int read_known(struct kmend_store *store, const char *policy, struct kmend_crash_known *known)
{
	char *key = kmend_format("golden_reports %s", policy), *value = NULL;
	int result = key ? kmend_store_meta_get(store, key, &value) : -1;

	if (result == 0 && value)
		result = kmend_crash_known_parse(known, value);
	free(key);
	free(value);
	return result;
}

static int write_policy(struct kmend_store *store, const struct setup *setup, size_t number,
	const struct golden *golden, const struct pool *pool)
{
	const struct kmend_image *image = setup->images[number];
	struct kmend_store_policy policy = { .name = setup->campaign->policies[number],
		.image_hash = image->hash,
		.image_path = setup->paths[number],
		.nsites = image->nsites,
		.nblocks = image->nblocks,
		.golden_ns = golden->golden_ns,
		.limit_ns = setup_limit_ns(setup->target, golden->golden_ns) };
	const char *boot_log;
	size_t boot_size;
	uint64_t clock_ns;

	pool_reference(pool, number, &boot_log, &boot_size, &clock_ns);
	if (kmend_store_policy_add(store, &policy) < 0)
		return -1;
	if (policy.id != (int64_t)number + 1)
		return kmend_error("%s: policies have odd numbers", kmend_store_path(store));
	return kmend_store_policy_logs_set(store, policy.id, boot_log, boot_size, golden->log, golden->size) < 0 ||
			write_clock(store, policy.name, clock_ns) < 0 ||
			write_known(store, policy.name, &golden->known) < 0 ||
			write_ready_block(store, policy.name, pool_ready_block(pool, number)) < 0
		? -1
		: 0;
}

static int write_blocks(struct kmend_store *store, const struct setup *setup, const struct record *record)
{
	if (record_blocks(store, setup->images[0], record->blocks) < 0)
		return -1;
	for (size_t i = 0; i < setup->npolicies; i++)
		if (record_counts(store, record->blocks, i, record->golden[i].counts, record->boot[i]) < 0)
			return -1;
	return 0;
}

static int write_measures(struct kmend_store *store, const struct setup *setup, const struct record *record)
{
	for (size_t i = 0; i < setup->npolicies; i++)
		if (overhead_write(store, setup, i, &record->golden[i], record->instructions[i]) < 0)
			return -1;
	return 0;
}

/* What the experiments stand on. */
static int write_plan(struct kmend_store *store, const struct setup *setup, const struct record *record)
{
	return write_blocks(store, setup, record) < 0 ? -1 : record_plan(store, setup, record->plan);
}

static int write_all(struct kmend_store *store, const struct setup *setup, const struct record *record)
{
	if (identity_write(record->identity, store) < 0 || write_provenance(store, setup) < 0 ||
		kmend_store_meta_set(store, KMEND_EFFECT_META,
			kmend_effect_zero_word(effect_zero(record->golden, setup->npolicies))) < 0)
		return -1;
	if (record->pretest && kmend_store_meta_set(store, PRETEST_META, record->pretest) < 0)
		return -1;
	for (size_t i = 0; i < setup->npolicies; i++)
		if (write_policy(store, setup, i, &record->golden[i], record->pool) < 0)
			return -1;
	return (record->instructions ? write_measures : write_plan)(store, setup, record) < 0 ||
			kmend_store_meta_set(store, "plan_complete", "1") < 0
		? -1
		: 0;
}

int record_write(struct kmend_store *store, const struct setup *setup, const struct record *record)
{
	struct kmend_error_kept why;

	if (kmend_store_begin(store) < 0)
		return -1;
	if (write_all(store, setup, record) == 0 && kmend_store_commit(store) == 0)
		return 0;
	kmend_error_keep(&why);
	kmend_store_rollback(store);
	return kmend_error_again(&why);
}

int record_is_complete(struct kmend_store *store)
{
	struct kmend_store_progress progress;

	return kmend_store_progress(store, &progress) < 0 ? -1 : progress.plan_complete;
}

int record_clock(struct kmend_store *store, const char *policy, uint64_t *clock_ns)
{
	char *key = kmend_format("clock_ns %s", policy), *value = NULL;
	int result = key ? kmend_store_meta_get(store, key, &value) : -1;

	if (result == 0 && !value)
		result = kmend_error("%s: '%s' is missing", kmend_store_path(store), key);
	if (result == 0)
		*clock_ns = strtoull(value, NULL, 10);
	free(key);
	free(value);
	return result;
}

int record_ready_block(struct kmend_store *store, const char *policy, uint64_t *block)
{
	char *key = kmend_format("ready_block %s", policy), *value = NULL;
	int result = key ? kmend_store_meta_get(store, key, &value) : -1;

	*block = value ? strtoull(value, NULL, 10) : 0;
	free(key);
	free(value);
	return result;
}

int record_read(struct kmend_store *store, const struct setup *setup, struct golden *golden, struct pool *pool)
{
	for (size_t i = 0; i < setup->npolicies; i++) {
		struct kmend_blob boot = { 0 }, log = { 0 };
		uint64_t clock_ns = 0, ready_block = 0;
		int bad = kmend_store_policy_logs(store, (int64_t)i + 1, &boot, &log) < 0 ||
			record_clock(store, setup->campaign->policies[i], &clock_ns) < 0 ||
			record_ready_block(store, setup->campaign->policies[i], &ready_block) < 0 ||
			pool_expect(pool, i, boot.data, boot.size, clock_ns) < 0 ||
			golden_load(&golden[i], log.data, log.size) < 0 ||
			read_known(store, setup->campaign->policies[i], &golden[i].known) < 0;

		pool_ready_block_set(pool, i, ready_block);
		kmend_blob_release(&boot);
		kmend_blob_release(&log);
		if (bad)
			return -1;
	}
	return 0;
}
