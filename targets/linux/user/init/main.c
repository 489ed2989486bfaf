/*
 * /init of the Linux guest: prepares, says `ready`, runs the suite, stops the machine.
 *
 * When there is a file /etc/times it also prints on the console how much virtual time and how much CPU time each test
 * took: that is how the sizes of the tests were chosen.
 */
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/reboot.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <unistd.h>

#include "init.h"

static const char *const status_names[] = { [STATUS_PASS] = "pass", [STATUS_FAIL] = "fail", [STATUS_SKIP] = "skip" };
static struct test tests[TESTS_MAX];

/* CPU time of init and of all that it has reaped, in microseconds. */
static long long cpu_us(void)
{
	long long sum = 0;
	for (int i = 0; i < 2; i++) {
		struct rusage use = { 0 };
		getrusage(i == 0 ? RUSAGE_SELF : RUSAGE_CHILDREN, &use);
		sum += (use.ru_utime.tv_sec + use.ru_stime.tv_sec) * 1000000LL + use.ru_utime.tv_usec +
			use.ru_stime.tv_usec;
	}
	return sum;
}

static void suite(int count, const char *patterns, bool times)
{
	int planned = 0, failed = 0;
	for (int i = 0; i < count; i++)
		planned += list_wanted(&tests[i], patterns);
	event_send("suite-begin planned=%d", planned);
	long long suite_start = time_ns(), suite_cpu = cpu_us();
	for (int i = 0; i < count && !run_is_hopeless(); i++) {
		if (!list_wanted(&tests[i], patterns))
			continue;
		event_send("test-begin name=%s", tests[i].name);
		long long start = time_ns(), cpu = cpu_us();
		enum status status = run_test(&tests[i]);
		if (times)
			printf("TIME %-28s %6lld us cpu %6lld us\n", tests[i].name, (time_ns() - start) / 1000,
				cpu_us() - cpu);
		event_send("test-end name=%s status=%s", tests[i].name, status_names[status]);
		failed += status == STATUS_FAIL;
	}
	if (times)
		printf("TIME %-28s %6lld us cpu %6lld us\n", "suite", (time_ns() - suite_start) / 1000,
			cpu_us() - suite_cpu);
	work_counters(tests, count, patterns);
	event_send("suite-end failed=%d", failed);
}

/* The initramfs has no device files: the kernel found no console for its first process, devtmpfs has one now. */
static void console_open(void)
{
	int fd = open("/dev/console", O_RDWR);
	if (fd < 0)
		return;
	for (int i = 0; i <= STDERR_FILENO; i++)
		dup2(fd, i);
	if (fd > STDERR_FILENO)
		close(fd);
}

int main(void)
{
	setvbuf(stdout, NULL, _IONBF, 0);
	setenv("PATH", "/usr/bin:/bin", 1);
	setenv("HOME", "/tmp", 1);
	bool times = access("/etc/times", F_OK) == 0;

	/* Blocked, so that sigtimedwait can wait for it without a race. */
	sigset_t set;
	sigemptyset(&set);
	sigaddset(&set, SIGCHLD);
	sigprocmask(SIG_BLOCK, &set, NULL);

	mount_all();
	console_open();
	event_open();
	int count = list_read("/etc/tests", tests);

	event_send("ready");
	char patterns[WORKLOAD_MAX];
	event_workload(patterns, sizeof(patterns));
	suite(count, patterns, times);
	event_send("stop");

	/* Only a kernel without /dev/kmend comes here. */
	sync();
	reboot(RB_AUTOBOOT);
	for (;;)
		pause();
}
