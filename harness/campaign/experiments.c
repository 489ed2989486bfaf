/*
 * One queue for each policy. A worker is fed from the queue of the policy that its machine has booted; a worker without
 * a machine, or whose queue is empty, takes the longest one.
 */
#include "harness/campaign/experiments.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <uv.h>

#include "harness/base/error.h"
#include "harness/campaign/crash.h"
#include "harness/campaign/death.h"
#include "harness/campaign/experiment_name.h"
#include "harness/campaign/judge.h"
#include "harness/campaign/progress.h"

#define SECONDS_STEP_NS 2000000000u /* how often the time spent is added to the result */

struct item {
	struct kmend_store_plan plan;
	int64_t next;   /* of the queue; -1: the last */
	uint64_t death; /* of the last attempt, see death.h */
};

struct queue {
	int64_t first, last; /* -1: none */
	size_t count;
};

struct stage {
	struct kmend_store *store;
	const struct golden *golden;
	const struct experiment_setting *settings;
	struct crash_image *crashes; /* of each policy */
	struct queue *queues;
	size_t npolicies;
	struct item *items;
	size_t nitems, room;
	struct progress progress;
	struct progress_policy *shown; /* of the progress, by policy */
	uint64_t seconds_ns;           /* when the time spent was added last */
};

static void push(struct stage *stage, size_t number)
{
	struct item *item = &stage->items[number];
	struct queue *queue = &stage->queues[item->plan.policy_id - 1];

	item->next = -1;
	if (queue->count++)
		stage->items[queue->last].next = (int64_t)number;
	else
		queue->first = (int64_t)number;
	queue->last = (int64_t)number;
}

static size_t pop(struct stage *stage, struct queue *queue)
{
	size_t number = (size_t)queue->first;

	queue->first = stage->items[number].next;
	queue->count--;
	return number;
}

static int load(const struct kmend_store_plan *plan, void *context)
{
	struct stage *stage = context;

	if (plan->policy_id < 1 || (size_t)plan->policy_id > stage->npolicies)
		return kmend_error("%s: an experiment has no policy", kmend_store_path(stage->store));
	if (stage->nitems == stage->room) {
		size_t room = stage->room ? stage->room * 2 : 1024;
		struct item *items = realloc(stage->items, room * sizeof *items);

		if (!items)
			return kmend_error("out of memory");
		stage->items = items;
		stage->room = room;
	}
	stage->items[stage->nitems] = (struct item){ .plan = *plan };
	push(stage, stage->nitems++);
	return 0;
}

void experiment_order(
	struct machine_order *order, const struct kmend_store_plan *plan, const struct experiment_setting *setting)
{
	*order = (struct machine_order){ .limit_ns = setting->limit_ns,
		.planned = setting->planned,
		.test_limits = setting->test_limits,
		.control = { .mode = *plan->test ? KMEND_MODE_PLAIN : KMEND_MODE_ARMED,
			.site = plan->dense_site,
			.block = plan->dense_block,
			.flags = setting->flags,
			.fault = plan->fault,
			.workload = setting->workload } };
	snprintf(order->control.test, sizeof order->control.test, "%s", plan->test);
}

static int next(void *context, int policy, struct pool_task *task)
{
	struct stage *stage = context;
	size_t pick = policy >= 0 ? (size_t)policy : 0;

	if (policy < 0 || !stage->queues[pick].count)
		for (size_t i = 0; i < stage->npolicies; i++)
			if (stage->queues[i].count > stage->queues[pick].count)
				pick = i;
	if (!stage->queues[pick].count)
		return 0;
	task->policy = pick;
	task->number = pop(stage, &stage->queues[pick]);
	experiment_order(&task->order, &stage->items[task->number].plan, &stage->settings[pick]);
	return 1;
}

static int add_seconds(struct stage *stage)
{
	uint64_t now = uv_hrtime(), spent = now - stage->seconds_ns;

	stage->seconds_ns = now;
	return kmend_store_seconds_add(stage->store, (double)spent / 1e9);
}

/* A guest that was ended at its limit has used all of it, however early it fell silent. */
static uint64_t spent_ns(const struct stage *stage, const struct item *item, const struct machine_result *result,
	const struct kmend_verdict *verdict)
{
	uint64_t said_ns = verdict->end_ns > verdict->ready_ns ? verdict->end_ns - verdict->ready_ns : 0;
	uint64_t limit_ns = stage->settings[item->plan.policy_id - 1].limit_ns;

	if (result->overdue && result->overdue->at_ns > verdict->ready_ns)
		limit_ns = result->overdue->at_ns - verdict->ready_ns;
	return result->end == MACHINE_END_HANG && said_ns < limit_ns ? limit_ns : said_ns;
}

