/* The oracle itself must see what a rollback misses, or a campaign without differences would prove nothing. */
#include "fixture.h"

static void setup(void)
{
	component_setup(KMEND_POLICY_ENHANCED);
	osiris_checkpoint(33, 1, 1);
}

TestSuite(oracle, .init = setup);

Test(oracle, a_good_rollback_has_no_difference)
{
	for (int i = 0; i < 100; i++)
		component_scribble(component.data + component_random() % (DATA_BYTES - 8), 8);
	cr_assert_eq(osiris_rollback(), 0);
	cr_assert_eq(osiris_rt()->oracle_checks, 1);
	cr_assert_eq(osiris_rt()->oracle_differences, 0);
}

Test(oracle, an_unlogged_store_is_found)
{
	component.data[0] ^= 1;
	component.data[DATA_BYTES - 1] ^= 1;
	component.data[4711] ^= 1;
	cr_assert_eq(osiris_rollback(), 0);
	cr_assert_eq(osiris_rt()->oracle_differences, 3);
}

Test(oracle, the_crashed_threads_stack_is_left_out)
{
	osiris_thread((uint64_t)(component.data + 4096), (uint64_t)(component.data + 8192));
	memset(component.data + 4096, 0x11, 4096);
	component.data[4095] ^= 1;
	component.data[8192] ^= 1;
	cr_assert_eq(osiris_thread_low(), (uint64_t)(component.data + 4096));
	cr_assert_eq(osiris_rollback(), 0);
	cr_assert_eq(osiris_rt()->oracle_differences, 2);
}

Test(oracle, each_checkpoint_is_a_new_reference)
{
	component.data[5] ^= 1;
	osiris_checkpoint(33, 1, 1);
	component_scribble(component.data, 64);
	cr_assert_eq(osiris_rollback(), 0);
	cr_assert_eq(osiris_rt()->oracle_differences, 0);
}

Test(oracle, so_is_that_of_a_thread_that_has_come_back)
{
	osiris_thread((uint64_t)(component.data + 4096), (uint64_t)(component.data + 8192));
	memset(component.data + 4096, 0x11, 4096);
	osiris_thread(0, 0);
	cr_assert_eq(osiris_rollback(), 0);
	cr_assert_eq(osiris_rt()->oracle_differences, 0);
	osiris_checkpoint(33, 1, 1);
	memset(component.data + 4096, 0x22, 4096); /* nobody ran since */
	cr_assert_eq(osiris_rollback(), 0);
	cr_assert_gt(osiris_rt()->oracle_differences, 4000);
}
