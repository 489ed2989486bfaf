/* The measurement: golden run, then three times the same list of experiments. */
#include "harness/bench/bench.h"

#include <stdlib.h>
#include <string.h>

#include "harness/base/error.h"
#include "harness/bench/scratch.h"
#include "harness/campaign/golden.h"
#include "harness/campaign/judge.h"
#include "harness/campaign/locate.h"
#include "harness/campaign/plan.h"

#define GOLDEN_RUNS 2u

/* One pass over the list. */
struct pass {
	struct bench *bench;
	const struct setup *setup;
	const struct bench_request *request;
	uv_loop_t loop;
	struct pool_policy policy;
	struct golden golden;
	uint32_t *sites; /* dense numbers in the policy's image; the list repeats them */
	size_t nsites;
	struct scratch scratch;
	int costs; /* this pass fills the parts */
	unsigned given, done;
	uint64_t first_ns, last_ns; /* uv_hrtime of the first and the last end */
	uint64_t same_ns;           /* the same of number `fresh` */
};

static double ms(uint64_t ns)
{
	return (double)ns / 1e6;
}

/* ---- one experiment ------------------------------------------------------------------------------------------- */

static void make_order(const struct pass *pass, unsigned number, struct machine_order *order)
{
	const struct kmend_image *image = pass->policy.config.image;
	const struct kmend_image_site site = kmend_image_site(image, pass->sites[number % pass->nsites]);

	*order = (struct machine_order){ .limit_ns = setup_limit_ns(pass->setup->target, pass->golden.golden_ns),
		.planned = pass->golden.facts.planned,
		.control = { .mode = KMEND_MODE_PLAIN,
			.flags = pass->setup->flags,
			.fault = { .seed = pass->setup->campaign->seed },
			.workload = pass->setup->workload } };
	if (pass->request->pristine)
		return;
	order->control.mode = KMEND_MODE_ARMED;
	order->control.site = site.number;
	order->control.block = site.block;
	order->control.fault.type = (uint16_t)site.type;
	order->control.fault.candidate = (uint16_t)site.candidate;
}

/* What the judge is told to have been armed. */
static int64_t armed(const struct pass *pass, unsigned number)
{
	return pass->request->pristine ? KMEND_ARMED_NOTHING : (int64_t)pass->sites[number % pass->nsites];
}

static int store(
	struct pass *pass, unsigned number, const struct machine_result *result, const struct kmend_verdict *verdict)
{
	const struct kmend_store_result row = { .id = (int64_t)number + 1,
		.attempts = 1,
		.outcome = verdict->outcome,
		.reason = verdict->reason,
		.activations = verdict->activations,
		.recovered = verdict->recovered,
		.wall_us = result->run_us,
		.log = result->events,
		.log_size = result->events_size,
		.console = result->console,
		.console_size = result->console_size };

	return kmend_store_result_put(pass->scratch.store, &row);
}

static int add_costs(struct pass *pass, const struct machine_result *result, double classify_ms, double store_ms)
{
	struct samples *parts = pass->bench->parts;
	double restore_ms = (double)result->restore_us / 1e3, arm_ms = (double)result->arm_us / 1e3;
	double read_ms = (double)result->read_us / 1e3, guest_ms = (double)result->run_us / 1e3;
	double own_ms = restore_ms + arm_ms + read_ms + classify_ms + store_ms;

	return samples_add(&parts[BENCH_RESTORE], restore_ms) < 0 || samples_add(&parts[BENCH_ARM], arm_ms) < 0 ||
			samples_add(&parts[BENCH_READ], read_ms) < 0 ||
			samples_add(&parts[BENCH_CLASSIFY], classify_ms) < 0 ||
			samples_add(&parts[BENCH_STORE], store_ms) < 0 || samples_add(&parts[BENCH_OWN], own_ms) < 0 ||
			samples_add(&parts[BENCH_GUEST], guest_ms) < 0 ||
			samples_add(&parts[BENCH_WHOLE], own_ms + guest_ms) < 0
		? -1
		: 0;
}

/* Classified and stored as in a campaign. */
static int finish(struct pass *pass, unsigned number, const struct machine_result *result)
{
	uint64_t from = uv_hrtime(), judged;
	struct kmend_verdict verdict;
	int bad;

	if (judge_run(&verdict, result, armed(pass, number), &pass->golden.facts) < 0)
		return -1;
	judged = uv_hrtime();
	bad = store(pass, number, result, &verdict) < 0;
	pass->last_ns = uv_hrtime();
	if (pass->done++ == 0)
		pass->first_ns = pass->last_ns;
	if (pass->done == pass->request->fresh)
		pass->same_ns = pass->last_ns;
	if (!bad && pass->costs) {
		pass->bench->outcomes[verdict.outcome & 7]++;
		bad = add_costs(pass, result, ms(judged - from), ms(pass->last_ns - judged)) < 0;
	}
	kmend_verdict_release(&verdict);
	return bad ? -1 : 0;
}

