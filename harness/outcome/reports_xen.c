/*
 * Xen, the hypervisor: its state (registers and a trace) first, then a panic whose next lines say why; a failed check says so before
 * its state, too. These lines are its own, whatever kernels run above it.
 */
#include "harness/outcome/report.h"

static const struct report_headline headlines[] = {
	{ "Xen BUG at {file}", "bug", REPORT_GOES_ON },
	{ "Assertion '*' failed at {file}", "assertion", REPORT_GOES_ON },
	{ "FATAL PAGE FAULT", "page-fault", REPORT_GOES_ON },
	{ "Early fatal page fault at ", "page-fault", REPORT_GOES_ON },
	{ "GENERAL PROTECTION FAULT", "general-protection", REPORT_GOES_ON },
	{ "DOUBLE FAULT -- ", "double-fault", REPORT_GOES_ON },
	{ "CONTROL-FLOW PROTECTION FAULT", "control-protection", REPORT_GOES_ON },
	{ "FATAL TRAP: vec 0, ", "divide-error", REPORT_GOES_ON },
	{ "FATAL TRAP: vec 1, ", "debug", REPORT_GOES_ON },
	{ "FATAL TRAP: vec 3, ", "breakpoint", REPORT_GOES_ON },
	{ "FATAL TRAP: vec 6, ", "invalid-opcode", REPORT_GOES_ON },
	{ "FATAL TRAP: vec 11, ", "segment-not-present", REPORT_GOES_ON },
	{ "FATAL TRAP: vec 12, ", "stack-segment", REPORT_GOES_ON },
	{ "FATAL TRAP: vec ", "trap", REPORT_GOES_ON },
	{ "FATAL TRAP: vector = {word} ({cause})", "{}", REPORT_GOES_ON },
	{ "HARDWARE ERROR", "machine-check", REPORT_GOES_ON },
	{ "Watchdog timer detects that CPU{word} is stuck", "hard-lockup", REPORT_GOES_ON },
	{ "domain_crash called from {file}", "domain-crash", REPORT_GOES_ON },
	{ "Panic on CPU {word}", "panic", REPORT_GOES_ON | REPORT_NAMED_BELOW },
	{ NULL, NULL, 0 },
};

const struct report_family report_xen = {
	.class = REPORT_FATAL,
	.headlines = headlines,
	.sources = { REPORT_POINTER, REPORT_TRACE },
	.goes_on_with = (const struct report_family *const[]){ &report_xen, &report_xen_state, NULL },
};

static const struct report_headline warn[] = {
	{ "Xen WARN at {file}", "warning", 0 },
	{ NULL, NULL, 0 },
};

const struct report_family report_xen_warn = {
	.class = REPORT_SURVIVED,
	.headlines = warn,
	.sources = { REPORT_POINTER, REPORT_TRACE },
};

/* What it stands for the lines before it say, or the panic after it. */
static const struct report_headline state[] = {
	{ "----[ Xen-", "registers", REPORT_GOES_ON | REPORT_UNNAMED },
	{ NULL, NULL, 0 },
};

const struct report_family report_xen_state = {
	.class = REPORT_SURVIVED,
	.headlines = state,
	.sources = { REPORT_POINTER, REPORT_TRACE },
	.goes_on_with = (const struct report_family *const[]){ &report_xen, &report_xen_warn, NULL },
};
