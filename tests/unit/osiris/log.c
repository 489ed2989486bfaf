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
	cr_assert_eq(osiris_log_used(), 0);
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
	cr_assert_eq(osiris_log_used(), 0);
}

Test(log, a_full_log_gets_rid_of_duplicates)
{
	static uint8_t range[100];

	checkpoint();
	component_store(component.data + 300, range, sizeof(range));
	for (size_t i = 0; i < 20 * LOG_BYTES / sizeof(struct osiris_entry); i++) {
		uint8_t *at = component.data + 64 + 8 * (component_random() % 16);

		component_scribble(at, component_random() % 2 ? 8 : 3);
	}
	cr_assert_eq(__kmend_osiris.rt.window, 1);
	cr_assert_eq(__kmend_osiris.rt.overflows, 0);
	component_store(component.data + 310, range, sizeof(range));
	rolled_back("duplicates");
}

Test(log, the_same_range_again_at_once_is_one_entry)
{
	checkpoint();
	component_scribble(component.data + 64, 80);
	uint64_t used = osiris_log_used();
	component_scribble(component.data + 64, 80);
	cr_assert_eq(osiris_log_used(), used);
	component_scribble(component.data + 64, 79);
	cr_assert_gt(osiris_log_used(), used);
	rolled_back("one range twice");
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
	cr_assert_eq(osiris_log_used(), 0);
	checkpoint();
	component_scribble(component.data, 8);
	cr_assert_gt(osiris_log_used(), 0);
	rolled_back("second window");
}

Test(log, overflow_closes_the_window_and_is_counted)
{
	checkpoint();
	size_t stores = 0;
	while (__kmend_osiris.rt.window && stores < DATA_BYTES / 8) {
		component_scribble(component.data + stores * 8, 8);
		stores++;
		cr_assert_leq(osiris_log_used(), LOG_BYTES);
	}
	cr_assert_eq(stores, LOG_BYTES / sizeof(struct osiris_entry));
	cr_assert_eq(__kmend_osiris.rt.overflows, 1);
	cr_assert_eq(osiris_log_used(), 0);
	cr_assert_leq(__kmend_osiris.rt.log_high, LOG_BYTES);
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
	uint64_t fits = LOG_BYTES - 2 * sizeof(struct osiris_entry);

	checkpoint();
	component_scribble(component.data + 1, fits);
	cr_assert_eq(osiris_log_used(), LOG_BYTES - sizeof(struct osiris_entry));
	component_scribble(component.data + 1, fits); /* there already */
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
	cr_assert_eq(osiris_log_used(), 0);
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
	cr_assert_eq(osiris_log_used(), 32 + sizeof(struct osiris_entry));
	__kmend_log_room(component.stack + STACK_BYTES - 8, UINT64_MAX);
	cr_assert_eq(osiris_log_used(), 32 + sizeof(struct osiris_entry), "the stack is skipped");
	__kmend_log_room(component.data, 40);
	cr_assert_eq(osiris_log_used(), 32 + 48 + 2 * sizeof(struct osiris_entry));
	cr_assert_eq(__kmend_osiris.rt.window, 1);
	cr_assert_eq(__kmend_osiris.rt.overflows, 0);
}

#define KIND(kind) ((uint64_t)(kind) << OSIRIS_KIND_SHIFT)

Test(log, a_damaged_log_is_refused)
{
	static const struct osiris_entry bad[] = { { KIND(OSIRIS_RANGE), 0 }, { KIND(OSIRIS_RANGE), UINT64_MAX },
		{ KIND(OSIRIS_RANGE), 1u << 20 }, { KIND(OSIRIS_RANGE), UINT64_MAX - 14 }, { KIND(9), 8 },
		{ KIND(0x41), 8 } };

	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		checkpoint();
		component_scribble(component.data, 8);
		memcpy(__kmend_log_start, &bad[i], sizeof(bad[i]));
		cr_assert_eq(osiris_rollback(), -1);
	}
	checkpoint();
	__kmend_osiris.rt.log_at = 16;
	cr_assert_eq(osiris_rollback(), -1);
	__kmend_osiris.rt.log_at = 8 - LOG_BYTES;
	cr_assert_eq(osiris_rollback(), -1);
	__kmend_osiris.rt.log_at = -LOG_BYTES - 16;
	cr_assert_eq(osiris_rollback(), -1);
}

Test(log, before_the_start_nothing_happens)
{
	memset(&__kmend_osiris, 0, sizeof(__kmend_osiris));
	__kmend_log_store(component.data, 8);
	cr_assert_eq(__kmend_osiris.rt.log_at, 0);
	__kmend_log_full();
	cr_assert_eq(__kmend_osiris.rt.log_at, 0, "what is appended in place goes to the slack, again and again");
}
