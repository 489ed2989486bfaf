/* The measurement: golden run, then three times the same list of experiments. */
#include "harness/bench/bench.h"

#include <stdlib.h>
#include <string.h>

#include "harness/base/error.h"
#include "harness/bench/pass.h"
#include "harness/campaign/locate.h"
#include "harness/campaign/plan.h"
#include "harness/campaign/test_limits.h"

#define GOLDEN_RUNS 2u

/* ---- from snapshots ------------------------------------------------------------------------------------------- */

static int next(void *context, int policy, struct pool_task *task)
{
	struct pass *pass = context;

	(void)policy;
	if (pass->given == pass->request->experiments)
		return 0;
	*task = (struct pool_task){ .number = pass->given };
	pass_order(pass, pass->given++, &task->order);
	return 1;
}

static int done(
	void *context, const struct pool_task *task, struct machine *machine, const struct machine_result *result)
{
	(void)machine;
	if (result->is_dead)
		return kmend_error("%s", result->why);
	return pass_finish(context, (unsigned)task->number, result);
}

/* Ends a second between the first and the last end: boots of machines do not count. */
static double rate(unsigned ends, uint64_t from_ns, uint64_t to_ns)
{
	return ends > 1 && to_ns > from_ns ? (ends - 1) * 1e9 / (double)(to_ns - from_ns) : 0;
}

static int from_snapshots(struct pass *pass, struct pool *pool, double *result)
{
	static const struct pool_client client = { .next = next, .done = done };

	if (pass_start(pass) < 0 || pool_run(pool, &client, pass) < 0)
		return -1;
	*result = rate(pass->done, pass->first_ns, pass->last_ns);
	return 0;
}

/* ---- the whole ------------------------------------------------------------------------------------------------ */

static int choose(struct pass *pass)
{
	const struct kmend_campaign *campaign = pass->setup->campaign;
	const struct kmend_image *image = pass->policy.config.image;
	const struct plan_request request = {
		.select = campaign->select, .sample = campaign->sample, .seed = campaign->seed, .types = campaign->types
	};
	struct kmend_image *images[] = { pass->setup->images[pass->request->policy] };
	struct kmend_count *no_boot = calloc((size_t)image->nblocks + 1, sizeof *no_boot);
	struct plan *plan = calloc(1, sizeof *plan);
	struct blocks blocks = { 0 };
	int result = -1;

	if (!no_boot || !plan) {
		kmend_error_memory();
	} else if (blocks_make(&blocks, images, 1) == 0) {
		blocks_count(&blocks, 0, pass->golden.counts, no_boot);
		result = plan_make(plan, image, &blocks, &request);
	}
	if (result == 0) {
		pass->sites = plan->sites;
		pass->nsites = plan->nsites;
		plan->sites = NULL;
		if (!pass->nsites)
			result = kmend_error("%s: the workload activates no fault site", pass->setup->target->name);
	}
	if (plan)
		plan_release(plan);
	free(plan);
	blocks_release(&blocks);
	free(no_boot);
	return result;
}

static int one_machine(struct pass *pass)
{
	struct pool *pool = NULL;
	int result = -1;

	if (pool_new(&pool, &pass->loop, 1, &pass->policy, 1) == 0 &&
		golden_runs(&pass->golden, pool, &pass->policy, 1, GOLDEN_RUNS, pass->setup->workload,
			pass->setup->flags, pass->setup->campaign->seed) == 0 &&
		test_limits_settle(&pass->golden.limits, &pass->setup->target->limits, &pass->golden.facts,
			pass->setup->target->time_factor) == 0 &&
		choose(pass) == 0) {
		pass->costs = 1;
		result = from_snapshots(pass, pool, &pass->bench->rate);
		pass->costs = 0;
		pass->bench->rate_same = rate(pass->request->fresh, pass->first_ns, pass->same_ns);
	}
	pool_free(pool);
	return result;
}

static int many_machines(struct pass *pass)
{
	struct pool *pool = NULL;
	int result = -1;

	if (pool_new(&pool, &pass->loop, pass->request->jobs, &pass->policy, 1) == 0)
		result = from_snapshots(pass, pool, &pass->bench->rate_jobs);
	pool_free(pool);
	return result;
}

/* The `ready` stop of a kernel that does not tell it, for all boots here. */
static int find_ready(struct pass *pass)
{
	struct machine_config *config = &pass->policy.config;
	const int stopped = 0;

	return machine_is_searched(config) ? locate_ready(&config->stop_at, &pass->loop, config, &stopped) : 0;
}

int bench_run(struct bench *bench, const struct setup *setup, const struct bench_request *request)
{
	struct pass pass = { .bench = bench, .setup = setup, .request = request };
	int result = -1;

	*bench = (struct bench){ 0 };
	pass.policy.name = setup->campaign->policies[request->policy];
	setup_machine(setup, request->policy, &pass.policy.config);
	if (uv_loop_init(&pass.loop) < 0)
		return kmend_error("cannot make an event loop");
	if (find_ready(&pass) == 0 && pass_one_boot(&pass) == 0 && one_machine(&pass) == 0 &&
		(request->jobs < 2 || many_machines(&pass) == 0))
		result = pass_fresh_boots(&pass);
	scratch_free(&pass.scratch);
	golden_release(&pass.golden);
	free(pass.sites);
	uv_run(&pass.loop, UV_RUN_NOWAIT);
	uv_loop_close(&pass.loop);
	return result;
}

void bench_release(struct bench *bench)
{
	for (int i = 0; i < BENCH_PARTS; i++)
		samples_release(&bench->parts[i]);
	samples_release(&bench->fresh);
}
