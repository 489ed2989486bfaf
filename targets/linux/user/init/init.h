/*
 * The first process of the Linux guest: what its files share.
 *
 * Order of a run (main.c): mount everything, read the list of tests, say `ready` (the harness takes its snapshot
 * there), ask which tests are wanted, run them one after the other (run.c) and report each through the event channel
 * (event.c).
 *
 * Any call of the kernel may fail or never come back, since the kernel under test is the one that is broken on purpose:
 * nothing in here loops without a bound, and no error stops the suite.
 */
#ifndef KMEND_LINUX_INIT_H
#define KMEND_LINUX_INIT_H

#include <stdbool.h>

/* How much longer all takes in an image with recovery (build.sh). */
#ifndef SLOWER
#define SLOWER 1
#endif

enum {
	TESTS_MAX = 256,                    /* lines in the list */
	ARGS_MAX = 40,                      /* words of one command */
	WORKLOAD_MAX = 1024,                /* bytes of the wanted patterns */
	TEST_LIMIT_MS = 500 * SLOWER,       /* a test may take that long */
	TEST_LIMIT_SHORT_MS = 100 * SLOWER, /* ... or that long when the patience of the suite is used up */
	BENCH_LIMIT_MS = 20000 * SLOWER,    /* a workload that runs long (bench-*) may take that long */
	PATIENCE_MS = 1000 * SLOWER,        /* time that tests that hang may waste together at the longer limit */
	REAP_LIMIT_MS = 20 * SLOWER,        /* wait for killed processes to go */
	HUNG_MAX = 12,                      /* so many tests that do not end, and the others are not tried any more */
};

#define BENCH_PREFIX "bench-"

/* One line of /etc/tests. The texts live as long as the process. */
struct test {
	const char *name;
	const char *folder; /* where it runs */
	const char *argv[ARGS_MAX + 1];
};

enum status { STATUS_PASS, STATUS_FAIL, STATUS_SKIP };

/* Opens the event channel: /dev/kmend, or the console when that does not exist (a plain kernel). */
void event_open(void);

/* Sends one event, printf-like, without the newline. */
void event_send(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Reads the wanted patterns into text (size bytes with the final 0). Empty: all tests. */
void event_workload(char *text, int size);

/* Mounts the file systems and brings the loopback interface up; complains on the console about what fails. */
void mount_all(void);

/* Reads the list of tests; returns how many. */
int list_read(const char *path, struct test tests[TESTS_MAX]);

/* Whether the test is wanted by the patterns (comma separated, as in fnmatch(3); empty or "all": every test but those that must be named, ub_*, bug-* and bench-*). */
bool list_wanted(const struct test *test, const char *patterns);

/* Runs one test within its time limit, kills what is left of it and says how it went. */
enum status run_test(const struct test *test);

/* Says how much work the tests did that are programs of the UnixBench-like suite: a counter for each. */
void work_counters(const struct test *tests, int count, const char *patterns);

/* Whether so many tests did not end that the system is not worth asking further. */
bool run_is_hopeless(void);

/* Nanoseconds of virtual time since boot. */
long long time_ns(void);

#endif
