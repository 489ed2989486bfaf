/* The bridge between machine/ and outcome/, which do not know each other. */
#include "harness/campaign/judge.h"

#include <string.h>

#include "harness/base/error.h"

void judge_exit(struct kmend_exit *end, const struct machine_result *result, int64_t armed)
{
	*end = (struct kmend_exit){
		.armed = armed,
		.infra_failed = machine_end_is_infra(result->end),
		.infra_reason = result->infra,
		.stop = result->stop,
		.reset = result->end == MACHINE_END_RESET,
		.hang = result->end == MACHINE_END_HANG,
		.stuck = result->end == MACHINE_END_STUCK,
		.flood = result->end == MACHINE_END_FLOOD,
		.power_off = result->end == MACHINE_END_POWEROFF,
		.suspended = result->end == MACHINE_END_SUSPEND,
		.died = result->end == MACHINE_END_DIED,
		.by_console = result->by_console,
		.overdue = result->overdue ? result->overdue->test : NULL,
		.overdue_s = result->overdue ? result->overdue->seconds : 0,
	};
}

int judge_run(struct kmend_verdict *verdict, const struct machine_result *result, int64_t armed,
	const struct kmend_golden *golden)
{
	struct kmend_exit end;

	judge_exit(&end, result, armed);
	return kmend_classify(verdict, result->events, result->events_size, &end, golden);
}

/* It runs first of all: who is through with the others has begun it, if there is one. */
static int is_unknown(const struct kmend_verdict *verdict, const char *test)
{
	if (!kmend_outcome_is(verdict->outcome, KMEND_OUTCOME_SURVIVED))
		return 0;
	for (size_t i = 0; i < verdict->ntests; i++)
		if (strcmp(verdict->tests[i].name, test) == 0)
			return !verdict->tests[i].begin_ns && verdict->tests[i].status == KMEND_TEST_MISSING;
	return 1;
}

int judge_experiment(struct kmend_verdict *verdict, const struct machine_result *result,
	const struct kmend_store_plan *plan, const struct kmend_golden *golden)
{
	char test[KMEND_STORE_TEST_MAX];
	struct kmend_golden with;
	int judged;

	if (!*plan->test)
		return judge_run(verdict, result, plan->dense_site, golden);
	memcpy(test, plan->test, sizeof test);
	if (kmend_golden_with(&with, golden, test) < 0)
		return -1;
	judged = judge_run(verdict, result, KMEND_ARMED_NOTHING, &with);
	kmend_golden_with_release(&with);
	if (judged == 0 && is_unknown(verdict, test)) {
		kmend_verdict_release(verdict);
		judged = kmend_error_as(KMEND_ERROR_INVALID, "target '%s' has no test '%s'", golden->target, test);
	}
	return judged;
}
