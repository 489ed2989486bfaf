/* The bridge between machine/ and outcome/, which do not know each other. */
#include "harness/campaign/judge.h"

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
