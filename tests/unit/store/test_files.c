/* Opening: resume, other versions, strangers, damage, a full disk, a kill at any moment, two writers. */
#include <criterion/criterion.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "fixture.h"
#include "harness/base/error.h"
#include "harness/base/outcome.h"

TestSuite(files, .init = fixture_open_dir, .fini = fixture_close_dir);

static void write_file(const char *bytes, size_t size)
{
	FILE *file = fopen(fixture_path, "wb");

	cr_assert_not_null(file);
	cr_assert_eq(fwrite(bytes, 1, size, file), size);
	cr_assert_eq(fclose(file), 0);
}

/* Neither reading nor writing opens it, and both say why in one line that begins with the file's name. */
static void refused(const char *why)
{
	struct kmend_store *store = (void *)1;
	int created;

	cr_expect_eq(kmend_store_open_read(&store, fixture_path), -1);
	cr_expect_null(store);
	cr_expect(strstr(kmend_error_text(), why), "reading: %s", kmend_error_text());
	cr_expect_eq(strncmp(kmend_error_text(), fixture_path, strlen(fixture_path)), 0, "%s", kmend_error_text());
	cr_expect_eq(kmend_store_open(&store, fixture_path), -1);
	cr_expect_null(store);
	cr_expect(strstr(kmend_error_text(), why), "writing: %s", kmend_error_text());
	cr_expect_eq(kmend_store_open_or_create(&store, fixture_path, &created), -1);
	cr_expect_null(store);
	cr_expect_null(strchr(kmend_error_text(), '\n'));
}

static uint64_t done(void)
{
	struct kmend_store_progress progress;
	struct kmend_store *store;

	cr_assert_eq(kmend_store_open_read(&store, fixture_path), 0, "%s", kmend_error_text());
	cr_assert_eq(kmend_store_progress(store, &progress), 0, "%s", kmend_error_text());
	cr_expect_eq(progress.planned, 2 * FIXTURE_SITES);
	kmend_store_close(store);
	return progress.done;
}

Test(files, resume)
{
	struct kmend_store *store = fixture_campaign();
	struct kmend_store_result result = fixture_result(1, KMEND_OUTCOME_PASS);
	int created;

	cr_assert_eq(kmend_store_result_put(store, &result), 0);
	kmend_store_close(store);
	cr_expect_eq(kmend_store_create(&store, fixture_path), -1, "never over a result");
	cr_expect(strstr(kmend_error_text(), "already exists"));
	cr_assert_eq(kmend_store_open_or_create(&store, fixture_path, &created), 0);
	cr_expect_eq(created, 0);
	result.id = 2;
	cr_assert_eq(kmend_store_result_put(store, &result), 0);
	kmend_store_close(store);
	cr_expect_eq(done(), 2);
}

Test(files, an_empty_file_becomes_a_result)
{
	struct kmend_store *store;
	int created;

	write_file("", 0);
	cr_expect_eq(kmend_store_open_read(&store, fixture_path), -1);
	cr_expect(strstr(kmend_error_text(), "empty file"));
	cr_assert_eq(kmend_store_open_or_create(&store, fixture_path, &created), 0, "%s", kmend_error_text());
	cr_expect_eq(created, 1);
	kmend_store_close(store);
}

Test(files, missing)
{
	struct kmend_store *store;

	cr_expect_eq(kmend_store_open_read(&store, fixture_path), -1);
	cr_expect(strstr(kmend_error_text(), "No such file"));
	cr_expect_eq(kmend_store_open(&store, fixture_path), -1);
	cr_expect_eq(access(fixture_path, F_OK), -1, "not made by looking");
}

Test(files, another_version)
{
	kmend_store_close(fixture_campaign());
	for (int version = 0; version < 100; version++) {
		char sql[64], want[128];

		if (version == KMEND_STORE_FORMAT)
			continue;
		snprintf(sql, sizeof(sql), "PRAGMA user_version = %d", version);
		snprintf(want, sizeof(want),
			"written by another version of kmend (result format %d, this one reads %d)", version,
			KMEND_STORE_FORMAT);
		fixture_sql(sql);
		refused(want);
	}
}

Test(files, the_database_of_something_else)
{
	fixture_sql("CREATE TABLE bookmarks(url TEXT)");
	refused("not a kmend result");
}

Test(files, no_database_at_all)
{
	write_file("name: quickstart\n", 17);
	refused("not a kmend result");
	write_file("SQL", 3);
	refused("not a kmend result");
}

Test(files, a_folder)
{
	cr_assert_eq(mkdir(fixture_path, 0777), 0);
	refused("not a regular file");
}

Test(files, a_database_cut_short)
{
	kmend_store_close(fixture_campaign());
	cr_assert_eq(truncate(fixture_path, 100), 0);
	refused("not a kmend result");
}

