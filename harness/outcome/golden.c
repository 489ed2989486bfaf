/* Golden runs: what the workload does without a fault, and whether two of them agree. */
#include <stdlib.h>
#include <string.h>

#include "harness/base/error.h"
#include "harness/outcome/classify.h"
#include "harness/outcome/log_difference.h"
#include "harness/outcome/tests.h"

void kmend_golden_release(struct kmend_golden *golden)
{
	kmend_tests_free(golden->tests, golden->ntests);
	kmend_tests_free(golden->probes, golden->nprobes);
	free(golden->policy);
	free(golden->target);
	memset(golden, 0, sizeof(*golden));
}

static char *copy_text(struct kmend_text text)
{
	return strndup(text.data ? text.data : "", text.size);
}

static int read_events(struct kmend_golden *golden, const struct kmend_log *log)
{
	for (size_t i = 0; i < log->nevents; i++) {
		const struct kmend_event *event = &log->events[i];

		if (event->kind == KMEND_EV_READY && !golden->policy) {
			golden->ready_ns = event->ticks;
			kmend_event_number(event, "sites", &golden->nsites);
			golden->policy = copy_text(kmend_event_value(event, "policy"));
			golden->target = copy_text(kmend_event_value(event, "target"));
			if (!golden->policy || !golden->target)
				return kmend_error("out of memory for a golden run");
		}
		golden->end_ns = event->ticks;
	}
	return 0;
}

/* A golden run is good when the judge, told that nothing was armed, calls it a pass. */
static int check(const struct kmend_verdict *verdict)
{
	if (verdict->outcome == KMEND_OUTCOME_INFRA_ERROR)
		return kmend_error("golden run: %s", verdict->reason);
	if (verdict->armed >= 0)
		return kmend_error("golden run: site %lld is armed in it", (long long)verdict->armed);
	if (verdict->damaged)
		return kmend_error(
			"golden run: %llu damaged lines in its event log", (unsigned long long)verdict->damaged);
	if (verdict->outcome != KMEND_OUTCOME_PASS)
		return kmend_error("golden run: %s (%s)", kmend_outcome_name(verdict->outcome), verdict->reason);
	if (verdict->inconsistent)
		return kmend_error("golden run: audit says inconsistent: %s", verdict->detail);
	if (verdict->serving.unavailable)
		return kmend_error("golden run: nobody answers %llu of its audits",
			(unsigned long long)verdict->serving.unavailable);
	for (size_t i = 0; i < verdict->nprobes; i++)
		if (verdict->probes[i].status != KMEND_TEST_PASS)
			return kmend_error("golden run: the probe of %s fails", verdict->probes[i].name);
	return 0;
}

int kmend_golden_from_log(struct kmend_golden *golden, const char *bytes, size_t size)
{
	const struct kmend_exit end = { .armed = KMEND_ARMED_NOTHING };
	struct kmend_verdict verdict;
	struct kmend_log log;
	int result;

	memset(golden, 0, sizeof(*golden));
	if (kmend_log_parse(&log, bytes, size))
		return -1;
	if (kmend_classify(&verdict, bytes, size, &end, NULL)) {
		kmend_log_release(&log);
		return -1;
	}
	result = check(&verdict);
	if (result == 0)
		result = read_events(golden, &log);
	if (result == 0) {
		golden->planned = verdict.planned;
		golden->tests = verdict.tests;
		golden->ntests = verdict.ntests;
		golden->probes = verdict.probes;
		golden->nprobes = verdict.nprobes;
		verdict.tests = NULL;
		verdict.ntests = 0;
		verdict.probes = NULL;
		verdict.nprobes = 0;
	} else {
		kmend_golden_release(golden);
	}
	kmend_verdict_release(&verdict);
	kmend_log_release(&log);
	return result;
}

int kmend_golden_with(struct kmend_golden *out, const struct kmend_golden *golden, char *test)
{
	struct kmend_test *tests = calloc(golden->ntests + 1, sizeof(*tests));

	if (!tests)
		return kmend_error("out of memory for a golden run");
	*out = *golden;
	for (size_t i = 0; i < golden->ntests; i++)
		tests[i] = golden->tests[i];
	tests[golden->ntests] = (struct kmend_test){ .name = test, .status = KMEND_TEST_PASS };
	out->tests = tests;
	out->ntests++;
	out->planned++;
	return 0;
}

void kmend_golden_with_release(struct kmend_golden *golden)
{
	free(golden->tests);
	memset(golden, 0, sizeof(*golden));
}

int kmend_golden_compare(const char *a, size_t a_size, const char *b, size_t b_size)
{
	char difference[KMEND_LOG_DIFFERENCE_MAX];

	return kmend_log_same(difference, a, a_size, b, b_size) ? 0
								: kmend_error("golden runs differ in %s", difference);
}
