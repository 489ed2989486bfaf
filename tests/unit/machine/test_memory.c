/* Guest memory: whatever happened to it, it comes back as it was, and pages that nobody touched cost nothing. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "harness/base/error.h"
#include "harness/machine/memory.h"

#define MIB 2u

static struct memory memory;
static char before[MIB << 20];

static void setup(void)
{
	cr_assert_eq(memory_new(&memory, MIB), 0, "%s", kmend_error_text());
}

static void teardown(void)
{
	memory_release(&memory);
}

TestSuite(memory, .init = setup, .fini = teardown, .timeout = 60);

static void keep(void)
{
	memcpy(before, memory.map, memory.bytes);
	cr_assert_eq(memory_keep(&memory), 0, "%s", kmend_error_text());
}

static void expect_restored(void)
{
	cr_assert_eq(memory_restore(&memory), 0, "%s", kmend_error_text());
	cr_expect_eq(memcmp(memory.map, before, memory.bytes), 0);
}

/* Pages that take up room. */
static long allocated(void)
{
	struct stat st;

	cr_assert_eq(fstat(memory.fd, &st), 0);
	return st.st_blocks * 512 / MEMORY_PAGE;
}

Test(memory, nothing_was_there)
{
	cr_assert_eq(memory_keep(&memory), 0);
	cr_expect_eq(allocated(), 0, "looking made no pages");
	memset(memory.map, 0xff, memory.bytes);
	expect_restored();
}

Test(memory, everything_changes)
{
	for (size_t i = 0; i < memory.bytes; i++)
		memory.map[i] = (char)(i * 7 + i / 4096);
	keep();
	memset(memory.map, 0, memory.bytes);
	expect_restored();
	memset(memory.map, 0x55, memory.bytes);
	expect_restored();
}

Test(memory, first_and_last_byte)
{
	memory.map[0] = 1;
	memory.map[memory.bytes - 1] = 2;
	keep();
	memory.map[0] = 0;
	memory.map[memory.bytes - 1] = 0;
	memory.map[MEMORY_PAGE - 1] = 3;
	memory.map[memory.bytes - MEMORY_PAGE - 1] = 4;
	expect_restored();
}

/* A page that only its last byte tells from a page of zeros. */
Test(memory, almost_zero)
{
	memory.map[5 * MEMORY_PAGE - 1] = 1;
	keep();
	memory.map[5 * MEMORY_PAGE - 1] = 0;
	expect_restored();
}

Test(memory, pages_that_nobody_touched_stay_holes)
{
	memset(memory.map, 0x11, 3 * MEMORY_PAGE);
	cr_assert_eq(memory_keep(&memory), 0);
	memset(memory.map + 50 * MEMORY_PAGE, 0x22, 7 * MEMORY_PAGE);
	cr_assert_eq(memory_restore(&memory), 0);
	cr_expect_eq(allocated(), 10);
	for (size_t i = 0; i < 7 * MEMORY_PAGE; i++)
		cr_assert_eq(memory.map[50 * MEMORY_PAGE + i], 0);
	cr_expect_eq(memory.map[0], 0x11);
}

/* Random writes, again and again, always from the same start. */
Test(memory, soak)
{
	srandom(1);
	for (int i = 0; i < 300; i++)
		memory.map[(size_t)random() % memory.bytes] = (char)random();
	keep();
	for (int round = 0; round < 200; round++) {
		for (int i = 0; i < 400; i++) {
			size_t at = (size_t)random() % memory.bytes, room = memory.bytes - at;

			memset(memory.map + at, (int)random() & 0xff, (size_t)random() % 9000 % room);
		}
		expect_restored();
	}
}

Test(memory, a_guest_that_used_too_much_gives_it_back)
{
	memory.map[5 * MEMORY_PAGE] = 1;
	cr_assert_eq(memory_keep(&memory), 0); /* no look at all of it here: that makes pages */
	memory.spare = 8 * MEMORY_PAGE;
	memset(memory.map, 0x55, 8 * MEMORY_PAGE);
	cr_assert_eq(memory_restore(&memory), 0);
	cr_expect_eq(allocated(), 8, "less than the limit stays");
	memset(memory.map, 0x55, memory.bytes);
	cr_assert_eq(memory_restore(&memory), 0);
	cr_expect_eq(allocated(), 1, "%ld", allocated());
	cr_expect(memory.map[5 * MEMORY_PAGE] == 1 && memory.map[5 * MEMORY_PAGE + 1] == 0);
	cr_expect(memory.map[0] == 0 && memory.map[memory.bytes - 1] == 0);
}