/* Overwrites the middle of the file; whatever is read then gives an error or rows, and nothing worse. */
Test(files, damaged_pages)
{
	struct kmend_store *store;
	struct kmend_store_progress progress;
	struct stat st;

	kmend_store_close(fixture_campaign());
	cr_assert_eq(stat(fixture_path, &st), 0);
	for (off_t at = 4096; at + 4096 <= st.st_size; at += 4096) {
		int fd = open(fixture_path, O_RDWR);
		char keep[4096], bad[4096];

		memset(bad, 0xa5, sizeof(bad));
		cr_assert_eq(pread(fd, keep, sizeof(keep), at), sizeof(keep));
		cr_assert_eq(pwrite(fd, bad, sizeof(bad), at), sizeof(bad));
		if (kmend_store_open_read(&store, fixture_path) == 0) {
			kmend_store_progress(store, &progress);
			kmend_store_close(store);
		}
		cr_assert_eq(pwrite(fd, keep, sizeof(keep), at), sizeof(keep));
		close(fd);
	}
	cr_expect_eq(done(), 0);
}

Test(files, damaged_logs)
{
	static const char *const damage[] = { "x'00'", "x'ffffffffffffffff00'", "x'0900000000000000'", "'text'", "7",
		"x'08000000000000000102030405'", "zeroblob(100)" };
	struct kmend_store *store = fixture_campaign();
	struct kmend_store_result result = fixture_result(1, KMEND_OUTCOME_PASS);
	struct kmend_blob log, console;
	char sql[128];

	cr_assert_eq(kmend_store_result_put(store, &result), 0);
	kmend_store_close(store);
	for (size_t i = 0; i < sizeof(damage) / sizeof(damage[0]); i++) {
		snprintf(sql, sizeof(sql), "UPDATE experiment SET log = %s WHERE id = 1", damage[i]);
		fixture_sql(sql);
		cr_assert_eq(kmend_store_open_read(&store, fixture_path), 0);
		cr_expect_eq(kmend_store_log_get(store, 1, &log, &console), -1, "%s", damage[i]);
		cr_expect(strstr(kmend_error_text(), "a stored log is damaged"), "%s", kmend_error_text());
		cr_expect_null(log.data);
		kmend_store_close(store);
	}
}

Test(files, two_writers)
{
	struct kmend_store *store = fixture_campaign(), *second;

	cr_expect_eq(kmend_store_open(&second, fixture_path), -1);
	cr_expect(strstr(kmend_error_text(), "another kmend is writing"), "%s", kmend_error_text());
	cr_assert_eq(kmend_store_open_read(&second, fixture_path), 0, "readers are welcome: %s", kmend_error_text());
	kmend_store_close(second);
	kmend_store_close(store);
	cr_expect_eq(kmend_store_open(&store, fixture_path), 0, "free again");
	kmend_store_close(store);
}

/*
 * Two first runs on one path: between the moment at which this process has seen that nothing is there and its lock, another
 * one makes the result. The store calls this flock() instead of libc's.
 */
static pid_t winner;
static int winner_is_due;

static void let_the_other_win(void)
{
	int pipe_fds[2];
	char byte;

	winner_is_due = 0;
	cr_assert_eq(pipe(pipe_fds), 0);
	winner = fork();
	cr_assert_geq(winner, 0);
	if (winner == 0) {
		struct kmend_store *store;
		int created;

		if (kmend_store_open_or_create(&store, fixture_path, &created) ||
			kmend_store_meta_set(store, "campaign", "the winner's") || write(pipe_fds[1], "w", 1) != 1)
			_exit(1);
		pause();
		_exit(0);
	}
	close(pipe_fds[1]);
	cr_assert_eq(read(pipe_fds[0], &byte, 1), 1, "the other process has not made it");
	close(pipe_fds[0]);
}

int flock(int fd, int operation)
{
	if (winner_is_due)
		let_the_other_win();
	return (int)syscall(SYS_flock, fd, operation);
}

Test(files, the_loser_of_two_first_runs_leaves_the_file)
{
	struct kmend_store *store;
	char *value;
	int created;

	winner_is_due = 1;
	cr_expect_eq(kmend_store_open_or_create(&store, fixture_path, &created), -1);
	cr_expect(strstr(kmend_error_text(), "another kmend is writing"), "%s", kmend_error_text());
	cr_expect_eq(created, 0);
	kill(winner, SIGKILL);
	waitpid(winner, NULL, 0);
	cr_assert_eq(kmend_store_open_read(&store, fixture_path), 0, "it is gone: %s", kmend_error_text());
	cr_assert_eq(kmend_store_meta_get(store, "campaign", &value), 0);
	cr_expect_str_eq(value, "the winner's");
	free(value);
	kmend_store_close(store);
}

