/* Undo log and rollback: byte exact for every width, alignment, overlap and repetition; overflow never corrupts. */
#include "fixture.h"

static struct component before;

static void checkpoint(void)
{
	osiris_checkpoint(40, 0x100, 1);
	before = component;
}

static void rolled_back(const char *what)
{
	cr_assert_eq(osiris_rollback(), 0);
	cr_assert_eq(memcmp(&before, &component, sizeof(before)), 0, "%s: state differs after the rollback", what);
	cr_assert_eq(__kmend_osiris.rt.window, 0);
	cr_assert_eq(__kmend_osiris.rt.log_used, 0);
}

static void setup(void)
{
	component_setup(KMEND_POLICY_ENHANCED);
}

TestSuite(log, .init = setup);

Test(log, every_width_and_alignment)
{
	for (size_t size = 1; size <= 80; size++) {
		for (size_t align = 0; align < 32; align++) {
			checkpoint();
			component_scribble(component.data + 1024 + align, size);
			rolled_back("one store");
		}
	}
}

Test(log, nothing_beside_the_range_is_touched)
{
	for (size_t size = 1; size <= 16; size++) {
		for (size_t align = 0; align < 8; align++) {
			uint8_t *p = component.data + 512 + align;

			checkpoint();
			component_scribble(p, size);
			/* unlogged neighbours must keep what they are given: a rollback in larger steps would revert them */
			p[-1] ^= 0x5a;
			p[size] ^= 0x5a;
			before.data[p - 1 - component.data] ^= 0x5a;
			before.data[p + size - component.data] ^= 0x5a;
			rolled_back("neighbours");
		}
	}
}

Test(log, ranges)
{
	for (size_t size = 1; size < 60000; size = size * 3 + 1) {
		checkpoint();
		component_scribble(component.data + 77, size);
		memset(component.data + 77, 0, size);
		rolled_back("range");
	}
}

Test(log, overlapping_writes_newest_first)
{
	checkpoint();
	component_scribble(component.data + 100, 8);
	component_scribble(component.data + 104, 8);
	component_scribble(component.data + 96, 32);
	component_scribble(component.data + 101, 1);
	component_scribble(component.data + 100, 8);
	rolled_back("overlaps");
}

Test(log, random_programs)
{
	for (int round = 0; round < 300; round++) {
		checkpoint();
		unsigned stores = component_random() % 400;

		for (unsigned i = 0; i < stores; i++) {
			size_t size = component_random() % 10 ? 1u << component_random() % 5 : component_random() % 300;
			size_t at = component_random() % 2 ? component_random() % 2000
							   : component_random() % (DATA_BYTES - 400);

			component_scribble(component.data + at, size);
		}
		cr_assert_eq(__kmend_osiris.rt.window, 1);
		rolled_back("random program");
	}
}

Test(log, moving_inside_itself)
{
	checkpoint();
	component_store(component.data + 10, component.data, 100);
	component_store(component.data, component.data + 3, 200);
	rolled_back("memmove");
}

Test(log, size_zero_is_nothing)
{
	checkpoint();
	__kmend_log_store(component.data, 0);
	__kmend_log_store(&__kmend_osiris, 0);
	cr_assert_eq(__kmend_osiris.rt.log_used, 0);
}

Test(log, duplicate_stores_are_logged_once_in_a_window)
{
	checkpoint();
	component_scribble(component.data + 64, 8);
	uint64_t used = __kmend_osiris.rt.log_used;
	for (int i = 0; i < 1000; i++)
		component_scribble(component.data + 64, 8);
	cr_assert_eq(__kmend_osiris.rt.log_used, used);
	component_scribble(component.data + 64, 4); /* another range, though inside */
	cr_assert_gt(__kmend_osiris.rt.log_used, used);
	rolled_back("duplicates");
}

Test(log, duplicate_stores_across_windows)
{
	for (int window = 0; window < 50; window++) {
		checkpoint();
		component_scribble(component.data + 64, 8);
		component_scribble(component.data + 64, 8);
		if (window % 3 == 0)
			osiris_close();
		if (window % 2) /* unlogged: the window is closed, or a new one opens below */
			osiris_close();
		component_scribble(component.data + 64, 8);
	}
	checkpoint();
	component_scribble(component.data + 64, 8);
	rolled_back("windows");
}

Test(log, window_closed_and_opened_again)
{
	checkpoint();
	component_scribble(component.data, 8);
	osiris_outbound(OSIRIS_MODIFIES);
	component_scribble(component.data, 8);
	cr_assert_eq(__kmend_osiris.rt.log_used, 0);
	checkpoint();
	component_scribble(component.data, 8);
	cr_assert_gt(__kmend_osiris.rt.log_used, 0);
	rolled_back("second window");
}

