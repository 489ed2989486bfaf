/* The stages of a campaign, in order. */
#include "harness/campaign/run.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "harness/base/error.h"
#include "harness/base/file.h"
#include "harness/base/safe.h"
#include "harness/campaign/experiments.h"
#include "harness/campaign/identity.h"
#include "harness/campaign/interrupt.h"
#include "harness/campaign/plan.h"
#include "harness/campaign/record.h"
#include "harness/machine/threads.h"

#define INFRA_SHARE 100u /* more than one in so many infra errors make a campaign invalid */

struct run {
	const struct run_request *request;
	struct setup setup;
	struct identity identity;
	struct kmend_store *store;
	char *path;  /* of the result */
	int created; /* by this run */
	uv_loop_t loop;
	struct pool *pool;
	struct pool_policy *policies;
	struct golden *golden;
	struct interrupt interrupt;
	enum run_end end;
};

static void say(const char *format, ...) __attribute__((format(printf, 1, 2)));
static void say(const char *format, ...)
{
	char line[512];
	va_list args;

	va_start(args, format);
	vsnprintf(line, sizeof line, format, args);
	va_end(args);
	fputs("kmend: ", stderr);
	kmend_print_safe(stderr, line, strlen(line), 0);
	fputc('\n', stderr);
}

/* ---- result file ---------------------------------------------------------------------------------------------- */

static int open_result(struct run *run)
{
	const char *path = run->request->result_path;

	run->path = path ? strdup(path) : kmend_format("%s.kmend", run->setup.campaign->name);
	if (!run->path)
		return kmend_error("out of memory");
	return kmend_store_open_or_create(&run->store, run->path, &run->created);
}

/* A result of other images or settings: refused, or replaced when that was asked for. */
static int check_result(struct run *run)
{
	if (identity_check(&run->identity, run->store) < 0) {
		if (!run->request->renew)
			return kmend_error_reword(
				"%s; choose another file with -o, or start it over with --renew", kmend_error_text());
		say("%s; starting it over", kmend_error_text());
		kmend_store_discard(run->store);
		run->store = NULL;
		if (kmend_store_open_or_create(&run->store, run->path, &run->created) < 0)
			return -1;
	}
	return 0;
}

/* ---- machines ------------------------------------------------------------------------------------------------- */

static unsigned jobs_of(const struct run *run)
{
	return run->request->jobs ? run->request->jobs : pool_default_jobs(pool_cores());
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
	return kmend_store_meta_set(run->store, "jobs", text);
}

/* ---- plan ----------------------------------------------------------------------------------------------------- */

static int choose(struct run *run, uint32_t **chosen, size_t *nchosen)
{
	const struct setup *setup = &run->setup;
	const struct kmend_image *image = setup->images[0];
	const struct plan_request request = { .select = setup->campaign->select,
		.sample = setup->campaign->sample,
		.seed = setup->campaign->seed,
		.type = setup->type };
	unsigned char *active = malloc(image->nsites);
	uint32_t count = 0;
	int result = -1;

	if (!active)
		return kmend_error("out of memory");
	memset(active, 1, image->nsites);
	for (size_t i = 0; i < setup->npolicies; i++)
		if (plan_keep_active(active, image, setup->images[i], run->golden[i].counts) < 0)
			goto out;
	for (uint32_t i = 0; i < image->nsites; i++)
		count += active[i] && kmend_image_type_of(image, i) == setup->type;
	result = plan_select(chosen, nchosen, image, active, &request);
	if (result == 0 && !*nchosen) {
		free(*chosen);
		result = kmend_error("%s: the workload activates no fault site", setup->target->name);
	}
	if (result == 0)
		say("%u of %u sites are activated by the workload; %zu of them under %zu policies: %" PRIu64
		    " experiments",
			count, image->nsites, *nchosen, setup->npolicies,
			(uint64_t)*nchosen * setup->npolicies * setup->campaign->repeats);
out:
	free(active);
	return result;
}

static int make_plan(struct run *run)
{
	const struct setup *setup = &run->setup;
	uint32_t *chosen;
	size_t nchosen;
	int result;

	say("golden runs (%u under each policy)", setup->campaign->golden_runs);
	if (golden_runs(run->golden, run->pool, run->policies, setup->npolicies, setup->campaign->golden_runs,
		    setup->workload, setup->flags, setup->campaign->seed) < 0 ||
		choose(run, &chosen, &nchosen) < 0)
		return -1;
	result = record_write(run->store, setup, &run->identity, run->golden, run->pool, chosen, nchosen);
	free(chosen);
	return result;
}

