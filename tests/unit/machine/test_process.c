/* Waiting for a core: seen where there is too little of it, and only there. */
#include <criterion/criterion.h>
#include <sched.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "harness/base/error.h"
#include "harness/machine/process.h"

static void pin(void)
{
	cpu_set_t all, one;

	CPU_ZERO(&one);
	cr_assert_eq(sched_getaffinity(0, sizeof all, &all), 0);
	for (int cpu = 0; cpu < CPU_SETSIZE; cpu++)
		if (CPU_ISSET(cpu, &all)) {
			CPU_SET(cpu, &one);
			break;
		}
	cr_assert_eq(sched_setaffinity(0, sizeof one, &one), 0);
}

/* A process that does nothing but compute, on one core with all others of its kind. */
static pid_t spin(void)
{
	pid_t pid = fork();

	if (pid)
		return pid;
	for (volatile unsigned long i = 0;; i++)
		;
}

Test(process, waiting_for_a_core, .timeout = 60)
{
	pid_t first, second, sleeper;

	if (process_wait_ns(getpid()) == 0 && access("/proc/self/schedstat", R_OK) < 0)
		cr_skip_test("this kernel does not count it");
	pin();
	first = spin();
	second = spin();
	sleeper = fork();
	if (sleeper == 0) {
		for (;;)
			pause();
	}
	sleep(1);
	cr_expect_gt(process_wait_ns(first) + process_wait_ns(second), 300000000u, "one of two waits at any time");
	cr_expect_lt(process_wait_ns(sleeper), 500000000u, "who sleeps does not wait for a core");
	process_end(first);
	process_end(second);
	process_end(sleeper);
}

Test(process, nobody_is_there)
{
	cr_expect_eq(process_wait_ns(-1), 0);
	process_end(-1);
}
