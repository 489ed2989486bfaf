/*
 * Processors and tasks that do not get on. Of a processor the interrupted instruction is the place, of a task what it waits
 * in; of a stalled pool of workers the function that one is in.
 */
#include "harness/outcome/report.h"

static const struct report_headline lockup[] = {
	{ "BUG: soft lockup", "soft-lockup", REPORT_WITHIN },
	{ "Watchdog detected hard LOCKUP", "hard-lockup", REPORT_WITHIN },
	{ "Watchdog detected LOCKUP", "hard-lockup", REPORT_WITHIN },
	{ "NMI Watchdog detected LOCKUP", "hard-lockup", REPORT_WITHIN },
	{ "CPU {word} self-detected hard LOCKUP @ {at}", "hard-lockup", 0 }, /* powerpc */
	{ "CPU {word} detected hard LOCKUP on other CPUs", "hard-lockup", 0 },
	{ NULL, NULL, 0 },
};

const struct report_family report_lockup = {
	.class = REPORT_SERIOUS,
	.headlines = lockup,
	.sources = { REPORT_HEADLINE, REPORT_POINTER, REPORT_TRACE },
	.other_processors = 1,
};

static const struct report_headline rcu_stall[] = {
	{ "rcu: INFO: *stall", "rcu-stall", REPORT_WITHIN },
	{ "INFO: rcu*stall", "rcu-stall", REPORT_WITHIN },
	{ NULL, NULL, 0 },
};

const struct report_family report_rcu_stall = {
	.class = REPORT_SERIOUS,
	.headlines = rcu_stall,
	.sources = { REPORT_POINTER, REPORT_TRACE },
	.other_processors = 1,
};

static const struct report_headline hung_task[] = {
	{ "INFO: task * blocked for more than ", "hung-task", REPORT_WITHIN },
	{ "INFO: task * blocked in * for more than ", "hung-task", REPORT_WITHIN },
	{ "INFO: task * can't die for more than ", "hung-task", REPORT_WITHIN },
	{ NULL, NULL, 0 },
};

const struct report_family report_hung_task = {
	.class = REPORT_SERIOUS,
	.headlines = hung_task,
	.sources = { REPORT_TRACE },
};

static const struct report_headline workqueue[] = {
	{ "BUG: workqueue lockup", "workqueue-lockup", REPORT_WITHIN },
	{ NULL, NULL, 0 },
};

const struct report_family report_workqueue = {
	.class = REPORT_SERIOUS,
	.headlines = workqueue,
	.sources = { REPORT_MESSAGE, REPORT_TRACE },
	.message = "in-flight: *:{at}",
};
