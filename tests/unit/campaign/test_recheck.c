/* Which experiments are run again. */
#include <criterion/criterion.h>

#include "harness/campaign/recheck.h"

Test(recheck, one_of_so_many_in_a_row)
{
	for (uint64_t seed = 0; seed < 20; seed++)
		for (uint64_t every = 1; every < 120; every += 17) {
			const struct recheck recheck = { .seed = seed, .every = every };
			const uint64_t whole = 1000;

			for (uint64_t first = 0; first < whole; first += every) {
				unsigned chosen = 0;

				for (uint64_t i = first; i < first + every && i < whole; i++)
					chosen += recheck_chooses(&recheck, (int64_t)i + 1, whole);
				cr_assert_eq(chosen, 1);
			}
		}
}

Test(recheck, the_seed_decides)
{
	unsigned different = 0;

	for (int64_t id = 1; id <= 1000; id++)
		different += recheck_chooses(&(struct recheck){ .seed = 1, .every = 100 }, id, 1000) !=
			recheck_chooses(&(struct recheck){ .seed = 2, .every = 100 }, id, 1000);
	cr_assert_gt(different, 10);
}

Test(recheck, nothing_else)
{
	cr_assert_not(recheck_chooses(&(struct recheck){ .seed = 1, .every = 0 }, 1, 10), "off");
	cr_assert_not(recheck_chooses(&(struct recheck){ .seed = 1, .every = 1 }, 0, 10));
	cr_assert_not(recheck_chooses(&(struct recheck){ .seed = 1, .every = 1 }, -5, 10));
	cr_assert_not(recheck_chooses(&(struct recheck){ .seed = 1, .every = 1 }, 11, 10));
	cr_assert(recheck_chooses(&(struct recheck){ .seed = 1, .every = 100 }, 1, 1), "the only one");
}
