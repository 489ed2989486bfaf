/* UBSAN with handlers; its traps are an exception's report. */
#include "harness/outcome/report.h"

static const struct report_headline headlines[] = {
	{ "UBSAN: {cause} in {file}", "ubsan-{}", 0 },
	{ NULL, NULL, 0 },
};

const struct report_family report_ubsan = {
	.class = REPORT_SURVIVED,
	.headlines = headlines,
	.sources = { REPORT_TRACE },
};
