/* The workers. */
#include "harness/campaign/pool.h"

#include <stdlib.h>
#include <string.h>

#include "harness/base/error.h"
#include "harness/base/file.h"
#include "harness/campaign/cores.h"
#include "harness/campaign/locate.h"
#include "harness/campaign/pool_reference.h"
#include "harness/campaign/tail.h"

#define BOOT_TRIES 3u   /* boots in a row that the emulator may fail */
#define CLOCK_TRIES 20u /* boots in a row that may be another machine than the first */
#define CLOSING_TURNS 4

struct worker {
	struct pool *pool;
	int cpu;
	struct machine *machine;
	int ready;     /* the machine has booted */
	size_t policy; /* of the machine */
	int busy;      /* `task` is to be done or in flight */
	unsigned failed_boots, other_boots;
	struct pool_task task;
};

struct pool {
	uv_loop_t *loop;
	const struct pool_policy *policies;
	struct pool_reference *references;
	size_t npolicies;
	struct worker *workers;
	unsigned jobs, busy;
	const struct pool_client *client;
	void *context;
	int from_boot; /* a machine for each task, and no snapshot */
	int stopped;
};

static void worker_step(struct worker *worker);

int pool_new(struct pool **out, uv_loop_t *loop, unsigned jobs, const struct pool_policy *policies, size_t npolicies)
{
	struct pool *pool = calloc(1, sizeof *pool);

	if (jobs < 1 || jobs > POOL_JOBS_MAX) {
		free(pool);
		return kmend_error("the number of machines must be 1 to %u", POOL_JOBS_MAX);
	}
	if (pool) {
		pool->workers = calloc(jobs, sizeof *pool->workers);
		pool->references = calloc(npolicies, sizeof *pool->references);
	}
	if (!pool || !pool->workers || !pool->references) {
		if (pool) {
			free(pool->workers);
			free(pool->references);
		}
		free(pool);
		return kmend_error("out of memory");
	}
	pool->loop = loop;
	pool->policies = policies;
	pool->npolicies = npolicies;
	pool->jobs = jobs;
	for (unsigned i = 0; i < jobs; i++) {
		pool->workers[i].pool = pool;
		pool->workers[i].cpu = cores_number(i);
	}
	*out = pool;
	return 0;
}

int pool_expect(struct pool *pool, size_t policy, const void *boot_log, size_t size, uint64_t clock_ns)
{
	return reference_set(&pool->references[policy], boot_log, size, clock_ns);
}

void pool_reference(const struct pool *pool, size_t policy, const char **boot_log, size_t *size, uint64_t *clock_ns)
{
	*boot_log = pool->references[policy].log;
	*size = pool->references[policy].size;
	*clock_ns = pool->references[policy].clock_ns;
}

uint64_t pool_ready_block(const struct pool *pool, size_t policy)
{
	return pool->references[policy].ready_block;
}

void pool_ready_block_set(struct pool *pool, size_t policy, uint64_t block)
{
	pool->references[policy].ready_block = block;
}

void pool_stop(struct pool *pool)
{
	pool->stopped = 1;
	uv_stop(pool->loop);
}

static void worker_drop(struct worker *worker)
{
	machine_free(worker->machine);
	worker->machine = NULL;
	worker->ready = 0;
}

static void boot_failed(struct worker *worker, const struct machine_result *result)
{
	const char *name = worker->pool->policies[worker->policy].name;

	if (worker->pool->stopped) /* another worker has said it already */
		return;
	kmend_error("policy %s: the kernel does not boot: %s", name, result->why);
	if (!machine_end_is_infra(result->end))
		tail_print(result);
	pool_stop(worker->pool);
}

/* A boot that is another machine than the first: the emulator has let a timer come at another moment. It is thrown away. */
static void boot_again(struct worker *worker, const struct machine_result *result)
{
	if (++worker->other_boots == CLOCK_TRIES && *result->why) { /* each of them said the same: that it is */
		boot_failed(worker, result);
		return;
	}
	worker_drop(worker);
	if (worker->other_boots == CLOCK_TRIES) {
		kmend_error("policy %s: boots of one image differ; the guest has a timer armed at its `ready` "
			    "stop, or its boot depends on something outside",
			worker->pool->policies[worker->policy].name);
		pool_stop(worker->pool);
		return;
	}
	worker_step(worker);
}

