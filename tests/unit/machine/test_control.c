/* The control block is hostile input: whatever the guest writes, nothing outside of its memory is touched. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "harness/base/error.h"
#include "harness/machine/control.h"

#define RAM (64 * 1024)
#define PA 4096

static unsigned char *ram;
static struct kmend_control *control;
static struct kmend_image image;

static void setup(void)
{
	struct kmend_count *counts;

	ram = calloc(1, RAM);
	control = (struct kmend_control *)(ram + PA);
	memset(&image, 0, sizeof image);
	image.has_control = 1;
	image.control_pa = PA;
	image.nblocks = image.nsites = 5;
	image.ncomponents = 2;
	strcpy(image.components[0].name, "pm");
	image.components[0].nblocks = 2;
	strcpy(image.components[1].name, "fifteen-letters");
	image.components[1].first_block = 2;
	image.components[1].nblocks = 3;
	control->magic = KMEND_CONTROL_MAGIC;
	control->version = KMEND_ABI_VERSION;
	control->nblocks = control->nsites = 5;
	control->ncomponents = 2;
	for (int i = 0; i < 2; i++) {
		strcpy(control->component[i].name, image.components[i].name);
		control->component[i].first_block = image.components[i].first_block;
		control->component[i].nblocks = image.components[i].nblocks;
		control->component[i].watch_pa = 0x4000;
		control->component[i].counts_pa = 0x5000 + 0x1000 * (unsigned)i;
	}
	counts = (struct kmend_count *)(ram + 0x6000);
	counts[2].unprotected_runs = 7;
}

static void teardown(void)
{
	free(ram);
}

TestSuite(control, .init = setup, .fini = teardown);

Test(control, good)
{
	struct kmend_count counts[5];

	cr_expect_eq(control_check(ram, RAM, &image), 0, "%s", kmend_error_text());
	cr_expect_eq(control_counts(counts, ram, RAM, &image), 0);
	cr_expect_eq(counts[4].unprotected_runs, 7);
}

#define BAD(name, change)                                                   \
	Test(control, name)                                                 \
	{                                                                   \
		struct kmend_count counts[5];                               \
		change;                                                     \
		cr_expect_eq(control_check(ram, RAM, &image), -1);          \
		cr_expect_eq(control_counts(counts, ram, RAM, &image), -1); \
	}

BAD(wrong_magic, control->magic = 1)
BAD(wrong_version, control->version = 99)
BAD(many_components, control->ncomponents = 4000000000u)
BAD(many_blocks, control->nblocks = 4000000000u)
BAD(other_name, control->component[0].name[0] = 'x')
BAD(longer_name, control->component[0].name[2] = 'x')
BAD(blocks_moved, control->component[1].first_block = 0xfffffff0u)
BAD(counts_outside, control->component[0].counts_pa = RAM - 1)
BAD(counts_wrap, control->component[0].counts_pa = UINT64_MAX - 3)
BAD(watch_outside, control->component[0].watch_pa = RAM)
BAD(block_outside_of_memory, image.control_pa = RAM - 16)
BAD(block_far_away, image.control_pa = UINT64_MAX - 8)
BAD(no_symbol, image.has_control = 0)

Test(control, stop_codes)
{
	control->stop = KMEND_STOP_DONE;
	cr_expect_eq(control_stop(ram, RAM, &image), KMEND_STOP_DONE);
	control->stop = 5;
	cr_expect_eq(control_stop(ram, RAM, &image), 0);
	image.control_pa = RAM - 4;
	cr_expect_eq(control_stop(ram, RAM, &image), 0);
}

Test(control, arming)
{
	struct control_order order = {
		.mode = KMEND_MODE_ARMED, .site = 3, .block = 2, .fault = { .type = 1 }, .workload = "t_fork"
	};
	char longer[200];

	control->stop = KMEND_STOP_READY;
	strcpy(control->workload, "something much longer than that");
	cr_expect_eq(control_arm(ram, RAM, &image, &order), 0);
	cr_expect_eq(control->mode, KMEND_MODE_ARMED);
	cr_expect_eq(control->site, 3);
	cr_expect_eq(control->stop, 0, "an old stop code is never taken for a new one");
	cr_expect_str_eq(control->workload, "t_fork");
	cr_expect_eq(control->workload[20], 0);
	strcpy(order.test, "bug-x");
	cr_expect_eq(control_arm(ram, RAM, &image, &order), 0);
	cr_expect_str_eq(control->workload, "bug-x,t_fork");
	order.workload = "";
	cr_expect_eq(control_arm(ram, RAM, &image, &order), 0);
	cr_expect_str_eq(control->workload, "bug-x,*", "and all others");
	order.test[0] = 0;
	memset(longer, 'x', sizeof longer - 1);
	longer[sizeof longer - 1] = 0;
	order.workload = longer;
	cr_expect_eq(control_arm(ram, RAM, &image, &order), -1);
	order.workload = "";
	image.control_pa = RAM;
	cr_expect_eq(control_arm(ram, RAM, &image, &order), -1);
}
