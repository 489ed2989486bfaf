/* One experiment of a measurement. */
#include "harness/bench/pass.h"

#include "harness/campaign/judge.h"

static double ms(uint64_t ns)
{
	return (double)ns / 1e6;
}

void pass_order(const struct pass *pass, unsigned number, struct machine_order *order)
{
	const struct kmend_image *image = pass->policy.config.image;
	const struct kmend_image_site site = kmend_image_site(image, pass->sites[number % pass->nsites]);

	*order = (struct machine_order){ .limit_ns = setup_limit_ns(pass->setup->target, pass->golden.golden_ns),
		.planned = pass->golden.facts.planned,
		.test_limits = &pass->golden.limits,
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
int pass_finish(struct pass *pass, unsigned number, const struct machine_result *result)
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

int pass_start(struct pass *pass)
{
	pass->given = pass->done = 0;
	pass->same_ns = 0;
	scratch_free(&pass->scratch);
	return scratch_new(&pass->scratch, pass->policy.config.image, pass->policy.name, pass->request->experiments);
}
