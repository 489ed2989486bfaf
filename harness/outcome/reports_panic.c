/*
 * Panics. One that says "because of that" is a link to the report before it: the report names the crash. Its own words
 * are the cause when there is no such report, and of any other panic.
 */
#include "harness/outcome/report.h"

#define PANIC "Kernel panic - not syncing: "

static const struct report_headline stack_protector[] = {
	{ PANIC "stack-protector: Kernel stack is corrupted in: {at}", "stack-protector", REPORT_WITHIN },
	{ NULL, NULL, 0 },
};

const struct report_family report_stack_protector = {
	.class = REPORT_FATAL,
	.headlines = stack_protector,
	.sources = { REPORT_HEADLINE, REPORT_TRACE },
};

/* The detector panics in a task or interrupt of its own: what it shows of itself is no place. */
static const struct report_headline hang[] = {
	{ PANIC "hung_task: ", "hung-task", REPORT_WITHIN | REPORT_NO_BODY },
	{ PANIC "softlockup: ", "soft-lockup", REPORT_WITHIN },
	{ PANIC "RCU Stall", "rcu-stall", REPORT_WITHIN },
	{ PANIC "Hard LOCKUP", "hard-lockup", REPORT_WITHIN },
	{ PANIC "Watchdog detected hard LOCKUP", "hard-lockup", REPORT_WITHIN },
	{ PANIC "NMI Watchdog", "hard-lockup", REPORT_WITHIN },
	{ PANIC "workqueue: ", "workqueue-lockup", REPORT_WITHIN | REPORT_NO_BODY },
	{ NULL, NULL, 0 },
};

static const struct report_family *const hangs[] = { &report_lockup, &report_rcu_stall, &report_hung_task,
	&report_workqueue, NULL };

const struct report_family report_panic_hang = {
	.class = REPORT_LINK,
	.headlines = hang,
	.sources = { REPORT_POINTER, REPORT_TRACE },
	.goes_on_with = hangs,
};

/* The trace of the panic is that of the report when the panic cut it short. */
static const struct report_headline warn[] = {
	{ PANIC "*panic_on_warn set", "warning", REPORT_WITHIN },
	{ PANIC "kasan.fault=panic set", "kasan", REPORT_WITHIN },
	{ PANIC "kmsan.panic set", "kmsan", REPORT_WITHIN },
	{ PANIC "KFENCE", "kfence", REPORT_WITHIN },
	{ NULL, NULL, 0 },
};

static const struct report_family *const warned[] = { &report_warning, &report_kasan, &report_kfence, &report_kmsan,
	&report_kcsan, &report_ubsan, &report_cfi, &report_list, &report_lockdep, &report_spinlock, &report_atomic,
	&report_context, &report_page, &report_slab, NULL };

const struct report_family report_panic_warn = {
	.class = REPORT_LINK,
	.headlines = warn,
	.sources = { REPORT_POINTER, REPORT_TRACE },
	.goes_on_with = warned,
};

static const struct report_headline fatal[] = {
	{ PANIC "Fatal exception in interrupt", "panic fatal-exception-in-interrupt",
		REPORT_WITHIN | REPORT_NO_BODY | REPORT_NO_PLACE },
	{ PANIC "Fatal exception", "panic fatal-exception", REPORT_WITHIN | REPORT_NO_BODY | REPORT_NO_PLACE },
	{ PANIC "Aiee, killing interrupt handler", "panic aiee-killing-interrupt-handler",
		REPORT_WITHIN | REPORT_NO_BODY | REPORT_NO_PLACE },
	{ PANIC "Attempted to kill the idle task", "panic attempted-to-kill-the-idle-task",
		REPORT_WITHIN | REPORT_NO_BODY | REPORT_NO_PLACE },
	{ PANIC "Asynchronous SError Interrupt", "panic asynchronous-serror-interrupt",
		REPORT_WITHIN | REPORT_NO_PLACE },
	{ PANIC "kernel stack overflow", "stack-overflow", REPORT_WITHIN },
	{ PANIC "Kernel stack overflow", "stack-overflow", REPORT_WITHIN },
	{ PANIC "Machine halted", "panic machine-halted", REPORT_WITHIN | REPORT_NO_PLACE },
	{ PANIC "Oops", "panic oops", REPORT_WITHIN | REPORT_NO_PLACE },
	{ PANIC "BUG!", "bug", REPORT_WITHIN },
	{ NULL, NULL, 0 },
};

static const struct report_family *const ended[] = { &report_oops, &report_arm, &report_bug, &report_cfi, &report_list,
	NULL };

const struct report_family report_panic_fatal = {
	.class = REPORT_LINK,
	.headlines = fatal,
	.sources = { REPORT_POINTER, REPORT_TRACE },
	.goes_on_with = ended,
};

/* The message up to its first punctuation: what follows differs from run to run. */
static const struct report_headline panic[] = {
	{ PANIC "{reason}", "panic {}", REPORT_WITHIN | REPORT_NO_PLACE },
	{ "Kernel panic: {reason}", "panic {}", REPORT_NO_PLACE }, /* 2.4 */
	{ NULL, NULL, 0 },
};

const struct report_family report_panic = {
	.class = REPORT_FATAL,
	.headlines = panic,
	.sources = { REPORT_TRACE, REPORT_POINTER },
};
