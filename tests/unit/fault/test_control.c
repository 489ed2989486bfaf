/* recovery-rt/fault/control.c with this test in the harness's place: what the guest describes, obeys and says. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "harness/outcome/event.h"
#include "recovery-rt/fault/control.h"
#include "recovery-rt/fault/event.h"
#include "recovery-rt/fault/fault.h"

static char said[8192];
static size_t size;
static uint8_t watch[2][8];
static uint32_t stopped;
static int asleep;
static struct kmend_control orders; /* its lower half: what the harness writes at the `ready` stop */

void kmend_say_byte(char byte)
{
	cr_assert_lt(size, sizeof said);
	said[size++] = byte;
}

uint64_t kmend_say_clock_ns(void)
{
	return 7;
}

void kmend_stop(enum kmend_stop why)
{
	const size_t half = offsetof(struct kmend_control, mode);

	stopped = why;
	memcpy((char *)&kmend_control + half, (char *)&orders + half, sizeof orders - half);
}

int kmend_fault_sleeps(void)
{
	return asleep;
}

/* The text of the Nth line between its number and its checksum; each line must be an event. */
static const char *line(int n)
{
	static char text[600];
	const char *at = said, *end = said + size;
	struct kmend_event event;

	for (; at < end; n--) {
		const char *newline = memchr(at, '\n', (size_t)(end - at));

		cr_assert(newline && kmend_event_parse(&event, at, (size_t)(newline - at)) == 1);
		if (n == 0) {
			snprintf(text, sizeof text, "%.*s", (int)(newline - at - 3), at);
			return strstr(text, " 7 ") + 3;
		}
		at = newline + 1;
	}
	return "";
}

static void describe(void)
{
	static const char *const names[] = { "pm", "a-name-that-is-too-long" };

	for (int i = 0; i < 2; i++)
		kmend_component(&(struct kmend_part){ .name = names[i],
			.watch = watch[i],
			.watch_pa = 0x1000u * (unsigned)(i + 1),
			.counts_pa = 0x9000u * (unsigned)(i + 1),
			.nblocks = 5 + (uint32_t)i,
			.nsites = 10 });
}

static void arm(uint32_t block, enum kmend_activation activation, uint64_t parameter)
{
	orders.mode = KMEND_MODE_ARMED;
	orders.site = 33;
	orders.block = block;
	orders.fault = (struct kmend_fault){
		.type = KMEND_FAULT_HANG, .candidate = 2, .activation = activation, .parameter = parameter
	};
	describe();
	kmend_ready("test", NULL);
}

static unsigned set(const uint8_t *bytes, uint8_t value)
{
	unsigned n = 0;

	for (int i = 0; i < 8; i++)
		n += bytes[i] == value;
	return n;
}

Test(guest_control, describes)
{
	const struct kmend_control *c = &kmend_control;

	cr_assert_eq(c->magic, KMEND_CONTROL_MAGIC);
	cr_assert_eq(c->version, KMEND_ABI_VERSION);
	kmend_control.policy = KMEND_POLICY_ENHANCED;
	describe();
	kmend_ready("test", "1.2");
	cr_assert(c->ncomponents == 2 && c->nblocks == 11 && c->nsites == 20);
	cr_assert_str_eq(c->component[0].name, "pm");
	cr_assert_str_eq(c->component[1].name, "a-name-that-is-");
	cr_assert(c->component[1].first_block == 5 && c->component[1].nblocks == 6 &&
		c->component[1].counts_pa == 0x12000);
	cr_assert_eq(stopped, KMEND_STOP_READY);
	cr_assert_str_eq(line(0), "ready target=test policy=enhanced version=1.2 sites=20");
	cr_assert_str_eq(line(1), "armed site=none");
	cr_assert_eq(set(watch[0], 0), 8);
}

Test(guest_control, too_many_components)
{
	for (int i = 0; i < 20; i++)
		describe();
	cr_assert_eq(kmend_control.ncomponents, KMEND_MAX_COMPONENTS);
}

