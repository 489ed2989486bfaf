/* Experiments with a boot each, without snapshots: what restoring is compared with. */
#include "harness/base/error.h"
#include "harness/bench/pass.h"

static double ms(uint64_t ns)
{
	return (double)ns / 1e6;
}

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
	pass_order(pass, number, &order);
	if (machine_new(&machine, &pass->loop, &config) < 0)
		return -1;
	machine_boot(machine, on_end, &result);
	bad = boot_well(await(&pass->loop, &result));
	if (!bad) {
		result = NULL;
		machine_run(machine, &order, on_end, &result);
		await(&pass->loop, &result);
		bad = result->is_dead ? kmend_error("%s", result->why) : pass_finish(pass, number, result);
	}
	machine_free(machine);
	uv_run(&pass->loop, UV_RUN_NOWAIT);
	return bad < 0 ? -1 : samples_add(&pass->bench->fresh, ms(uv_hrtime() - from));
}

int pass_fresh_boots(struct pass *pass)
{
	uint64_t from;

	if (pass_start(pass) < 0)
		return -1;
	from = uv_hrtime();
	for (unsigned i = 0; i < pass->request->fresh; i++)
		if (one_fresh(pass, i) < 0)
			return -1;
	pass->bench->rate_fresh = pass->request->fresh * 1e9 / (double)(uv_hrtime() - from);
	return 0;
}

/* Boot and snapshot of one machine, as a campaign does it once for each. */
int pass_one_boot(struct pass *pass)
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
