/* The stages of a campaign, in order. */
#include "harness/campaign/run.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "harness/base/error.h"
#include "harness/build/out.h"
#include "harness/campaign/cores.h"
#include "harness/campaign/conclude.h"
#include "harness/campaign/experiments.h"
#include "harness/campaign/identity.h"
#include "harness/campaign/interrupt.h"
#include "harness/campaign/overhead.h"
#include "harness/campaign/planning.h"
#include "harness/campaign/recheck.h"
#include "harness/campaign/record.h"
#include "harness/campaign/result_file.h"
#include "harness/campaign/say.h"
#include "harness/campaign/test_limits.h"
#include "harness/machine/threads.h"

struct run {
	const struct run_request *request;
	struct setup setup;
	struct identity identity;
	struct result_file file;
	uv_loop_t loop;
	struct pool *pool;
	struct pool_policy *policies;
	struct golden *golden;
	struct interrupt interrupt;
	struct recheck recheck;
	enum run_end end;
};

/* ---- machines ------------------------------------------------------------------------------------------------- */

static struct kmend_shard shard_of(const struct run *run)
{
	return run->request->shard.count ? run->request->shard : KMEND_SHARD_WHOLE;
}

static unsigned jobs_of(const struct run *run)
{
	return run->request->jobs ? run->request->jobs : cores_jobs(cores_count(), POOL_JOBS_MAX);
}

static int make_pool(struct run *run)
{
	size_t count = run->setup.npolicies;

	run->policies = calloc(count, sizeof *run->policies);
	run->golden = calloc(count, sizeof *run->golden);
	if (!run->policies || !run->golden)
		return kmend_error("out of memory");
	for (size_t i = 0; i < count; i++) {
		run->policies[i].name = run->setup.campaign->policies[i];
		setup_machine(&run->setup, i, &run->policies[i].config);
	}
	if (pool_new(&run->pool, &run->loop, jobs_of(run), run->policies, count) < 0 ||
		interrupt_start(&run->interrupt, &run->loop, run->pool) < 0)
		return -1;
	return 0;
}

static int set_jobs(struct run *run)
{
	char text[16];

	snprintf(text, sizeof text, "%u", jobs_of(run));
	return kmend_store_meta_set(run->file.store, "jobs", text);
}

/* ---- experiments ---------------------------------------------------------------------------------------------- */

static int run_experiments(struct run *run)
{
	struct experiment_setting *settings = calloc(run->setup.npolicies, sizeof *settings);
	char **roots = calloc(run->setup.npolicies, sizeof *roots);
	int result = -1;

	if (!settings || !roots) {
		kmend_error("out of memory");
		goto out;
	}
	for (size_t i = 0; i < run->setup.npolicies; i++) {
		roots[i] = kmend_build_roots(run->setup.target, run->setup.paths[i]);
		if (!roots[i] ||
			test_limits_settle(&run->golden[i].limits, &run->setup.target->limits, &run->golden[i].facts,
				run->setup.target->time_factor) < 0)
			goto out;
		settings[i] = (struct experiment_setting){ .policy = run->setup.campaign->policies[i],
			.limit_ns = setup_limit_ns(run->setup.target, run->golden[i].golden_ns),
			.planned = run->golden[i].facts.planned,
			.test_limits = &run->golden[i].limits,
			.flags = run->setup.flags,
			.workload = run->setup.workload,
			.image = run->setup.images[i],
			.image_path = run->setup.paths[i],
			.source_roots = roots[i] };
	}
	result = experiments_run(run->file.store, run->pool, run->golden, settings, run->setup.npolicies);
	if (result == 0)
		result = recheck_run(run->file.store, run->pool, settings, run->setup.npolicies, &run->recheck);
out:
	for (size_t i = 0; roots && i < run->setup.npolicies; i++)
		free(roots[i]);
	free(roots);
	free(settings);
	return result;
}

static int set_finished(struct kmend_store *store)
{
	char now[32];
	time_t seconds = time(NULL);
	struct tm utc;

	gmtime_r(&seconds, &utc);
	strftime(now, sizeof now, "%Y-%m-%dT%H:%M:%SZ", &utc);
	return kmend_store_meta_set(store, "finished", now);
}

static int finish(struct run *run)
{
	run->end = conclude(run->file.store, run->setup.campaign->measure);
	return run->end == RUN_DONE ? 0 : -1;
}

/* ---- the whole ------------------------------------------------------------------------------------------------ */

static int load_and_build(struct run *run)
{
	struct setup_override override = run->request->override;

	override.takes_tests = 1;
	override.takes_measure = !run->request->plan_only && kmend_shard_is_whole(shard_of(run));
	if (setup_load(&run->setup, run->request->campaign_path, &override) < 0 ||
		result_file_open(&run->file, run->request->result_path, run->setup.campaign->name, shard_of(run)) < 0)
		return -1;
	if (*run->setup.target->settings.arguments)
		campaign_say("warning: the emulator gets `arguments` of target.yaml: what a device keeps "
			     "outside of snapshots makes runs differ");
	if (*run->setup.target->settings.disk && !threads_are_strict())
		campaign_say(
			"warning: no right to real-time priorities: runs with a disk can differ (docs/machines.md, "
			"Disks)");
	campaign_say("images of %s under %zu policies", run->setup.target->name,
		(size_t)run->setup.campaign->policies_count);
	return setup_build(&run->setup, &run->request->override) < 0 ? -1 : identity_make(&run->identity, &run->setup);
}

