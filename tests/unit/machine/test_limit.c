/* The limit in guest virtual time: rounded up, granted in parts, with a last part of its own where one is wanted. */
#include <criterion/criterion.h>
#include <stdio.h>

#include "harness/machine/limit.h"

#define SECOND UINT64_C(1000000000)

/* Grants and uses up every part; `parts` are their commands' numbers, -1 after the last. */
static void granted(uint64_t limit_ns, uint32_t last_s, uint64_t whole_s, const int *parts)
{
	char command[LIMIT_COMMAND_MAX], wanted[LIMIT_COMMAND_MAX];
	enum limit_left left = LIMIT_MORE;
	struct limit limit;

	limit_set(&limit, limit_ns, last_s);
	cr_assert_eq(limit.whole_ns, whole_s * SECOND);
	for (; *parts >= 0; parts++) {
		cr_assert_neq(left, LIMIT_OVER);
		cr_assert_eq(limit_grant(&limit, command), 1);
		snprintf(wanted, sizeof wanted, "o/b 0x443 %d", *parts);
		cr_assert_str_eq(command, wanted);
		left = limit_used(&limit);
		cr_assert_eq(left == LIMIT_LAST, last_s && parts[1] >= 0 && parts[2] < 0);
	}
	cr_assert_eq(left, LIMIT_OVER);
}

Test(limit, is_at_least_two_seconds_and_even)
{
	granted(0, 0, 2, (int[]){ 14, -1 });
	granted(2 * SECOND, 0, 2, (int[]){ 14, -1 });
	granted(2 * SECOND + 1, 0, 4, (int[]){ 13, -1 });
	granted(30 * SECOND, 0, 30, (int[]){ 0, -1 });
}

Test(limit, is_granted_in_parts)
{
	granted(61 * SECOND, 0, 62, (int[]){ 0, 0, 14, -1 });
}

Test(limit, has_a_last_part_of_its_own)
{
	granted(2 * SECOND, 2, 4, (int[]){ 14, 14, -1 });
	granted(30 * SECOND, 2, 32, (int[]){ 0, 14, -1 });
	granted(32 * SECOND, 2, 34, (int[]){ 0, 14, 14, -1 });
}

Test(limit, is_a_day_at_most)
{
	struct limit limit;

	limit_set(&limit, UINT64_MAX, 2);
	cr_assert_eq(limit.whole_ns, 86402 * SECOND);
}

Test(limit, none)
{
	char command[LIMIT_COMMAND_MAX];
	struct limit limit;

	limit_none(&limit);
	cr_assert_eq(limit_grant(&limit, command), 0);
	cr_assert_eq(limit_used(&limit), LIMIT_OVER, "somebody else has armed the watchdog");
}

/* A guest whose tests have limits is looked at every 2 s. */
Test(limit, in_steps)
{
	char command[LIMIT_COMMAND_MAX];
	struct limit limit;

	limit_set(&limit, 6 * SECOND, 2);
	limit_step_set(&limit, 2);
	for (unsigned used = 0; used < 8; used += 2) {
		cr_expect_eq(limit_used_ns(&limit), used * SECOND);
		cr_assert_eq(limit_grant(&limit, command), 1);
		cr_expect_str_eq(command, "o/b 0x443 14");
		cr_expect_eq(limit_used(&limit), used == 6 ? LIMIT_OVER : used == 4 ? LIMIT_LAST : LIMIT_MORE);
	}
	cr_expect_eq(limit_used_ns(&limit), limit.whole_ns);
}
