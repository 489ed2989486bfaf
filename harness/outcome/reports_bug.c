/* BUG() and BUG_ON(). The exception that carries it (an invalid opcode, a breakpoint) goes on with it. */
#include "harness/outcome/report.h"

static const struct report_headline headlines[] = {
	{ "kernel BUG at {file}", "bug", REPORT_WITHIN | REPORT_GOES_ON },
	{ "Kernel BUG at {file}", "bug", REPORT_WITHIN | REPORT_GOES_ON },
	{ "BUG: failure at {file}/{at}", "bug", REPORT_WITHIN },
	{ "Internal error: Oops - BUG", "bug", REPORT_GOES_ON }, /* arm, arm64 */
	{ "Kernel bug detected[#", "bug", 0 },                   /* mips */
	{ "Kernel BUG [#", "bug", REPORT_GOES_ON },              /* riscv */
	{ "Kernel BUG", "bug", REPORT_GOES_ON },
	{ "monitor event: {hex} ilc:", "bug", REPORT_GOES_ON }, /* s390 */
	{ NULL, NULL, 0 },
};

static const struct report_family *const open[] = { &report_bug, &report_list, NULL };

const struct report_family report_bug = {
	.class = REPORT_FATAL,
	.headlines = headlines,
	.sources = { REPORT_HEADLINE, REPORT_POINTER, REPORT_TRACE },
	.goes_on_with = open,
};
