/*
 * Whole campaigns on the test kernel, from the file to the result: a second run does nothing, kill -9 loses nothing,
 * neither the number of machines nor an interruption changes an outcome, and what does not belong together is refused.
 */
#include <criterion/criterion.h>
#include <dirent.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "harness/base/error.h"
#include "harness/base/file.h"
#include "harness/campaign/replay.h"
#include "harness/campaign/run.h"
#include "harness/store/store.h"

/* With this seed a sample of five sites has none that spins for 2 s: pass, fail, reset, halt, forged events. */
#define SEED "10"

static char dir[] = "/tmp/kmend-test-campaign-XXXXXX";

static char *in_dir(const char *name)
{
	return kmend_format("%s/%s", dir, name);
}

/* kmend-cc beside the program is part of an image's fingerprint; the test kernel is not built with it. */
static void need_compiler(void)
{
	char *own = kmend_program_dir(), *path = kmend_format("%s/kmend-cc", own),
	     *real = kmend_format("%s/../kmend-cc", own);

	if (access(path, F_OK) < 0 && symlink(real, path) < 0)
		cr_log_info("no link to kmend-cc: another test made it");
	free(own);
	free(path);
	free(real);
}

static void write_campaign(const char *name, unsigned repeats)
{
	char *path = in_dir(name);
	FILE *file = fopen(path, "w");

	cr_assert_not_null(file);
	fprintf(file,
		"name: test\ntarget: %s\npolicies: [none, enhanced]\nfault_model: fail-stop\nselect: sample\nsample: "
		"5\n"
		"seed: " SEED "\nrepeats: %u\n",
		getenv("TINY"), repeats);
	fclose(file);
	free(path);
}

static void setup(void)
{
	char *cache;

	strcpy(dir + strlen(dir) - 6, "XXXXXX");
	cr_assert_not_null(mkdtemp(dir));
	cache = in_dir("cache");
	setenv("KMEND_CACHE", cache, 1);
	free(cache);
	need_compiler();
	write_campaign("short.yaml", 2);
	write_campaign("long.yaml", 30);
}

static void teardown(void)
{
	char *command = kmend_format("rm -rf '%s'", dir);

	cr_expect_eq(system(command), 0);
	free(command);
}

TestSuite(campaign, .init = setup, .fini = teardown, .timeout = 600);

static enum run_end run_with(const char *campaign, const char *result, struct run_request request)
{
	char *campaign_path = in_dir(campaign), *result_path = in_dir(result), *made;
	enum run_end end;

	request.campaign_path = campaign_path;
	request.result_path = result_path;
	end = campaign_run(&request, &made);
	free(made);
	free(campaign_path);
	free(result_path);
	return end;
}

static enum run_end run(const char *campaign, const char *result, unsigned jobs)
{
	return run_with(campaign, result, (struct run_request){ .jobs = jobs });
}

static struct kmend_store *open_result(const char *name)
{
	struct kmend_store *store;
	char *path = in_dir(name);

	cr_assert_eq(kmend_store_open_read(&store, path), 0, "%s", kmend_error_text());
	free(path);
	return store;
}

/* ---- two results side by side --------------------------------------------------------------------------------- */

struct list {
	struct kmend_store *store;
	struct kmend_buf text; /* outcome, reason and log of every experiment, by id */
	unsigned done;
};

static int add_row(const struct kmend_store_row *row, void *context)
{
	struct list *list = context;

	list->done += (unsigned)row->done;
	return kmend_buf_printf(&list->text, "%lld %s %s %u %d %s %llu %llu %d\n", (long long)row->id, row->policy,
		row->site.identity, row->repeat, row->outcome, row->reason, (unsigned long long)row->activations,
		(unsigned long long)row->recovered, row->inconsistent);
}