/* Whoever waits at the lock of a file that its owner removes must not write into the file that has lost its name. */
Test(files, a_discarded_result_is_not_written_to)
{
	struct kmend_store *store, *next;
	int created;

	cr_assert_eq(kmend_store_open_or_create(&store, fixture_path, &created), 0);
	kmend_store_discard(store);
	cr_expect_eq(access(fixture_path, F_OK), -1);
	cr_assert_eq(kmend_store_open_or_create(&next, fixture_path, &created), 0, "%s", kmend_error_text());
	cr_expect_eq(created, 1);
	kmend_store_close(next);
	cr_expect_eq(access(fixture_path, F_OK), 0);
}

Test(files, a_name_that_leads_nowhere)
{
	struct kmend_store *store;
	int created;

	cr_assert_eq(symlink("nothing/here", fixture_path), 0);
	cr_expect_eq(kmend_store_open_or_create(&store, fixture_path, &created), -1);
	cr_expect(strstr(kmend_error_text(), "No such file"), "%s", kmend_error_text());
}

Test(files, a_reader_writes_nothing)
{
	struct kmend_store_result result = fixture_result(1, KMEND_OUTCOME_PASS);
	struct kmend_store *store;

	kmend_store_close(fixture_campaign());
	cr_assert_eq(chmod(fixture_path, 0444), 0);
	cr_assert_eq(kmend_store_open_read(&store, fixture_path), 0, "%s", kmend_error_text());
	cr_expect_eq(kmend_store_result_put(store, &result), -1);
	cr_expect_eq(kmend_store_meta_set(store, "a", "b"), -1);
	kmend_store_close(store);
	cr_expect_eq(done(), 0);
}

/* The disk is full for this process: a limit on the size of its files. */
Test(files, disk_full)
{
	struct kmend_store *store = fixture_campaign();
	struct kmend_store_result result = fixture_result(1, KMEND_OUTCOME_PASS);
	size_t size = 4u << 20;
	unsigned char *bytes = malloc(size);
	struct rlimit limit = { 1u << 20, 1u << 20 };
	uint64_t random = 1;

	for (size_t i = 0; i < size; i++) {
		random = random * 6364136223846793005u + 1442695040888963407u;
		bytes[i] = (unsigned char)(random >> 56);
	}
	signal(SIGXFSZ, SIG_IGN);
	cr_assert_eq(setrlimit(RLIMIT_FSIZE, &limit), 0);
	result.log = bytes;
	result.log_size = size;
	cr_assert_eq(kmend_store_begin(store), 0);
	if (kmend_store_result_put(store, &result) == 0)
		cr_expect_eq(kmend_store_commit(store), -1, "4 MiB cannot have been written");
	cr_expect(strstr(kmend_error_text(), "result.kmend: "), "%s", kmend_error_text());
	cr_expect_eq(kmend_store_rollback(store), 0, "%s", kmend_error_text());
	/* What is small still goes in, and the experiment can be run again. */
	result = fixture_result(1, KMEND_OUTCOME_PASS);
	cr_expect_eq(kmend_store_result_put(store, &result), 0, "%s", kmend_error_text());
	kmend_store_close(store);
	cr_expect_eq(done(), 1);
	free(bytes);
}

/* A writer that is killed between two results: everything committed is there, the rest is still planned. */
Test(files, kill)
{
	int pipe_fds[2];
	char byte;
	pid_t pid;

	cr_assert_eq(pipe(pipe_fds), 0);
	pid = fork();
	cr_assert_geq(pid, 0);
	if (pid == 0) {
		struct kmend_store *store = fixture_campaign();

		for (int64_t id = 1; id <= 3; id++) {
			struct kmend_store_result result = fixture_result(id, KMEND_OUTCOME_PASS);

			if (kmend_store_result_put(store, &result))
				_exit(1);
		}
		/* In flight when the kill comes. */
		struct kmend_store_result result = fixture_result(4, KMEND_OUTCOME_PASS);
		if (kmend_store_begin(store) || kmend_store_result_put(store, &result) ||
			write(pipe_fds[1], "k", 1) != 1)
			_exit(1);
		pause();
		_exit(0);
	}
	cr_assert_eq(read(pipe_fds[0], &byte, 1), 1);
	kill(pid, SIGKILL);
	waitpid(pid, NULL, 0);
	cr_expect_eq(done(), 3);
	struct kmend_store *store;
	struct kmend_store_result result = fixture_result(4, KMEND_OUTCOME_CRASH);
	cr_assert_eq(kmend_store_open(&store, fixture_path), 0, "%s", kmend_error_text());
	cr_expect_eq(kmend_store_result_put(store, &result), 0, "%s", kmend_error_text());
	kmend_store_close(store);
	cr_expect_eq(done(), 4);
}

Test(files, odd_names)
{
	struct kmend_store *store;

	snprintf(fixture_path, sizeof(fixture_path), "%s/50%% a?b#c'd.kmend", fixture_dir);
	kmend_store_close(fixture_campaign());
	cr_assert_eq(kmend_store_open_read(&store, fixture_path), 0, "%s", kmend_error_text());
	cr_expect_str_eq(kmend_store_path(store), fixture_path);
	kmend_store_close(store);
	kmend_store_close(NULL);
}
