#include <criterion/criterion.h>
#include <string.h>

#include "harness/campaign/first_boot.h"

static const char log_text[] = "@kmend 0 46000000 ready target=x policy=none sites=1*00\n";

static int accepts(struct first_boot *first, uint64_t clock_ns)
{
	return first_boot_accepts(first, log_text, strlen(log_text), clock_ns);
}

Test(first_boot, a_clock_near_the_last_line_is_right)
{
	struct first_boot first = { 0 };

	cr_expect(accepts(&first, 46000000 + FIRST_BOOT_LAG_NS));
	cr_expect(accepts(&first, 0), "a machine without a clock");
}

Test(first_boot, a_moved_clock_is_not_believed)
{
	struct first_boot first = { 0 };

	cr_expect_not(accepts(&first, 1000000000));
	cr_expect(accepts(&first, 46000800), "the next boot was not moved");
}

Test(first_boot, of_slow_guests_the_smallest_clock)
{
	struct first_boot first = { 0 };

	cr_expect_not(accepts(&first, 60000000));
	for (unsigned i = 1; i < FIRST_BOOT_TRIES; i++)
		cr_expect_not(accepts(&first, 1000000000));
	cr_expect_not(accepts(&first, 1000000000), "moved, however often");
	cr_expect(accepts(&first, 60000000));
}
