/*
 * lockdep. The place is where the lock is asked for: `, at: FUNCTION` of the first line that says so. Traces count only
 * after a marker: the chains of older acquisitions have none.
 */
#include "harness/outcome/report.h"

static const struct report_headline headlines[] = {
	{ "possible circular locking dependency detected", "possible-deadlock", 0 },
	{ "possible recursive locking detected", "possible-deadlock", 0 },
	{ "possible irq lock inversion dependency detected", "possible-deadlock", 0 },
	{ "HARDIRQ-safe -> HARDIRQ-unsafe lock order detected", "possible-deadlock", 0 },
	{ "SOFTIRQ-safe -> SOFTIRQ-unsafe lock order detected", "possible-deadlock", 0 },
	{ "inconsistent lock state", "inconsistent-lock-state", 0 },
	{ "bad unlock balance detected", "bad-unlock-balance", 0 },
	{ "bad contention detected", "bad-contention", 0 },
	{ "held lock freed", "held-lock-freed", 0 },
	{ "lock held when returning to user space", "lock-held-when-returning-to-user-space", 0 },
	{ "BUG: {word} lock held at task exit time", "lock-held-at-task-exit-time", 0 },
	{ "BUG: {word} still has locks held", "still-has-locks-held", 0 },
	{ "Invalid wait context", "invalid-wait-context", 0 },
	{ "Nested lock was not taken", "nested-lock-was-not-taken", 0 },
	{ "suspicious RCU usage", "suspicious-rcu-usage", 0 },
	{ "suspicious rcu_dereference_check() usage", "suspicious-rcu-usage", 0 },
	{ "trying to register non-static key", "trying-to-register-non-static-key", 0 },
	{ "BUG: MAX_LOCKDEP_{cause} too low", "max-lockdep-{}-too-low", 0 },
	{ "BUG: MAX_STACK_TRACE_ENTRIES too low", "max-stack-trace-entries-too-low", 0 },
	{ NULL, NULL, 0 },
};

const struct report_family report_lockdep = {
	.class = REPORT_SURVIVED,
	.headlines = headlines,
	.sources = { REPORT_MESSAGE, REPORT_TRACE },
	.message = "*, at: {at}",
};