static int make_plan(struct run *run)
{
	const struct planning planning = { .setup = &run->setup,
		.identity = &run->identity,
		.store = run->file.store,
		.loop = &run->loop,
		.pool = run->pool,
		.policies = run->policies,
		.golden = run->golden,
		.stopped = &run->interrupt.came,
		.no_pretest = run->request->no_pretest };

	return planning_run(&planning);
}

/* Runs and result of a campaign that measures. */
static int measure(struct run *run)
{
	struct record record = { .identity = &run->identity, .golden = run->golden, .pool = run->pool };
	uint64_t *instructions = calloc(run->setup.npolicies, sizeof *instructions);
	int result = -1;

	if (!instructions)
		return kmend_error_memory();
	record.instructions = instructions;
	campaign_say("%u runs under each policy, on images without fault sites", run->setup.campaign->golden_runs);
	if (overhead_run(run->golden, instructions, run->pool, run->policies, run->setup.npolicies, &run->setup) == 0 &&
		record_write(run->file.store, &run->setup, &record) == 0 && set_jobs(run) == 0 &&
		set_finished(run->file.store) == 0) {
		run->end = RUN_DONE;
		result = 0;
	}
	free(instructions);
	return result;
}

/* 1: nothing of this shard is left. */
static int look_what_is_left(const struct run *run)
{
	struct kmend_store_progress progress;
	char shard[KMEND_SHARD_TEXT_MAX];
	int64_t again = recheck_left(run->file.store, &run->recheck);

	if (again < 0 || kmend_store_progress(run->file.store, &progress) < 0)
		return -1;
	if (!kmend_shard_is_whole(shard_of(run)))
		campaign_say("shard %s: %" PRIu64 " of the %" PRIu64 " experiments of the plan",
			kmend_shard_text(shard, shard_of(run)), progress.planned, progress.whole);
	return progress.done == progress.planned && !again;
}

/* There is a plan, of this campaign. */
static int carry_out(struct run *run, int planned_before)
{
	int nothing_left = look_what_is_left(run);

	if (nothing_left < 0)
		return -1;
	if (nothing_left) {
		campaign_say("%s is complete: nothing left to do", run->file.path);
		return finish(run);
	}
	if (planned_before) {
		if (make_pool(run) < 0 || record_read(run->file.store, &run->setup, run->golden, run->pool) < 0)
			return -1;
		campaign_say("carrying on with %s", run->file.path);
	}
	return set_jobs(run) < 0 || run_experiments(run) < 0 || set_finished(run->file.store) < 0 ? -1 : finish(run);
}

static int stages(struct run *run)
{
	const struct result_wish wish = { .identity = &run->identity,
		.shard = shard_of(run),
		.renew = run->request->renew,
		.advice = run->request->advice };
	int planned;

	if (load_and_build(run) < 0)
		return -1;
	run->recheck = (struct recheck){ run->setup.campaign->seed, run->request->recheck, run->request->from_boot };
	planned = result_file_check(&run->file, &wish);
	if (planned < 0)
		return -1;
	if (!planned && run->setup.campaign->measure == KMEND_PURPOSE_OVERHEAD)
		return make_pool(run) < 0 ? -1 : measure(run);
	if (!planned && (make_pool(run) < 0 || make_plan(run) < 0))
		return -1;
	if (!run->request->plan_only)
		return carry_out(run, planned);
	if (planned)
		campaign_say("%s holds this plan already", run->file.path);
	run->end = RUN_DONE;
	return 0;
}

static void release(struct run *run)
{
	interrupt_end(&run->interrupt);
	pool_free(run->pool);
	uv_loop_close(&run->loop);
	for (size_t i = 0; run->golden && i < run->setup.npolicies; i++)
		golden_release(&run->golden[i]);
	free(run->golden);
	free(run->policies);
	identity_release(&run->identity);
	setup_release(&run->setup);
}

enum run_end campaign_run(const struct run_request *request, char **result_path)
{
	struct run run = { .request = request, .end = RUN_FAILED };
	struct kmend_error_kept why;

	*result_path = NULL;
	if (uv_loop_init(&run.loop) < 0) {
		kmend_error("cannot make an event loop");
		return RUN_FAILED;
	}
	if (stages(&run) < 0) {
		if (run.interrupt.came)
			run.end = conclude_interrupted(run.file.store);
	} else if (kmend_store_finish(run.file.store) < 0) {
		run.end = RUN_FAILED;
	}
	kmend_error_keep(&why);
	release(&run);
	if (result_file_close(&run.file))
		*result_path = run.file.path;
	else
		free(run.file.path);
	kmend_error_again(&why);
	return run.end;
}