Test(guest_control, counts_in_a_golden_run_only_what_is_there)
{
	orders.mode = KMEND_MODE_GOLDEN;
	describe();
	cr_assert_eq(set(watch[0], 0), 8, "not before `ready`");
	kmend_ready("test", NULL);
	cr_assert_eq(set(watch[0], KMEND_WATCH_COUNT), 5);
	cr_assert_eq(set(watch[1], KMEND_WATCH_COUNT), 6);
	cr_assert_eq(kmend_activate(), KMEND_ACT_NONE);
}

Test(guest_control, counts_no_further_than_the_end_of_the_workload)
{
	orders.mode = KMEND_MODE_GOLDEN;
	describe();
	kmend_ready("test", NULL);
	kmend_fault_off();
	cr_assert_eq(set(watch[0], 0), 8);
	cr_assert_eq(set(watch[1], 0), 8);
}

Test(guest_control, counts_the_boot_when_the_image_says_so)
{
	kmend_control.boot_mode = KMEND_MODE_GOLDEN;
	describe();
	cr_assert_eq(set(watch[0], KMEND_WATCH_COUNT), 5);
	cr_assert_eq(set(watch[1], KMEND_WATCH_COUNT), 6);
}

Test(guest_control, arms_one_block)
{
	arm(6, KMEND_ACTIVATION_PERSISTENT, 0);
	cr_assert_str_eq(line(1), "armed site=33");
	cr_assert_eq(set(watch[0], 0), 8);
	cr_assert_eq(watch[1][1], KMEND_WATCH_ARMED);
	cr_assert_eq(set(watch[1], 0), 7);
}

Test(guest_control, a_block_that_is_not_there)
{
	arm(11, KMEND_ACTIVATION_PERSISTENT, 0);
	cr_assert_eq(set(watch[0], 0) + set(watch[1], 0), 16);
	cr_assert_eq(kmend_activate(), KMEND_ACT_NONE);
}

Test(guest_control, says_the_first_activation_and_powers_of_two)
{
	static const char *const expected[] = { "1", "2", "4", "8" };

	arm(0, KMEND_ACTIVATION_EVERY, 3);
	for (int i = 1; i <= 30; i++)
		cr_assert_eq(kmend_activate(), i % 3 ? KMEND_ACT_NONE : KMEND_ACTION(KMEND_FAULT_HANG, 2));
	for (int i = 0; i < 4; i++) {
		char text[64];

		snprintf(text, sizeof text, "fault-activated site=33 count=%s", expected[i]);
		cr_assert_str_eq(line(2 + i), text);
	}
	cr_assert_str_eq(line(6), "");
	cr_assert(kmend_control.fault.executions == 30 && kmend_control.fault.activations == 10);
}

Test(guest_control, once_stays_once_in_the_replacement_of_a_component)
{
	arm(0, KMEND_ACTIVATION_ONCE, 0);
	cr_assert_eq(kmend_activate(), KMEND_ACTION(KMEND_FAULT_HANG, 2));
	/* the replacement maps the same watch bytes; it asks again */
	cr_assert_eq(watch[0][0], KMEND_WATCH_ARMED);
	cr_assert_eq(kmend_activate(), KMEND_ACT_NONE);
}

Test(guest_control, sleeps)
{
	arm(0, KMEND_ACTIVATION_ONCE, 0);
	asleep = 1;
	cr_assert_eq(kmend_activate(), KMEND_ACT_NONE);
	cr_assert_eq(kmend_control.fault.executions, 0);
	asleep = 0;
	cr_assert_eq(kmend_activate(), KMEND_ACTION(KMEND_FAULT_HANG, 2));
}

Test(guest_control, taken_out_of_force)
{
	arm(6, KMEND_ACTIVATION_PERSISTENT, 0);
	kmend_activate();
	kmend_fault_off();
	cr_assert_eq(watch[1][1], 0);
	cr_assert_eq(kmend_activate(), KMEND_ACT_NONE, "also in a block that was on its way");
	cr_assert_eq(kmend_control.fault.activations, 1);
	kmend_fault_off();
}