/* ---- from snapshots ------------------------------------------------------------------------------------------- */

static int next(void *context, int policy, struct pool_task *task)
{
	struct pass *pass = context;

	(void)policy;
	if (pass->given == pass->request->experiments)
		return 0;
	*task = (struct pool_task){ .number = pass->given };
	make_order(pass, pass->given++, &task->order);
	return 1;
}

static int done(
	void *context, const struct pool_task *task, struct machine *machine, const struct machine_result *result)
{
	(void)machine;
	if (result->is_dead)
		return kmend_error("%s", result->why);
	return finish(context, (unsigned)task->number, result);
}

static int start_pass(struct pass *pass)
{
	pass->given = pass->done = 0;
	pass->same_ns = 0;
	scratch_free(&pass->scratch);
	return scratch_new(&pass->scratch, pass->policy.config.image, pass->policy.name, pass->request->experiments);
}

/* Ends a second between the first and the last end: boots of machines do not count. */
static double rate(unsigned ends, uint64_t from_ns, uint64_t to_ns)
{
	return ends > 1 && to_ns > from_ns ? (ends - 1) * 1e9 / (double)(to_ns - from_ns) : 0;
}

static int from_snapshots(struct pass *pass, struct pool *pool, double *result)
{
	static const struct pool_client client = { .next = next, .done = done };

	if (start_pass(pass) < 0 || pool_run(pool, &client, pass) < 0)
		return -1;
	*result = rate(pass->done, pass->first_ns, pass->last_ns);
	return 0;
}

/* ---- with fresh boots ----------------------------------------------------------------------------------------- */

static void on_end(struct machine *machine, const struct machine_result *result, void *context)
{
	(void)machine;
	*(const struct machine_result **)context = result;
}

static const struct machine_result *await(uv_loop_t *loop, const struct machine_result **result)
{
	while (!*result)
		uv_run(loop, UV_RUN_ONCE);
	return *result;
}

static int boot_well(const struct machine_result *result)
{
	if (result->end == MACHINE_END_STOP && result->stop == KMEND_STOP_READY)
		return 0;
	return kmend_error("a fresh boot failed: %s", result->why);
}

static int one_fresh(struct pass *pass, unsigned number)
{
	struct machine_config config = pass->policy.config;
	const struct machine_result *result = NULL;
	uint64_t from = uv_hrtime();
	struct machine_order order;
	struct machine *machine;
	int bad;

	config.no_snapshot = 1;
	make_order(pass, number, &order);
	if (machine_new(&machine, &pass->loop, &config) < 0)
		return -1;
	machine_boot(machine, on_end, &result);
	bad = boot_well(await(&pass->loop, &result));
	if (!bad) {
		result = NULL;
		machine_run(machine, &order, on_end, &result);
		await(&pass->loop, &result);
		bad = result->is_dead ? kmend_error("%s", result->why) : finish(pass, number, result);
	}
	machine_free(machine);
	uv_run(&pass->loop, UV_RUN_NOWAIT);
	return bad < 0 ? -1 : samples_add(&pass->bench->fresh, ms(uv_hrtime() - from));
}

static int fresh_boots(struct pass *pass)
{
	uint64_t from;

	if (start_pass(pass) < 0)
		return -1;
	from = uv_hrtime();
	for (unsigned i = 0; i < pass->request->fresh; i++)
		if (one_fresh(pass, i) < 0)
			return -1;
	pass->bench->rate_fresh = pass->request->fresh * 1e9 / (double)(uv_hrtime() - from);
	return 0;
}

/* Boot and snapshot of one machine, as a campaign does it once for each. */
static int one_boot(struct pass *pass)
{
	const struct machine_result *result = NULL;
	uint64_t from = uv_hrtime();
	struct machine *machine;
	int bad;

	if (machine_new(&machine, &pass->loop, &pass->policy.config) < 0)
		return -1;
	machine_boot(machine, on_end, &result);
	bad = boot_well(await(&pass->loop, &result));
	pass->bench->boot_ms = ms(uv_hrtime() - from);
	machine_free(machine);
	uv_run(&pass->loop, UV_RUN_NOWAIT);
	return bad;
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
	if (find_ready(&pass) == 0 && one_boot(&pass) == 0 && one_machine(&pass) == 0 &&
		(request->jobs < 2 || many_machines(&pass) == 0))
		result = fresh_boots(&pass);
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
