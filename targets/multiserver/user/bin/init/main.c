/*
 * Pid 1. Says that the system is ready (the snapshot point: the machine pauses inside KC_READY) and runs the suite; its end takes the
 * fault out of force. Then the state is looked at, first as the suite has left it, so that who was never woken is still there, then again
 * after everybody else is gone; each server is probed; the machine stops. Each request of that has a time limit, and so has all of it
 * (LAST_WORDS_MS). Some of the tests are init itself, such as reading the directory of tests.
 */
#include "init.h"
#include "kmend/abi.h"
#include "stdio.h"
#include "string.h"
#include "trap.h"
#include "unistd.h"

static char names[TESTS_MAX][TEST_NAME_MAX];

static unsigned report(const char *name, enum test_status status)
{
	static const char *const word[] = { [TEST_PASS] = "pass", [TEST_FAIL] = "fail", [TEST_SKIP] = "skip" };

	event("test-end name=%s status=%s", name, word[status]);
	return status == TEST_FAIL;
}

/* Tests that are init itself, besides that of the directory. */
static const struct own {
	const char *name;
	enum test_status (*run)(void);
	int by_name; /* only when the workload names it: no pattern does */
} own[] = {
	{ "init_services", test_services, 0 },
	{ "init_recovery", test_recovery, 1 },
	{ "init_requests", test_requests, 1 },
};
#define NOWN (sizeof(own) / sizeof(own[0]))

static int is_selected(const struct own *test, const char *workload)
{
	return test->by_name ? strstr(workload, test->name) != NULL : workload_selects(workload, test->name);
}

static unsigned own_selected(const char *workload)
{
	unsigned n = 0;

	for (size_t i = 0; i < NOWN; i++)
		n += (unsigned)is_selected(&own[i], workload);
	return n;
}

static void stop(void)
{
	struct kcall k = { .a = { KMEND_STOP_DONE } };

	for (;;)
		kcall(CALL_KC_STOP, &k);
}

int main(void)
{
	char workload[129] = "";
	struct kcall ready = { .p = workload, .n = sizeof(workload) - 1 };
	struct kcall end = { 0 };
	int directory_ok;
	unsigned failed = 0;
	size_t n;
	int64_t mode;

	mode = kcall(CALL_KC_READY, &ready);
	workload[sizeof(workload) - 1] = 0;
	if (strstr(workload, "init_again"))
		set_again();
	n = list_tests(names, workload, &directory_ok);
	event("suite-begin planned=%lu", n + 1 + own_selected(workload));
	event("test-begin name=init_directory");
	failed += report("init_directory", directory_ok ? TEST_PASS : TEST_FAIL);
	for (size_t i = 0; i < NOWN; i++) {
		if (!is_selected(&own[i], workload))
			continue;
		event("test-begin name=%s", own[i].name);
		failed += report(own[i].name, own[i].run());
	}
	for (size_t i = 0; i < n; i++) {
		event("test-begin name=%s", names[i]);
		failed += report(names[i], run_test(names[i]));
	}
	end.a[0] = failed;
	kcall(CALL_KC_SUITE_END, &end);
	set_patience(PATIENCE_MS);
	audit("left");
	if (!is_silent(EP_PM))
		clear_processes();
	audit("cleared");
	probe();
	if (mode == KMEND_MODE_GOLDEN)
		counters();
	work_counters(names, n);
	stop();
	return 0;
}
