/*
 * Pid 1. Says that the system is ready (the snapshot point: the machine pauses inside KC_READY), runs the suite, has
 * the servers audit themselves, and stops the machine. It never gives up and never ends: whatever fails is a failed
 * test. Two of the tests are init itself: reading the directory of tests, and the calls that RS takes from pid 1 only.
 */
#include "init.h"
#include "kmend/abi.h"
#include "stdio.h"
#include "trap.h"
#include "unistd.h"

static char names[TESTS_MAX][TEST_NAME_MAX];

static unsigned report(const char *name, enum test_status status)
{
	static const char *const word[] = { [TEST_PASS] = "pass", [TEST_FAIL] = "fail", [TEST_SKIP] = "skip" };

	event("test-end name=%s status=%s", name, word[status]);
	return status == TEST_FAIL;
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
	int directory_ok, with_services;
	unsigned failed = 0;
	size_t n;
	int64_t mode;

	mode = kcall(CALL_KC_READY, &ready);
	workload[sizeof(workload) - 1] = 0;
	with_services = workload_selects(workload, "init_services");
	n = list_tests(names, workload, &directory_ok);
	event("suite-begin planned=%lu", n + 1 + (unsigned)with_services);
	event("test-begin name=init_directory");
	failed += report("init_directory", directory_ok ? TEST_PASS : TEST_FAIL);
	if (with_services) {
		event("test-begin name=init_services");
		failed += report("init_services", test_services());
	}
	for (size_t i = 0; i < n; i++) {
		event("test-begin name=%s", names[i]);
		failed += report(names[i], run_test(names[i]));
	}
	audit();
	if (mode == KMEND_MODE_GOLDEN)
		counters();
	event("suite-end failed=%u", failed);
	stop();
	return 0;
}