/* ---- experiments ---------------------------------------------------------------------------------------------- */

static int run_experiments(struct run *run)
{
	struct experiment_setting *settings = calloc(run->setup.npolicies, sizeof *settings);
	int result;

	if (!settings)
		return kmend_error("out of memory");
	for (size_t i = 0; i < run->setup.npolicies; i++)
		settings[i] = (struct experiment_setting){ .limit_ns = golden_limit_ns(run->golden[i].golden_ns,
								   run->setup.target->time_factor),
			.planned = run->golden[i].facts.planned,
			.seed = run->setup.campaign->seed,
			.flags = run->setup.flags,
			.workload = run->setup.workload,
			.image = run->setup.images[i],
			.image_path = run->setup.paths[i],
			.source_root = run->setup.target->dir };
	result = experiments_run(run->store, run->pool, run->golden, settings, run->setup.npolicies);
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

/* Every experiment is done: is the whole worth anything? */
static int conclude(struct run *run)
{
	struct kmend_store_progress progress;
	uint64_t infra;

	if (kmend_store_progress(run->store, &progress) < 0)
		return -1;
	infra = progress.outcomes[KMEND_OUTCOME_INFRA_ERROR];
	if (infra * INFRA_SHARE > progress.planned) {
		run->end = RUN_INVALID;
		return kmend_error("%" PRIu64 " of %" PRIu64
				   " experiments failed for reasons outside the guest: the result is "
				   "not valid",
			infra, progress.planned);
	}
	run->end = RUN_DONE;
	return 0;
}

/* ---- the whole ------------------------------------------------------------------------------------------------ */

static int all_done(struct kmend_store *store)
{
	struct kmend_store_progress progress;

	if (kmend_store_progress(store, &progress) < 0)
		return -1;
	return progress.plan_complete && progress.done == progress.planned;
}

static int load_and_build(struct run *run)
{
	if (setup_load(&run->setup, run->request->campaign_path, &run->request->override) < 0 || open_result(run) < 0)
		return -1;
	if (*run->setup.target->settings.disk && !threads_are_strict())
		say("warning: no right to real-time priorities: runs with a disk can differ (docs/machines.md, Disks)");
	say("images of %s under %zu policies", run->setup.target->name, (size_t)run->setup.campaign->policies_count);
	return setup_build(&run->setup, &run->request->override) < 0 ? -1 : identity_make(&run->identity, &run->setup);
}

static int stages(struct run *run)
{
	int complete;

	if (load_and_build(run) < 0)
		return -1;
	complete = record_is_complete(run->store);
	if (complete < 0 || (complete && check_result(run) < 0))
		return -1;
	complete = all_done(run->store);
	if (complete < 0)
		return -1;
	if (complete) {
		say("%s is complete: nothing left to do", run->path);
		return conclude(run);
	}
	complete = record_is_complete(run->store);
	if (make_pool(run) < 0 || set_jobs(run) < 0)
		return -1;
	if (complete)
		say("carrying on with %s", run->path);
	if ((complete ? record_read(run->store, &run->setup, run->golden, run->pool) : make_plan(run)) < 0 ||
		run_experiments(run) < 0 || set_finished(run->store) < 0)
		return -1;
	return conclude(run);
}

/* A signal is not a failure, and says how to go on. */
static void explain_interrupt(struct run *run)
{
	struct kmend_store_progress progress;

	run->end = RUN_INTERRUPTED;
	if (kmend_store_progress(run->store, &progress) == 0 && progress.plan_complete)
		kmend_error_as(KMEND_ERROR_INTERRUPTED,
			"interrupted with %" PRIu64 " of %" PRIu64 " experiments done; the same command carries on",
			progress.done, progress.planned);
	else
		kmend_error_as(
			KMEND_ERROR_INTERRUPTED, "interrupted before the plan was made; the same command starts again");
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
	int keep;

	*result_path = NULL;
	if (uv_loop_init(&run.loop) < 0) {
		kmend_error("cannot make an event loop");
		return RUN_FAILED;
	}
	if (stages(&run) < 0 && run.interrupt.came)
		explain_interrupt(&run);
	kmend_error_keep(&why);
	keep = run.store && (!run.created || record_is_complete(run.store) == 1);
	release(&run);
	if (run.store && !keep)
		kmend_store_discard(run.store); /* made by this run, and nothing is in it */
	else
		kmend_store_close(run.store);
	kmend_error_again(&why);
	*result_path = keep ? run.path : NULL;
	if (!keep)
		free(run.path);
	return run.end;
}