static void read_list(struct list *list, const char *name)
{
	*list = (struct list){ .store = open_result(name) };
	cr_assert_eq(kmend_store_rows(list->store, add_row, list), 0);
	for (int64_t id = 1; id <= list->done; id++) {
		struct kmend_blob log = { 0 }, console = { 0 };

		cr_assert_eq(kmend_store_log_get(list->store, id, &log, &console), 0, "%s", kmend_error_text());
		kmend_buf_append(&list->text, log.data, log.size);
		kmend_blob_release(&log);
		kmend_blob_release(&console);
	}
	kmend_store_close(list->store);
}

static void expect_same(const char *a, const char *b, unsigned count)
{
	struct list first, second;

	read_list(&first, a);
	read_list(&second, b);
	cr_expect_eq(first.done, count);
	cr_expect_eq(second.done, count);
	cr_assert_eq(first.text.size, second.text.size);
	cr_expect_eq(memcmp(first.text.data, second.text.data, first.text.size), 0, "outcomes and logs are the same");
	kmend_buf_release(&first.text);
	kmend_buf_release(&second.text);
}

/* ---- tests ---------------------------------------------------------------------------------------------------- */

Test(campaign, one_machine_or_two_give_the_same_and_a_second_run_does_nothing)
{
	struct kmend_store *store;
	struct kmend_store_progress progress;
	char *seconds, *again;

	cr_assert_eq(run("short.yaml", "one.kmend", 1), RUN_DONE, "%s", kmend_error_text());
	cr_assert_eq(run("short.yaml", "two.kmend", 2), RUN_DONE, "%s", kmend_error_text());
	expect_same("one.kmend", "two.kmend", 20);
	store = open_result("one.kmend");
	cr_assert_eq(kmend_store_progress(store, &progress), 0);
	cr_expect_eq(progress.planned, 20);
	cr_expect_eq(progress.outcomes[KMEND_OUTCOME_PASS], 4);
	cr_expect_eq(progress.outcomes[KMEND_OUTCOME_FAIL], 8);
	cr_expect_eq(progress.outcomes[KMEND_OUTCOME_CRASH], 8);
	kmend_store_meta_get(store, "seconds", &seconds);
	kmend_store_close(store);
	cr_assert_eq(run("short.yaml", "one.kmend", 1), RUN_DONE);
	store = open_result("one.kmend");
	kmend_store_meta_get(store, "seconds", &again);
	kmend_store_close(store);
	cr_expect_str_eq(seconds, again, "no time was spent");
	free(seconds);
	free(again);
}

Test(campaign, what_does_not_belong_is_refused_and_renewed_when_asked)
{
	struct run_request other = { .jobs = 1, .override = { .has_seed = 1, .seed = 12345 } };

	cr_assert_eq(run("short.yaml", "r.kmend", 1), RUN_DONE, "%s", kmend_error_text());
	other.override.has_sample = 1;
	other.override.sample = 1;
	cr_expect_eq(run_with("short.yaml", "r.kmend", other), RUN_FAILED);
	cr_expect_eq(kmend_error_code(), KMEND_ERROR_INVALID);
	cr_expect_neq(strstr(kmend_error_text(), "belongs to another campaign"), NULL, "%s", kmend_error_text());
	expect_same("r.kmend", "r.kmend", 20); /* and left as it was */
	other.renew = 1;
	cr_expect_eq(run_with("short.yaml", "r.kmend", other), RUN_DONE, "%s", kmend_error_text());
	expect_same("r.kmend", "r.kmend", 4);
}

/* How many results are there already? 0 as long as there is no plan. */
static uint64_t done_so_far(const char *name)
{
	struct kmend_store_progress progress = { 0 };
	struct kmend_store *store;
	char *path = in_dir(name);
	uint64_t done = 0;

	if (kmend_store_open_read(&store, path) == 0) {
		if (kmend_store_progress(store, &progress) == 0)
			done = progress.done;
		kmend_store_close(store);
	}
	free(path);
	return done;
}