static void on_booted(struct machine *machine, const struct machine_result *result, void *context)
{
	struct worker *worker = context;

	if (result->end != MACHINE_END_STOP || result->stop != KMEND_STOP_READY) {
		if (machine_end_is_infra(result->end) && result->end != MACHINE_END_WALL &&
			++worker->failed_boots < BOOT_TRIES) {
			worker_drop(worker);
			worker_step(worker);
			return;
		}
		if (result->at_block && result->end == MACHINE_END_STOP)
			boot_again(worker, result); /* it stands at the block, and has not said `ready` there */
		else
			boot_failed(worker, result);
		return;
	}
	worker->failed_boots = 0;
	if (!reference_accepts(&worker->pool->references[worker->policy], machine, result,
		    worker->pool->policies[worker->policy].config.accel, worker->pool->from_boot)) {
		boot_again(worker, result);
		return;
	}
	worker->other_boots = 0;
	worker->ready = 1;
	worker_step(worker);
}

static void feed(struct pool *pool);

static void on_run(struct machine *machine, const struct machine_result *result, void *context)
{
	struct worker *worker = context;
	struct pool *pool = worker->pool;
	int answer;

	worker->busy = 0;
	pool->busy--;
	answer = pool->client->done(pool->context, &worker->task, machine, result);
	if (result->is_dead || pool->from_boot)
		worker_drop(worker);
	if (answer < 0)
		pool_stop(pool);
	else
		feed(pool);
}

/* Brings the worker's task one step further. */
static void worker_step(struct worker *worker)
{
	struct pool *pool = worker->pool;

	if (pool->stopped)
		return;
	if (worker->machine && worker->policy != worker->task.policy)
		worker_drop(worker);
	if (!worker->machine) {
		struct machine_config config = pool->policies[worker->task.policy].config;

		worker->policy = worker->task.policy;
		config.cpu = worker->cpu;
		config.stop_at = pool->references[worker->policy].ready_block;
		config.no_snapshot = pool->from_boot;
		if (machine_new(&worker->machine, pool->loop, &config) < 0) {
			pool_stop(pool);
			return;
		}
		machine_boot(worker->machine, on_booted, worker);
		return;
	}
	if (!worker->ready)
		return;
	if (pool->client->started)
		pool->client->started(pool->context, &worker->task);
	machine_run(worker->machine, &worker->task.order, on_run, worker);
}

/* Gives every idle worker a task, and ends the loop when there is nothing left to do. */
static void feed(struct pool *pool)
{
	for (unsigned i = 0; i < pool->jobs && !pool->stopped; i++) {
		struct worker *worker = &pool->workers[i];

		if (worker->busy)
			continue;
		if (!pool->client->next(pool->context, worker->machine ? (int)worker->policy : -1, &worker->task))
			continue;
		worker->busy = 1;
		pool->busy++;
		worker_step(worker);
	}
	if (!pool->busy)
		uv_stop(pool->loop);
}

/* Where each policy's image is ready that does not tell it. */
static int locate(struct pool *pool)
{
	for (size_t i = 0; i < pool->npolicies; i++) {
		struct machine_config config = pool->policies[i].config;

		if (!pool->references[i].ready_block)
			pool->references[i].ready_block = config.stop_at;
		if (!machine_is_searched(&config) || pool->references[i].ready_block)
			continue;
		config.cpu = pool->workers[0].cpu;
		if (locate_ready(&pool->references[i].ready_block, pool->loop, &config, &pool->stopped) < 0)
			return -1;
	}
	return 0;
}

int pool_run(struct pool *pool, const struct pool_client *client, void *context)
{
	pool->client = client;
	pool->context = context;
	pool->stopped = 0;
	if (locate(pool) < 0)
		return -1;
	feed(pool);
	while (pool->busy && !pool->stopped)
		uv_run(pool->loop, UV_RUN_DEFAULT);
	return pool->stopped ? -1 : 0;
}

void pool_renew(struct pool *pool, int from_boot)
{
	pool->from_boot = from_boot;
	for (unsigned i = 0; i < pool->jobs; i++)
		worker_drop(&pool->workers[i]);
}

void pool_free(struct pool *pool)
{
	if (!pool)
		return;
	for (unsigned i = 0; i < pool->jobs; i++)
		worker_drop(&pool->workers[i]);
	for (size_t i = 0; i < pool->npolicies; i++)
		free(pool->references[i].log);
	/* What was closed goes with the next turns; the first one may only take back an uv_stop(). */
	for (int turn = 0; turn < CLOSING_TURNS; turn++)
		uv_run(pool->loop, UV_RUN_NOWAIT);
	free(pool->references);
	free(pool->workers);
	free(pool);
}
