/* The runtime of a kernel without glue in guest memory: nothing outside of memory, nothing believed unchecked. */
#include <criterion/criterion.h>
#include <string.h>

#include "harness/base/error.h"
#include "harness/machine/builtin_memory.h"

#define RAM 65536u
#define BLOCK 0x1000u
#define WATCH 0x2000u
#define COUNTS 0x3000u

static uint8_t ram[RAM];
static struct kmend_image image;

static struct kmend_builtin *runtime(void)
{
	return (struct kmend_builtin *)(void *)(ram + BLOCK);
}

static void setup(void)
{
	memset(ram, 0, sizeof ram);
	image = (struct kmend_image){ .nblocks = 10, .has_builtin = 1 };
	image.builtin = (struct kmend_image_builtin){ { BLOCK, 0 }, { WATCH, 0 }, { COUNTS, 0 } };
	*runtime() = (struct kmend_builtin){ .magic = KMEND_BUILTIN_MAGIC, .version = KMEND_ABI_VERSION, .blocks = 5 };
	memset(ram + WATCH, KMEND_WATCH_COUNT, 10);
}

TestSuite(builtin, .init = setup);

static void refused(int result, const char *why)
{
	cr_assert_eq(result, -1);
	cr_assert(strstr(kmend_error_text(), why), "'%s' does not say '%s'", kmend_error_text(), why);
}

Test(builtin, settles_and_arms)
{
	const struct control_order order = {
		.mode = KMEND_MODE_ARMED, .block = 4, .fault = { .type = KMEND_FAULT_HANG }
	};
	struct kmend_builtin out;

	ram[COUNTS + 8] = 9;
	runtime()->stopped = 1; /* at `ready` */
	cr_assert_eq(builtin_settle(ram, RAM, &image), 0);
	cr_assert_eq(ram[WATCH + 9], 0);
	cr_assert_eq(ram[COUNTS + 8], 0);
	cr_assert_eq(builtin_arm(ram, RAM, &image, &order, 77, 88), 0);
	cr_assert_eq(ram[WATCH + 4], KMEND_WATCH_ARMED);
	cr_assert_eq(ram[WATCH + 3], 0);
	cr_assert_eq(builtin_read(&out, ram, RAM, &image), 0);
	cr_assert(out.fault.type == KMEND_FAULT_HANG && out.stop_at == 77 && out.token == 88 && out.blocks == 0 &&
		!out.stopped);
}

Test(builtin, counts)
{
	const struct control_order order = { .mode = KMEND_MODE_GOLDEN };
	struct kmend_count counts[10];

	cr_assert_eq(builtin_settle(ram, RAM, &image), 0);
	cr_assert_eq(builtin_arm(ram, RAM, &image, &order, 0, 0), 0);
	cr_assert_eq(ram[WATCH], KMEND_WATCH_COUNT);
	ram[COUNTS + 9 * 8 + 4] = 3;
	cr_assert_eq(builtin_counts(counts, ram, RAM, &image), 0);
	cr_assert_eq(counts[9].unprotected_runs, 3);
}

Test(builtin, a_kernel_that_overwrites_the_watch_bytes)
{
	ram[WATCH + 2] = 0;
	refused(builtin_settle(ram, RAM, &image), "overwritten 1 of 10 watch bytes");
}

Test(builtin, watch_bytes_that_are_not_as_expected_are_counted)
{
	cr_expect_eq(builtin_overwritten(ram, RAM, &image, KMEND_WATCH_COUNT), 0);
	ram[WATCH + 2] = 0;
	ram[WATCH + 9] = 0xcc;
	cr_expect_eq(builtin_overwritten(ram, RAM, &image, KMEND_WATCH_COUNT), 2);
	cr_expect_eq(builtin_overwritten(ram, RAM, &image, 0), 9);
	image.builtin.watch.pa = RAM - 5;
	cr_expect_eq(builtin_overwritten(ram, RAM, &image, 0), 0, "outside of memory");
}

Test(builtin, nothing_there)
{
	struct kmend_builtin out;

	runtime()->magic++;
	refused(builtin_read(&out, ram, RAM, &image), "not where its program headers say");
	cr_assert_eq(out.blocks, 0);
	runtime()->magic--;
	runtime()->version++;
	refused(builtin_settle(ram, RAM, &image), "not where");
}

Test(builtin, outside_of_memory)
{
	const struct control_order order = { .mode = KMEND_MODE_ARMED, .block = 10 };
	struct kmend_builtin out;
	struct kmend_count counts[10];

	refused(builtin_arm(ram, RAM, &image, &order, 0, 0), "block 10");
	image.builtin.counts.pa = RAM - 79;
	refused(builtin_counts(counts, ram, RAM, &image), "outside of guest memory");
	image.builtin.counts.pa = COUNTS;
	image.builtin.watch.pa = UINT64_MAX - 4;
	refused(builtin_settle(ram, RAM, &image), "outside of guest memory");
	image.builtin.watch.pa = WATCH;
	image.builtin.block.pa = RAM - 8;
	refused(builtin_read(&out, ram, RAM, &image), "memory_mib");
}