Test(log, overflow_closes_the_window_and_is_counted)
{
	checkpoint();
	size_t stores = 0;
	while (__kmend_osiris.rt.window && stores < DATA_BYTES / 8) {
		component_scribble(component.data + stores * 8, 8);
		stores++;
		cr_assert_leq(__kmend_osiris.rt.log_used, OSIRIS_LOG_BYTES);
	}
	cr_assert_eq(stores, OSIRIS_LOG_BYTES / 24 + 1);
	cr_assert_eq(__kmend_osiris.rt.overflows, 1);
	cr_assert_eq(__kmend_osiris.rt.log_used, 0);
	cr_assert_leq(__kmend_osiris.rt.log_high, OSIRIS_LOG_BYTES);
	cr_assert_eq(osiris_decide(KMEND_POLICY_ENHANCED), OSIRIS_SHUTDOWN_WINDOW);
	struct component now = component;
	cr_assert_eq(osiris_rollback(), 0);
	cr_assert_eq(memcmp(&now, &component, sizeof(now)), 0, "a rollback without a log changes nothing");
	checkpoint();
	component_scribble(component.data, 8);
	rolled_back("the window after an overflow");
}

Test(log, overflow_by_one_range)
{
	uint64_t fits = OSIRIS_LOG_BYTES - sizeof(struct osiris_entry);

	checkpoint();
	component_scribble(component.data + 1, fits);
	cr_assert_eq(__kmend_osiris.rt.log_used, OSIRIS_LOG_BYTES);
	component_scribble(component.data + 1, fits); /* seen before */
	cr_assert_eq(__kmend_osiris.rt.overflows, 0);
	rolled_back("a full log");

	static const uint64_t too_long[] = { 1, 8, 1000, 1ull << 40, 1ull << 63, UINT64_MAX - 4096 };
	for (size_t i = 0; i < sizeof(too_long) / sizeof(too_long[0]); i++) {
		checkpoint();
		__kmend_log_store(component.data, i < 3 ? fits + too_long[i] : 1ull << (20 + i));
		cr_assert_eq(__kmend_osiris.rt.window, 0);
		cr_assert_eq(__kmend_osiris.rt.overflows, i + 1);
	}
}

Test(log, the_main_stack_is_skipped)
{
	checkpoint();
	component_scribble(component.stack, 8);
	component_scribble(component.stack + STACK_BYTES - 8, 8);
	component_scribble(component.stack, STACK_BYTES);
	cr_assert_eq(__kmend_osiris.rt.log_used, 0);
	memcpy(before.stack, component.stack, STACK_BYTES);
	rolled_back("stack");
}

Test(log, what_sticks_out_of_the_stack_is_logged)
{
	uint8_t *stack = (uint8_t *)&component + offsetof(struct component, stack);

	checkpoint();
	component_scribble(stack - 5, 13);
	component_scribble(stack + STACK_BYTES - 3, 10);
	component_scribble(stack - 100, STACK_BYTES + 300);
	memcpy(before.stack, component.stack, STACK_BYTES);
	rolled_back("edges of the stack");
}

/* A program may say that there is more room than there is. */
Test(log, room_ends_where_the_component_does)
{
	uint8_t *end = (uint8_t *)(uintptr_t)component_layout.data_end;

	checkpoint();
	__kmend_log_room(end - 24, INT32_MAX);
	cr_assert_eq(__kmend_osiris.rt.log_used, 24 + sizeof(struct osiris_entry));
	__kmend_log_room(component.stack + STACK_BYTES - 8, UINT64_MAX);
	cr_assert_eq(__kmend_osiris.rt.log_used, 24 + sizeof(struct osiris_entry), "the stack is skipped");
	__kmend_log_room(component.data, 40);
	cr_assert_eq(__kmend_osiris.rt.log_used, 64 + 2 * sizeof(struct osiris_entry));
	cr_assert_eq(__kmend_osiris.rt.window, 1);
	cr_assert_eq(__kmend_osiris.rt.overflows, 0);
}

Test(log, a_damaged_log_is_refused)
{
	static const struct osiris_entry bad[] = { { 0, 0 }, { 0, UINT64_MAX }, { 0, 1u << 20 },
		{ 0, UINT64_MAX - 6 } };

	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		checkpoint();
		component_scribble(component.data, 8);
		memcpy(__kmend_osiris.log + 8, &bad[i], sizeof(bad[i]));
		cr_assert_eq(osiris_rollback(), -1);
	}
	checkpoint();
	__kmend_osiris.rt.log_used = OSIRIS_LOG_BYTES + 8;
	cr_assert_eq(osiris_rollback(), -1);
	__kmend_osiris.rt.log_used = 8;
	cr_assert_eq(osiris_rollback(), -1);
	__kmend_osiris.rt.log_used = 3;
	cr_assert_eq(osiris_rollback(), -1);
}

Test(log, before_the_start_nothing_happens)
{
	memset(&__kmend_osiris, 0, sizeof(__kmend_osiris));
	__kmend_log_store(component.data, 8);
	cr_assert_eq(__kmend_osiris.rt.log_used, 0);
}
