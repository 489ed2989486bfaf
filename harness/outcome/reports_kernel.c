/* Kernels that are not Linux: what they have in common is that they say "panic". Counts only where nothing says Linux. */
#include "harness/outcome/report.h"

static const struct report_headline headlines[] = {
	{ "kernel panic: {reason}", "panic {}", REPORT_NO_PLACE },
	{ "panic: {reason}", "panic {}", REPORT_NO_PLACE },
	{ "lapicid {word} panic: {reason}", "panic {}", REPORT_NO_PLACE },
	{ "cpu{word} panic: {reason}", "panic {}", REPORT_NO_PLACE },
	{ "hart {word} panic: {reason}", "panic {}", REPORT_NO_PLACE },
	{ "PANIC: {reason}", "panic {}", REPORT_NO_PLACE },
	{ "panic (caller {at}): {reason}", "panic {}", 0 },
	{ "Fatal trap {word} {cause} while in kernel mode", "{}", 0 },
	{ "kernel panic at {file}", "panic", 0 },
	{ "panicked at {file}", "panic", 0 },
	{ "ASSERT FAILED at ({file}", "assertion", 0 },
	{ "ASSERTION FAILED: ", "assertion", 0 },
	{ NULL, NULL, 0 },
};

const struct report_family report_kernel = {
	.class = REPORT_FATAL,
	.headlines = headlines,
	.sources = { REPORT_HEADLINE, REPORT_POINTER, REPORT_TRACE },
	.alone = 1,
};