Test(campaign, kill_nine_loses_nothing)
{
	pid_t pid;

	cr_assert_eq(run("long.yaml", "whole.kmend", 2), RUN_DONE, "%s", kmend_error_text());
	for (uint64_t enough = 40; enough <= 160; enough += 60) {
		pid = fork();
		cr_assert_geq(pid, 0);
		if (pid == 0)
			_exit(run("long.yaml", "killed.kmend", 2) != RUN_DONE);
		while (done_so_far("killed.kmend") < enough && waitpid(pid, NULL, WNOHANG) == 0)
			usleep(20000);
		kill(pid, SIGKILL);
		waitpid(pid, NULL, 0);
		cr_expect_geq(done_so_far("killed.kmend"), enough);
		cr_expect_lt(done_so_far("killed.kmend"), 300, "it was killed in the middle");
	}
	cr_assert_eq(run("long.yaml", "killed.kmend", 1), RUN_DONE, "%s", kmend_error_text());
	expect_same("whole.kmend", "killed.kmend", 300);
}

/* Kills one emulator of process `parent`, if there is one. */
static int kill_an_emulator(pid_t parent)
{
	char *path = kmend_format("/proc/%d/task/%d/children", parent, parent);
	FILE *file = fopen(path, "r");
	int pid = 0, killed;

	killed = file && fscanf(file, "%d", &pid) == 1 && kill(pid, SIGKILL) == 0;
	if (file)
		fclose(file);
	free(path);
	return killed;
}

Test(campaign, killed_emulators_change_nothing)
{
	int killed = 0;
	pid_t pid;
	int status;

	cr_assert_eq(run("long.yaml", "whole.kmend", 2), RUN_DONE, "%s", kmend_error_text());
	pid = fork();
	cr_assert_geq(pid, 0);
	if (pid == 0)
		_exit(run("long.yaml", "killed.kmend", 2) != RUN_DONE);
	for (uint64_t enough = 20; enough <= 200; enough += 60) {
		while (done_so_far("killed.kmend") < enough && waitpid(pid, &status, WNOHANG) == 0)
			usleep(10000);
		killed += kill_an_emulator(pid);
	}
	cr_assert_eq(waitpid(pid, &status, 0), pid);
	cr_expect(WIFEXITED(status) && WEXITSTATUS(status) == 0);
	cr_expect_geq(killed, 1);
	expect_same("whole.kmend", "killed.kmend", 300);
}

Test(campaign, a_replay_is_byte_identical)
{
	char *path = in_dir("one.kmend");

	cr_assert_eq(run("short.yaml", "one.kmend", 1), RUN_DONE, "%s", kmend_error_text());
	for (int64_t id = 1; id <= 20; id += 6) {
		struct replay replay = { 0 };

		cr_assert_eq(replay_run(&replay, path, id), 0, "%s", kmend_error_text());
		cr_expect(replay.was_done && replay.identical, "experiment %d", (int)id);
		replay_release(&replay);
	}
	cr_expect_eq(replay_run(&(struct replay){ 0 }, path, 21), -1);
	cr_expect_eq(kmend_error_code(), KMEND_ERROR_NOT_FOUND);
	free(path);
}

Test(campaign, a_kernel_that_does_not_boot_leaves_no_result)
{
	char *path = in_dir("none.kmend");

	setenv("TINY_FLAGS", "-DTINY_BOOT=NO_ROOT", 1);
	cr_expect_eq(run("short.yaml", "none.kmend", 2), RUN_FAILED);
	cr_expect_neq(strstr(kmend_error_text(), "does not boot"), NULL, "%s", kmend_error_text());
	cr_expect_lt(access(path, F_OK), 0);
	free(path);
}

Test(campaign, files_that_are_wrong_are_usage_errors)
{
	char *path = in_dir("x.kmend");
	FILE *file;

	cr_expect_eq(run("nothing.yaml", "x.kmend", 1), RUN_FAILED);
	cr_expect_eq(kmend_error_code(), KMEND_ERROR_NOT_FOUND);
	file = fopen(path, "w");
	fputs("not a result\n", file);
	fclose(file);
	cr_expect_eq(run("short.yaml", "x.kmend", 1), RUN_FAILED);
	cr_expect_eq(kmend_error_code(), KMEND_ERROR_INVALID);
	cr_expect_eq(access(path, F_OK), 0, "nobody's file is removed");
	free(path);
}
