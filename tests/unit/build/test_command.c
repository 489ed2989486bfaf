#include <criterion/criterion.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "harness/build/command.h"

Test(command, output_and_status)
{
	struct kmend_buf output = KMEND_BUF_INIT;
	int status;
	cr_assert_eq(kmend_command_run("echo one; echo two >&2; exit 3", &output, &status), 0);
	cr_assert_eq(status, 3);
	cr_assert(strstr(output.data, "one") && strstr(output.data, "two"));
	kmend_buf_release(&output);
}

Test(command, killed_by_a_signal)
{
	struct kmend_buf output = KMEND_BUF_INIT;
	int status;
	cr_assert_eq(kmend_command_run("kill -9 $$", &output, &status), 0);
	cr_assert_eq(status, 128 + 9);
	kmend_buf_release(&output);
}

Test(command, has_no_standard_input)
{
	struct kmend_buf output = KMEND_BUF_INIT;
	int status;
	cr_assert_eq(kmend_command_run("cat", &output, &status), 0);
	cr_assert_eq(status, 0);
	cr_assert_eq(output.size, 0);
	kmend_buf_release(&output);
}

/* The Nth sleeper of this test: no other process on this machine has its argument. */
static unsigned long sleeper(int n)
{
	return 100000000ul + (unsigned long)getpid() * 10 + (unsigned long)n;
}

static int there(unsigned long number)
{
	char command[128];

	snprintf(command, sizeof command, "pgrep -fx 'sleep %lu' >/dev/null", number);
	return system(command) == 0;
}

static int wait_until(int is_there, unsigned long number)
{
	for (int i = 0; i < 200 && there(number) != is_there; i++)
		usleep(100000);
	return there(number) == is_there;
}

Test(command, what_it_leaves_in_the_background_goes_with_it)
{
	struct kmend_buf output = KMEND_BUF_INIT;
	unsigned long one = sleeper(1), two = sleeper(2);
	char text[256];
	int status;

	snprintf(text, sizeof text, "sleep %lu & setsid sleep %lu & sleep 0.5; echo over", one, two);
	cr_assert_eq(kmend_command_run(text, &output, &status), 0);
	cr_assert_eq(status, 0);
	cr_assert_str_eq(output.data, "over\n");
	cr_assert(wait_until(0, one) && wait_until(0, two));
	kmend_buf_release(&output);
}

/* Runs a command in another process, which then ends by SIGNAL. */
static void ends_by(int signal)
{
	unsigned long one = sleeper(1), two = sleeper(2), three = sleeper(3);
	char text[256];
	pid_t pid;

	snprintf(text, sizeof text, "trap '' TERM; sleep %lu & setsid sleep %lu & while :; do sleep %lu; done", one,
		two, three);
	pid = fork();
	if (pid == 0) {
		struct kmend_buf output = KMEND_BUF_INIT;
		int status;

		kmend_command_run(text, &output, &status);
		_exit(0);
	}
	cr_assert(wait_until(1, one) && wait_until(1, two) && wait_until(1, three));
	kill(pid, signal);
	waitpid(pid, NULL, 0);
	cr_assert(wait_until(0, one) && wait_until(0, two) && wait_until(0, three));
}

Test(command, ends_with_its_parent)
{
	ends_by(SIGTERM);
	ends_by(SIGKILL);
}

struct ticks {
	int n;
	size_t lines;
};

static void tick(void *context, size_t lines)
{
	struct ticks *ticks = context;

	ticks->n++;
	ticks->lines = lines;
}

Test(command, is_watched)
{
	struct ticks ticks = { 0 };
	const struct kmend_command_watch watch = { tick, &ticks };
	struct kmend_buf output = KMEND_BUF_INIT;
	int status;

	cr_assert_eq(kmend_command_run_watched("echo 1; sleep 2.5; echo 2", &output, &status, &watch), 0);
	cr_assert_geq(ticks.n, 3);
	cr_assert_eq(ticks.lines, 2);
	kmend_buf_release(&output);
}
