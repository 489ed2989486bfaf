/* The clock inside a snapshot, and what of a hang's log counts. */
#include <criterion/criterion.h>
#include <endian.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "harness/machine/clock.h"
#include "harness/machine/memfile.h"

#define NAME "\x0ctimer/icount\0\0\0\1"

static void put(int fd, off_t at, uint64_t bias, uint64_t instructions)
{
	const uint64_t fields[2] = { htobe64(bias), htobe64(instructions) };

	cr_assert_eq(pwrite(fd, NAME, sizeof NAME - 1, at), (ssize_t)sizeof NAME - 1);
	cr_assert_eq(pwrite(fd, fields, sizeof fields, at + (off_t)sizeof NAME - 1), (ssize_t)sizeof fields);
}

Test(clock, of_a_snapshot)
{
	int fd = memfile_new("test", 4096);
	uint64_t clock_ns = 1;

	cr_expect_eq(clock_of_snapshot(&clock_ns, fd, 3), -1, "no counter");
	cr_expect_eq(clock_ns, 0);
	put(fd, 100, 7, 1000);
	cr_expect_eq(clock_of_snapshot(&clock_ns, fd, 3), 0);
	cr_expect_eq(clock_ns, 8007);
	put(fd, 3000, 1, 2);
	cr_expect_eq(clock_of_snapshot(&clock_ns, fd, 0), 0);
	cr_expect_eq(clock_ns, 3, "the one after guest memory counts");
	close(fd);
}

Test(clock, of_a_snapshot_that_is_cut)
{
	int fd = memfile_new("test", 0);
	uint64_t clock_ns;

	cr_expect_eq(clock_of_snapshot(&clock_ns, fd, 3), -1, "empty");
	put(fd, 0, 7, 1000);
	cr_assert_eq(ftruncate(fd, sizeof NAME + 8), 0);
	cr_expect_eq(clock_of_snapshot(&clock_ns, fd, 3), -1);
	close(fd);
}

/* Two snapshots are in one file, and what a deleted one has left: each is found by its clock. */
Test(clock, instructions_of_a_snapshot)
{
	int fd = memfile_new("test", 4096);
	uint64_t instructions = 1;

	cr_expect_eq(clock_instructions(&instructions, fd, 3, 8007), -1, "no counter");
	cr_expect_eq(instructions, 0);
	put(fd, 100, 7, 1000);
	put(fd, 500, 100, 1001);
	cr_expect_eq(clock_instructions(&instructions, fd, 3, 8007), 0);
	cr_expect_eq(instructions, 1000);
	cr_expect_eq(clock_instructions(&instructions, fd, 3, 8108), 0);
	cr_expect_eq(instructions, 1001);
	cr_expect_eq(clock_instructions(&instructions, fd, 3, 8000), -1, "none of that moment");
	put(fd, 900, 7, 1000);
	cr_expect_eq(clock_instructions(&instructions, fd, 3, 8007), 0, "the same twice");
	put(fd, 1300, 15, 999);
	cr_expect_eq(clock_instructions(&instructions, fd, 3, 8007), -1,
		"the clock of both is 8007, and the counters differ");
	close(fd);
}

/* Bytes of this log that count when the limit was `deadline_ns`. */
static size_t cut(const char *log, uint64_t deadline_ns)
{
	return clock_cut(log, strlen(log), deadline_ns);
}

Test(clock, log_of_a_hang)
{
	const char *two = "@kmend 1 5000000 armed site=1*00\n@kmend 2 7000000 panic*00\n";
	size_t first = strcspn(two, "\n") + 1;

	cr_expect_eq(cut(two, 8000000), strlen(two), "up to 1 ms before the limit");
	cr_expect_eq(cut(two, 7999999), first);
	cr_expect_eq(cut(two, 0), 0);
	cr_expect_eq(cut("", 1000), 0);
}

Test(clock, text_and_damage_in_the_log)
{
	cr_expect_eq(cut("no event\n\nunfinished", 1000), 10, "no unfinished line");
	cr_expect_eq(cut("@kmend x y\n@kmend 1\n", 1000), 20, "lines without TICKS stay");
	cr_expect_eq(cut("@kmend 1 99999999999999999999999999999999 a\n@kmend 2 1 b\n", UINT64_MAX / 2), 0, "no wrap");
}

Test(clock, last_ticks)
{
	const char *log = "text\n@kmend 0 5 boot*00\n@kmend 1 70 ready*00\nmore text\n@kmend";

	cr_expect_eq(clock_last_ticks(log, strlen(log)), 70);
	cr_expect_eq(clock_last_ticks(log, 10), 0);
	cr_expect_eq(clock_last_ticks("", 0), 0);
}