static int put(struct stage *stage, const struct item *item, const struct machine_result *result,
	const struct kmend_verdict *verdict, const struct crash_text *crash, uint64_t judge_us)
{
	uint64_t own_us = result->restore_us + result->arm_us + result->read_us + judge_us;
	char hang[HANG_TEXT_MAX];
	struct kmend_store_result row = { .id = item->plan.id,
		.attempts = item->plan.attempts,
		.outcome = verdict->outcome,
		.reason = verdict->reason,
		.activations = verdict->activations,
		.recovered = verdict->recovered,
		.inconsistent = verdict->inconsistent,
		.torn = verdict->torn,
		.serving = verdict->serving,
		.guest_ns = spent_ns(stage, item, result, verdict),
		.wall_us = own_us + result->run_us,
		.own_us = own_us,
		.log = result->events,
		.log_size = result->events_size,
		.console = result->console,
		.console_size = result->console_size,
		.signature = crash->signature,
		.place = crash->place,
		.place_kind = crash->kind,
		.note = result->is_dead ? result->why : "" };

	experiment_hang(hang, &stage->crashes[item->plan.policy_id - 1], &stage->settings[item->plan.policy_id - 1],
		item->plan.dense_site, result);
	row.hang = hang;
	if (kmend_store_result_put(stage->store, &row) < 0)
		return -1;
	progress_step(&stage->progress, (size_t)item->plan.policy_id - 1, verdict->outcome, crash->signature);
	return uv_hrtime() - stage->seconds_ns >= SECONDS_STEP_NS ? add_seconds(stage) : 0;
}

static int done(
	void *context, const struct pool_task *task, struct machine *machine, const struct machine_result *result)
{
	struct stage *stage = context;
	struct item *item = &stage->items[task->number];
	struct machine_result seen = *result;
	uint64_t from = uv_hrtime();
	struct kmend_verdict verdict;
	struct crash_text crash;
	int answer = 0;

	(void)machine;
	seen.end = death_end(result, item->death);
	item->death = death_mark(result);
	if (judge_experiment(&verdict, &seen, &item->plan, &stage->golden[task->policy].facts) < 0)
		return -1;
	item->plan.attempts++;
	if (verdict.outcome == KMEND_OUTCOME_INFRA_ERROR && item->plan.attempts < EXPERIMENT_ATTEMPTS)
		push(stage, task->number);
	else if (experiment_crash(&crash,
			 &(struct experiment_named){ &stage->crashes[task->policy], &stage->settings[task->policy],
				 item->plan.dense_site, &seen, &verdict, &stage->golden[task->policy].known }) < 0)
		answer = -1;
	else
		answer = put(stage, item, &seen, &verdict, &crash, (uv_hrtime() - from) / 1000);
	kmend_verdict_release(&verdict);
	return answer;
}

/* What earlier sessions did. */
static int count_before(const struct kmend_store_row *row, void *context)
{
	struct stage *stage = context;

	if (row->done && row->outcome > KMEND_OUTCOME_NONE && row->outcome < KMEND_OUTCOME_COUNT)
		progress_before(
			&stage->progress, (size_t)row->policy_id - 1, (enum kmend_outcome)row->outcome, row->signature);
	return 0;
}

static int start(struct stage *stage)
{
	struct kmend_store_progress progress;

	for (size_t i = 0; i < stage->npolicies; i++) {
		stage->queues[i] = (struct queue){ -1, -1, 0 };
		stage->crashes[i].path = stage->settings[i].image_path;
		stage->crashes[i].roots = stage->settings[i].source_roots;
		stage->shown[i].name = stage->settings[i].policy;
	}
	if (kmend_store_pending(stage->store, load, stage) || kmend_store_progress(stage->store, &progress) < 0)
		return -1;
	stage->progress = (struct progress){
		.planned = progress.planned, .policies = stage->shown, .npolicies = stage->npolicies
	};
	if (kmend_store_rows(stage->store, count_before, stage) < 0)
		return -1;
	progress_start(&stage->progress);
	stage->seconds_ns = uv_hrtime();
	return 0;
}

int experiments_run(struct kmend_store *store, struct pool *pool, const struct golden *golden,
	const struct experiment_setting *settings, size_t npolicies)
{
	static const struct pool_client client = { .next = next, .done = done };
	struct stage stage = { .store = store,
		.golden = golden,
		.settings = settings,
		.npolicies = npolicies,
		.queues = calloc(npolicies, sizeof *stage.queues),
		.crashes = calloc(npolicies, sizeof *stage.crashes),
		.shown = calloc(npolicies, sizeof *stage.shown) };
	struct kmend_error_kept why;
	int result = -1;

	if (!stage.queues || !stage.crashes || !stage.shown) {
		kmend_error("out of memory");
		goto out;
	}
	if (start(&stage) < 0)
		goto out;
	result = pool_run(pool, &client, &stage);
	progress_end(&stage.progress);
	kmend_error_keep(&why);
	if (add_seconds(&stage) < 0 && result == 0)
		result = -1;
	else if (result < 0)
		kmend_error_again(&why); /* the first one counts */
out:
	progress_release(&stage.progress);
	for (size_t i = 0; stage.crashes && i < npolicies; i++)
		crash_image_release(&stage.crashes[i]);
	free(stage.crashes);
	free(stage.shown);
	free(stage.items);
	free(stage.queues);
	return result;
}
