/*
 * Clocks and timers. Short waits: a sleeping guest costs no work, but the virtual clock of the whole suite is limited.
 */
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <sys/select.h>
#include <sys/time.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

#include "test.h"

enum { MS = 1000000 };

static volatile sig_atomic_t ticks;

static void tick(int signal)
{
	(void)signal;
	ticks++;
}

static long long now(clockid_t clock)
{
	struct timespec time;
	CHECK(clock_gettime(clock, &time) == 0 && time.tv_nsec >= 0 && time.tv_nsec < 1000 * MS);
	return time.tv_sec * 1000LL * MS + time.tv_nsec;
}

TEST(timer_clocks, "timer-clocks")
{
	static const clockid_t clocks[] = {CLOCK_REALTIME, CLOCK_MONOTONIC, CLOCK_BOOTTIME, CLOCK_MONOTONIC_RAW,
	        CLOCK_MONOTONIC_COARSE, CLOCK_PROCESS_CPUTIME_ID, CLOCK_THREAD_CPUTIME_ID};
	struct timespec step;
	for (unsigned i = 0; i < sizeof(clocks) / sizeof(clocks[0]); i++) {
		long long before = now(clocks[i]);
		CHECK(now(clocks[i]) >= before && clock_getres(clocks[i], &step) == 0);
	}
	CHECK_ERROR(clock_gettime(1234, &step), EINVAL);
	/* The clock is set to what it shows: a test must not turn the clock of the machine that it is tried on. */
	struct timespec set;
	CHECK(clock_gettime(CLOCK_REALTIME, &set) == 0 && clock_settime(CLOCK_REALTIME, &set) == 0);
	set.tv_nsec = -1;
	CHECK_ERROR(clock_settime(CLOCK_REALTIME, &set), EINVAL);
}

TEST(timer_sleep, "timer-sleep")
{
	struct timespec wait = {0, 2 * MS}, left;
	long long start = now(CLOCK_MONOTONIC);
	CHECK(nanosleep(&wait, NULL) == 0 && now(CLOCK_MONOTONIC) - start >= 2 * MS);
	start = now(CLOCK_MONOTONIC) + 2 * MS;
	wait = (struct timespec){start / (1000LL * MS), start % (1000LL * MS)};
	CHECK(clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &wait, NULL) == 0 && now(CLOCK_MONOTONIC) >= start);
	struct sigaction action = {.sa_handler = tick};
	struct itimerval alarm = {.it_value = {0, 2000}};
	CHECK(sigaction(SIGALRM, &action, NULL) == 0 && setitimer(ITIMER_REAL, &alarm, NULL) == 0);
	wait = (struct timespec){1, 0};
	CHECK_ERROR(nanosleep(&wait, &left), EINTR);
	CHECK(ticks == 1 && left.tv_sec == 0 && left.tv_nsec > 900 * MS);
	wait.tv_nsec = -1;
	CHECK_ERROR(nanosleep(&wait, NULL), EINVAL);
}

TEST(timer_fd, "timer-fd")
{
	uint64_t count = 0;
	int fd = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK);
	struct itimerspec every = {{0, 2 * MS}, {0, 1 * MS}}, rest;
	CHECK(fd >= 0);
	CHECK_ERROR(read(fd, &count, 8), EAGAIN);
	CHECK(timerfd_settime(fd, 0, &every, NULL) == 0);
	struct pollfd set = {fd, POLLIN, 0};
	for (int i = 0; i < 3; i++) {
		CHECK(poll(&set, 1, 500) == 1 && read(fd, &count, 8) == 8 && count >= 1);
	}
	CHECK(timerfd_gettime(fd, &rest) == 0 && rest.it_interval.tv_nsec == 2 * MS);
	every = (struct itimerspec){0};
	CHECK(timerfd_settime(fd, 0, &every, NULL) == 0 && poll(&set, 1, 3) == 0);
}

TEST(timer_posix, "timer-posix")
{
	timer_t timer;
	sigset_t set;
	siginfo_t info;
	struct sigevent event = {.sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGUSR1, .sigev_value.sival_int = 42};
	struct itimerspec every = {{0, 2 * MS}, {0, 2 * MS}};
	struct timespec limit = {0, 500 * MS};
	sigemptyset(&set);
	sigaddset(&set, SIGUSR1);
	CHECK(sigprocmask(SIG_BLOCK, &set, NULL) == 0 && timer_create(CLOCK_MONOTONIC, &event, &timer) == 0);
	CHECK(timer_settime(timer, 0, &every, NULL) == 0);
	for (int i = 0; i < 2; i++)
		CHECK(sigtimedwait(&set, &info, &limit) == SIGUSR1 && info.si_code == SI_TIMER &&
		        info.si_value.sival_int == 42);
	usleep(10000);
	/* The signals that nobody took were counted. */
	CHECK(sigtimedwait(&set, &info, &limit) == SIGUSR1 && timer_getoverrun(timer) >= 2);
	CHECK(timer_delete(timer) == 0);
	CHECK_ERROR(timer_settime(timer, 0, &every, NULL), EINVAL);
}

TEST(timer_interval, "timer-interval")
{
	struct sigaction action = {.sa_handler = tick};
	struct itimerval every = {{0, 2000}, {0, 2000}}, rest;
	CHECK(sigaction(SIGALRM, &action, NULL) == 0 && setitimer(ITIMER_REAL, &every, NULL) == 0);
	while (ticks < 3)
		pause();
	CHECK(getitimer(ITIMER_REAL, &rest) == 0 && rest.it_interval.tv_usec == 2000);
	every = (struct itimerval){0};
	CHECK(setitimer(ITIMER_REAL, &every, NULL) == 0 && alarm(100) == 0 && alarm(0) == 100);
}

TEST(timer_waits, "timer-waits")
{
	struct timeval limit = {0, 2000};
	struct timespec fine = {0, 2 * MS};
	long long start = now(CLOCK_MONOTONIC);
	CHECK(poll(NULL, 0, 2) == 0 && select(0, NULL, NULL, NULL, &limit) == 0 && ppoll(NULL, 0, &fine, NULL) == 0);
	sigset_t set;
	sigemptyset(&set);
	sigaddset(&set, SIGUSR1);
	CHECK_ERROR(sigtimedwait(&set, NULL, &fine), EAGAIN);
	CHECK(now(CLOCK_MONOTONIC) - start >= 8 * MS);
}
