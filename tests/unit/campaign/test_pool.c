/* How many machines run side by side when nobody asks for a number. */
#include <criterion/criterion.h>

#include "harness/campaign/cores.h"
#include "harness/campaign/pool.h"

Test(pool, the_default_is_a_number_that_a_pool_takes)
{
	cr_expect_eq(cores_jobs(0, POOL_JOBS_MAX), 1);
	cr_expect_eq(cores_jobs(1, POOL_JOBS_MAX), 1);
	cr_expect_eq(cores_jobs(POOL_JOBS_MAX, POOL_JOBS_MAX), POOL_JOBS_MAX);
	cr_expect_eq(cores_jobs(POOL_JOBS_MAX + 1, POOL_JOBS_MAX), POOL_JOBS_MAX, "a machine with more than 256 cores");
	cr_expect_eq(cores_jobs(4096, POOL_JOBS_MAX), POOL_JOBS_MAX);
}

Test(pool, no_machine_and_too_many_are_refused)
{
	struct pool *pool;

	cr_expect_eq(pool_new(&pool, NULL, 0, NULL, 0), -1);
	cr_expect_eq(pool_new(&pool, NULL, POOL_JOBS_MAX + 1, NULL, 0), -1);
}
