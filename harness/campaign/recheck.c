#include "harness/campaign/recheck.h"

#include <stdlib.h>
#include <string.h>

#include "harness/base/error.h"
#include "harness/campaign/say.h"
#include "harness/outcome/log_difference.h"

struct item {
	int64_t id;
	size_t policy;
	unsigned given; /* times that it was handed out */
	int open;       /* it is to be handed out */
};

struct stage {
	struct kmend_store *store;
	const struct experiment_setting *settings;
	const struct recheck *recheck;
	size_t npolicies;
	uint64_t whole; /* experiments of the plan */
	struct item *items;
	size_t nitems, room;
	uint64_t failed;
};

/* The finalizer of splitmix64: neighbours in number are not neighbours in value. */
static uint64_t mix(uint64_t x)
{
	x = (x ^ x >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	x = (x ^ x >> 27) * UINT64_C(0x94d049bb133111eb);
	return x ^ x >> 31;
}

int recheck_chooses(const struct recheck *recheck, int64_t id, uint64_t whole)
{
	uint64_t number = (uint64_t)id - 1, first, size;

	if (!recheck->every || id < 1 || number >= whole)
		return 0;
	first = number - number % recheck->every;
	size = whole - first < recheck->every ? whole - first : recheck->every;
	return number == first + mix((recheck->seed + 1) * UINT64_C(0x9e3779b97f4a7c15) ^ mix(first + 1)) % size;
}

/* ---- what is left --------------------------------------------------------------------------------------------- */

static int add(const struct kmend_store_row *row, void *context)
{
	struct stage *stage = context;

	if (!row->done || row->again != KMEND_AGAIN_NOT || row->outcome == KMEND_OUTCOME_INFRA_ERROR ||
		!recheck_chooses(stage->recheck, row->id, stage->whole))
		return 0;
	if (row->policy_id < 1 || (stage->npolicies && (size_t)row->policy_id > stage->npolicies))
		return kmend_error("%s: an experiment has no policy", kmend_store_path(stage->store));
	if (stage->nitems == stage->room) {
		size_t room = stage->room ? stage->room * 2 : 64;
		struct item *items = realloc(stage->items, room * sizeof *items);

		if (!items)
			return kmend_error_memory();
		stage->items = items;
		stage->room = room;
	}
	stage->items[stage->nitems++] = (struct item){ .id = row->id, .policy = (size_t)row->policy_id - 1, .open = 1 };
	return 0;
}

static int gather(struct stage *stage)
{
	struct kmend_store_progress progress;

	if (!stage->recheck->every)
		return 0;
	if (kmend_store_progress(stage->store, &progress) < 0)
		return -1;
	stage->whole = progress.whole;
	return kmend_store_rows(stage->store, add, stage) ? -1 : 0;
}

int64_t recheck_left(struct kmend_store *store, const struct recheck *recheck)
{
	struct stage stage = { .store = store, .recheck = recheck };
	int result = gather(&stage);

	free(stage.items);
	return result < 0 ? -1 : (int64_t)stage.nitems;
}

/* ---- the runs ------------------------------------------------------------------------------------------------- */

/* One of the machine's own policy first: it stays booted. */
static struct item *find_open(struct stage *stage, int policy)
{
	struct item *other = NULL;

	for (size_t i = 0; i < stage->nitems; i++) {
		struct item *item = &stage->items[i];

		if (item->open && (policy < 0 || item->policy == (size_t)policy))
			return item;
		if (item->open && !other)
			other = item;
	}
	return other;
}

static int next(void *context, int policy, struct pool_task *task)
{
	struct stage *stage = context;
	struct item *item = find_open(stage, policy);
	struct kmend_store_plan plan;

	if (!item || kmend_store_plan_get(stage->store, item->id, &plan) < 0)
		return 0; /* one that cannot be read is said by whoever wants its log */
	item->open = 0;
	item->given++;
	*task = (struct pool_task){ .policy = item->policy, .number = (size_t)(item - stage->items) };
	experiment_order(&task->order, &plan, &stage->settings[item->policy]);
	return 1;
}

static int compare(struct stage *stage, int64_t id, const struct machine_result *result)
{
	char difference[KMEND_LOG_DIFFERENCE_MAX];
	struct kmend_blob log, console;
	int same, bad;

	if (kmend_store_log_get(stage->store, id, &log, &console) < 0)
		return -1;
	same = kmend_log_same(difference, log.data, log.size, result->events, result->events_size);
	kmend_blob_release(&log);
	kmend_blob_release(&console);
	bad = kmend_store_again_put(stage->store, id, same ? KMEND_AGAIN_SAME : KMEND_AGAIN_DIFFERS, difference);
	if (!same)
		campaign_say("experiment %lld differs on another machine: %s", (long long)id, difference);
	return bad;
}

static int done(
	void *context, const struct pool_task *task, struct machine *machine, const struct machine_result *result)
{
	struct stage *stage = context;
	struct item *item = &stage->items[task->number];

	(void)machine;
	if (!machine_end_is_infra(result->end))
		return compare(stage, item->id, result);
	item->open = item->given < EXPERIMENT_ATTEMPTS;
	stage->failed += !item->open;
	return 0;
}

int recheck_run(struct kmend_store *store, struct pool *pool, const struct experiment_setting *settings,
	size_t npolicies, const struct recheck *recheck)
{
	static const struct pool_client client = { .next = next, .done = done };
	struct stage stage = { .store = store, .settings = settings, .recheck = recheck, .npolicies = npolicies };
	int result = gather(&stage);

	if (result == 0 && stage.nitems) {
		campaign_say("%zu experiment%s again, %s", stage.nitems, stage.nitems == 1 ? "" : "s",
			recheck->from_boot ? "each from the boot on, without a snapshot"
					   : "on machines that are booted for it");
		pool_renew(pool, recheck->from_boot);
		result = pool_run(pool, &client, &stage);
	}
	if (result == 0 && stage.failed)
		campaign_say("warning: %llu of them were not compared: the emulator failed three times",
			(unsigned long long)stage.failed);
	free(stage.items);
	return result;
}
