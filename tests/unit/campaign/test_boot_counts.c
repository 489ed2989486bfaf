/* A real QEMU with the test kernel of tests/tiny: what a boot counts, and that a machine for experiments begins with none of it. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <unistd.h>

#include "harness/base/error.h"
#include "harness/base/file.h"
#include "harness/campaign/boot_counts.h"

enum { PASS = 0, NEVER = 10 }; /* blocks, see tiny.c: the first and the last run at boot, no other does */

static uv_loop_t loop;
static char *folder, *image_path;
static struct kmend_image *image;

static void setup(void)
{
	char *command;

	uv_loop_init(&loop);
	folder = kmend_format("/tmp/kmend-test-boot-counts-%d", getpid());
	command = kmend_format("sh %s/build.sh %s none", getenv("TINY"), folder);
	image_path = kmend_format("%s/image.elf", folder);
	cr_assert_eq(system(command), 0);
	cr_assert_eq(kmend_image_open(&image, image_path), 0, "%s", kmend_error_text());
	free(command);
}

static void teardown(void)
{
	cr_expect_eq(uv_loop_close(&loop), 0, "no handle is left open");
	kmend_image_free(image);
	kmend_tree_remove(folder);
	free(image_path);
	free(folder);
}

TestSuite(boot_counts, .init = setup, .fini = teardown, .timeout = 100);

static struct machine_config config(void)
{
	return (struct machine_config){ .image_path = image_path,
		.image = image,
		.settings = { .machine = "microvm", .arch = "i386", .memory_mib = 8, .cpus = 1, .icount_shift = 3 },
		.cpu = -1 };
}

static int ran(const struct kmend_count *count)
{
	return count->protected_runs + count->unprotected_runs != 0;
}

Test(boot_counts, what_runs_before_ready)
{
	const struct machine_config with = config();
	struct kmend_count *counts = NULL;
	int stopped = 0;

	cr_assert_eq(boot_counts(&counts, &loop, &with, &stopped), 0, "%s", kmend_error_text());
	for (uint32_t i = 0; i < image->nblocks; i++)
		cr_expect_eq(ran(&counts[i]), i == PASS || i == NEVER, "block %u", i);
	free(counts);
}

static void on_booted(struct machine *machine, const struct machine_result *result, void *context)
{
	(void)machine;
	*(const struct machine_result **)context = result;
}

Test(boot_counts, a_machine_for_experiments_has_counted_nothing)
{
	const struct machine_config with = config();
	const struct machine_result *result = NULL;
	struct kmend_count counts[64];
	struct machine *machine;

	cr_assert(image->nblocks <= 64);
	cr_assert_eq(machine_new(&machine, &loop, &with), 0, "%s", kmend_error_text());
	machine_boot(machine, on_booted, &result);
	while (!result)
		uv_run(&loop, UV_RUN_ONCE);
	cr_assert_eq(result->stop, KMEND_STOP_READY, "%s", result->why);
	cr_assert_eq(machine_counts(machine, counts), 0, "%s", kmend_error_text());
	for (uint32_t i = 0; i < image->nblocks; i++)
		cr_expect(!ran(&counts[i]), "block %u", i);
	machine_free(machine);
	uv_run(&loop, UV_RUN_DEFAULT);
}

Test(boot_counts, given_up)
{
	const struct machine_config with = config();
	struct kmend_count *counts = NULL;
	int stopped = 1;

	cr_assert_eq(boot_counts(&counts, &loop, &with, &stopped), -1);
	cr_assert_null(counts);
	uv_run(&loop, UV_RUN_DEFAULT);
}
