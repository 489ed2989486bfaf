/*
 * Processes: fork, exec, signals, groups, limits, threads, tracing, identities.
 */
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <grp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/utsname.h>
#include <sys/wait.h>
#include <unistd.h>

#include "test.h"

static volatile sig_atomic_t caught[8], caught_count;

static void note(int signal)
{
	if (caught_count < 8)
		caught[caught_count++] = signal;
}

static void handle(int signal, void (*function)(int), int flags)
{
	struct sigaction action = {.sa_handler = function, .sa_flags = flags};
	CHECK(sigaction(signal, &action, NULL) == 0);
}

TEST(process_fork, "process-fork")
{
	pid_t pids[6];
	int status;
	for (int i = 0; i < 6; i++) {
		pids[i] = fork();
		CHECK(pids[i] >= 0);
		if (pids[i] == 0)
			_exit(10 + i);
	}
	for (int i = 5; i >= 0; i--)
		CHECK(waitpid(pids[i], &status, 0) == pids[i] && WIFEXITED(status) && WEXITSTATUS(status) == 10 + i);
	CHECK_ERROR(wait(&status), ECHILD);
}

TEST(process_cow, "process-cow")
{
	enum { SIZE = 16 * 4096 };
	char *memory = mmap(NULL, SIZE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	CHECK(memory != MAP_FAILED);
	test_fill(memory, SIZE, 1);
	pid_t pid = fork();
	CHECK(pid >= 0);
	if (pid == 0) {
		test_same(memory, SIZE, 1);
		for (int i = 0; i < SIZE; i += 8192)
			memory[i] ^= 1;
		_exit(TEST_PASSED);
	}
	test_wait(pid);
	test_same(memory, SIZE, 1);
}

static pid_t reaper;

static void orphan_parent(void)
{
	pid_t pid = fork();
	CHECK(pid >= 0);
	if (pid == 0) {
		for (int i = 0; i < 1000 && getppid() != reaper; i++)
			usleep(100);
		_exit(getppid() == reaper ? 77 : TEST_FAILED);
	}
}

TEST(process_orphan, "process-orphan")
{
	int status;
	reaper = getpid();
	CHECK(prctl(PR_SET_CHILD_SUBREAPER, 1) == 0);
	test_wait(test_fork(orphan_parent));
	/* The grandchild is ours now. */
	CHECK(wait(&status) > 0 && WIFEXITED(status) && WEXITSTATUS(status) == 77);
}

TEST(process_exec, "process-exec")
{
	int status, kept = open("/dev/null", O_RDONLY), closed = open("/dev/null", O_RDONLY | O_CLOEXEC);
	char command[128];
	CHECK(kept >= 0 && closed >= 0);
	snprintf(command, sizeof(command), "test \"$WORD\" = value -a -e /proc/self/fd/%d -a ! -e /proc/self/fd/%d",
	        kept, closed);
	pid_t pid = vfork();
	CHECK(pid >= 0);
	if (pid == 0) {
		execle("/bin/sh", "sh", "-c", command, (char *)NULL, (char *[]){"WORD=value", NULL});
		_exit(1);
	}
	CHECK(waitpid(pid, &status, 0) == pid && WIFEXITED(status) && WEXITSTATUS(status) == 0);
	CHECK_ERROR(execl("/nowhere", "x", (char *)NULL), ENOENT);
	CHECK_ERROR(execl("/etc/passwd", "x", (char *)NULL), EACCES);
}

TEST(signal_handlers, "signal-handlers")
{
	sigset_t set, old;
	handle(SIGUSR1, note, 0);
	handle(SIGUSR2, note, SA_RESETHAND);
	sigemptyset(&set);
	sigaddset(&set, SIGUSR1);
	CHECK(sigprocmask(SIG_BLOCK, &set, &old) == 0);
	CHECK(raise(SIGUSR1) == 0 && raise(SIGUSR1) == 0 && raise(SIGUSR2) == 0);
	CHECK(caught_count == 1 && caught[0] == SIGUSR2);
	CHECK(sigpending(&set) == 0 && sigismember(&set, SIGUSR1));
	CHECK_ERROR(sigsuspend(&old), EINTR);
	CHECK(caught_count == 2 && caught[1] == SIGUSR1);
	struct sigaction now;
	CHECK(sigaction(SIGUSR2, NULL, &now) == 0 && now.sa_handler == SIG_DFL);
	CHECK_ERROR(sigaction(SIGKILL, &now, NULL), EINVAL);
	CHECK_ERROR(kill(999999, 0), ESRCH);
}

static void note_value(int signal, siginfo_t *info, void *context)
{
	(void)signal;
	(void)context;
	if (info->si_code == SI_QUEUE && info->si_pid == getpid())
		note(info->si_value.sival_int);
}

TEST(signal_queue, "signal-queue")
{
	sigset_t set;
	struct sigaction action = {.sa_sigaction = note_value, .sa_flags = SA_SIGINFO};
	sigemptyset(&set);
	sigaddset(&set, SIGRTMIN);
	sigaddset(&set, SIGRTMIN + 1);
	CHECK(sigaction(SIGRTMIN, &action, NULL) == 0 && sigaction(SIGRTMIN + 1, &action, NULL) == 0);
	CHECK(sigprocmask(SIG_BLOCK, &set, NULL) == 0);
	for (int i = 0; i < 3; i++)
		CHECK(sigqueue(getpid(), SIGRTMIN, (union sigval){.sival_int = i}) == 0);
	CHECK(sigqueue(getpid(), SIGRTMIN + 1, (union sigval){.sival_int = 9}) == 0);
	int fd = signalfd(-1, &set, SFD_NONBLOCK);
	struct signalfd_siginfo first;
	CHECK(fd >= 0 && read(fd, &first, sizeof(first)) == sizeof(first) && first.ssi_int == 0 &&
	        first.ssi_code == SI_QUEUE);
	CHECK(sigprocmask(SIG_UNBLOCK, &set, NULL) == 0);
	/* The handler of the higher number is entered last, so it runs first; each queue keeps its order. */
	CHECK(caught_count == 3);
	int sum = caught[0] + caught[1] + caught[2];
	CHECK(sum == 12);
	CHECK_ERROR(read(fd, &first, sizeof(first)), EAGAIN);
}

static void stopped_child(void)
{
	raise(SIGSTOP);
	handle(SIGTERM, SIG_DFL, 0);
	for (;;)
		pause();
}

TEST(signal_stop, "signal-stop")
{
	int status;
	pid_t pid = test_fork(stopped_child);
	CHECK(waitpid(pid, &status, WUNTRACED) == pid && WIFSTOPPED(status) && WSTOPSIG(status) == SIGSTOP);
	CHECK(kill(pid, SIGCONT) == 0 && waitpid(pid, &status, WCONTINUED) == pid && WIFCONTINUED(status));
	CHECK(kill(pid, SIGTERM) == 0 && waitpid(pid, &status, 0) == pid && WIFSIGNALED(status) &&
	        WTERMSIG(status) == SIGTERM);
}

static void group_child(void)
{
	for (;;)
		pause();
}

TEST(process_group, "process-group")
{
	siginfo_t info;
	pid_t one = test_fork(group_child), two = test_fork(group_child);
	CHECK(setpgid(one, one) == 0 && setpgid(two, one) == 0 && getpgid(two) == one && getsid(two) == getsid(0));
	CHECK_ERROR(setpgid(two, 999999), EPERM);
	CHECK(waitid(P_PGID, one, &info, WEXITED | WNOHANG) == 0);
	CHECK(kill(-one, SIGINT) == 0);
	for (int i = 0; i < 2; i++) {
		CHECK(waitid(P_PGID, one, &info, WEXITED) == 0);
		CHECK((info.si_pid == one || info.si_pid == two) && info.si_code == CLD_KILLED &&
		        info.si_status == SIGINT);
	}
	CHECK_ERROR(waitid(P_PGID, one, &info, WEXITED), ECHILD);
}

TEST(process_limits, "process-limits")
{
	struct rlimit limit;
	CHECK(getrlimit(RLIMIT_NOFILE, &limit) == 0);
	limit.rlim_cur = 8;
	CHECK(setrlimit(RLIMIT_NOFILE, &limit) == 0);
	int fd = -1, last = -1;
	while ((fd = dup(0)) >= 0)
		last = fd;
	CHECK(errno == EMFILE && last == 7 && close(6) == 0 && close(7) == 0);
	limit = (struct rlimit){1000, RLIM_INFINITY};
	CHECK(setrlimit(RLIMIT_FSIZE, &limit) == 0);
	handle(SIGXFSZ, note, 0);
	fd = open("f", O_RDWR | O_CREAT | O_TRUNC, 0600);
	char buffer[2000] = {0};
	CHECK(write(fd, buffer, sizeof(buffer)) == 1000);
	CHECK_ERROR(write(fd, buffer, 1), EFBIG);
	CHECK(caught_count == 1 && caught[0] == SIGXFSZ && unlink("f") == 0);
	limit = (struct rlimit){32 << 20, 32 << 20};
	CHECK(setrlimit(RLIMIT_AS, &limit) == 0);
	CHECK(mmap(NULL, 64 << 20, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == MAP_FAILED && errno == ENOMEM);
}

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static int turn;

static void *take_turns(void *argument)
{
	int number = (int)(long)argument;
	for (int i = 0; i < 5; i++) {
		pthread_mutex_lock(&mutex);
		while (turn % 3 != number)
			pthread_cond_wait(&changed, &mutex);
		turn++;
		pthread_cond_broadcast(&changed);
		pthread_mutex_unlock(&mutex);
	}
	return argument;
}

TEST(process_threads, "process-threads")
{
	pthread_t threads[3];
	void *result;
	for (long i = 0; i < 3; i++)
		CHECK(pthread_create(&threads[i], NULL, take_turns, (void *)i) == 0);
	for (long i = 0; i < 3; i++)
		CHECK(pthread_join(threads[i], &result) == 0 && result == (void *)i);
	CHECK(turn == 15);
}

static long traced = 0x12345678;

static void traced_child(void)
{
	CHECK(ptrace(PTRACE_TRACEME, 0, NULL, NULL) == 0);
	raise(SIGSTOP);
	CHECK(traced == 42);
}

TEST(process_ptrace, "process-ptrace")
{
	int status;
	pid_t pid = test_fork(traced_child);
	CHECK(waitpid(pid, &status, 0) == pid && WIFSTOPPED(status));
	CHECK(ptrace(PTRACE_PEEKDATA, pid, &traced, NULL) == 0x12345678);
	CHECK(ptrace(PTRACE_POKEDATA, pid, &traced, (void *)42) == 0);
	CHECK(traced == 0x12345678 && ptrace(PTRACE_CONT, pid, NULL, NULL) == 0);
	test_wait(pid);
	CHECK_ERROR(ptrace(PTRACE_CONT, pid, NULL, NULL), ESRCH);
}

static void stranger(void)
{
	CHECK(setgid(1000) == 0 && setuid(1000) == 0 && getuid() == 1000 && geteuid() == 1000);
	CHECK_ERROR(setuid(0), EPERM);
	CHECK_ERROR(kill(getppid(), SIGTERM), EPERM);
	CHECK_ERROR(sethostname("x", 1), EPERM);
	CHECK_ERROR(setpriority(PRIO_PROCESS, 0, -5), EACCES);
	CHECK_ERROR(chroot("/"), EPERM);
}

TEST(process_rights, "process-rights")
{
	gid_t groups[2] = {5, 6}, back[2];
	test_wait(test_fork(stranger));
	CHECK(setgroups(2, groups) == 0 && getgroups(2, back) == 2 && back[1] == 6);
	CHECK(getuid() == 0);
}

TEST(process_schedule, "process-schedule")
{
	struct sched_param parameter = {.sched_priority = 10};
	struct timespec slice;
	cpu_set_t cpus;
	CHECK(setpriority(PRIO_PROCESS, 0, 5) == 0 && getpriority(PRIO_PROCESS, 0) == 5);
	CHECK(sched_setscheduler(0, SCHED_RR, &parameter) == 0 && sched_getscheduler(0) == SCHED_RR);
	CHECK(sched_rr_get_interval(0, &slice) == 0 && sched_yield() == 0);
	parameter.sched_priority = 0;
	CHECK_ERROR(sched_setscheduler(0, SCHED_FIFO, &parameter), EINVAL);
	CHECK(sched_setscheduler(0, SCHED_BATCH, &parameter) == 0);
	CHECK(sched_getaffinity(0, sizeof(cpus), &cpus) == 0 && CPU_COUNT(&cpus) >= 1);
}

TEST(process_names, "process-names")
{
	char name[64], text[64];
	struct utsname uts;
	CHECK(uname(&uts) == 0 && strcmp(uts.sysname, "Linux") == 0);
	CHECK(prctl(PR_SET_NAME, "kmend-name") == 0 && prctl(PR_GET_NAME, name) == 0 &&
	        strcmp(name, "kmend-name") == 0);
	int fd = open("/proc/self/comm", O_RDONLY);
	CHECK(fd >= 0 && read(fd, text, sizeof(text)) == 11 && memcmp(text, "kmend-name\n", 11) == 0);
	CHECK(getpid() == syscall(39) && getppid() > 0);
}
