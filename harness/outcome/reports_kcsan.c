/* KCSAN: races. Of the two functions the first one is the place. */
#include "harness/outcome/report.h"

static const struct report_headline headlines[] = {
	{ "BUG: KCSAN: {cause} in {at}", "kcsan-{}", 0 },
	{ NULL, NULL, 0 },
};

const struct report_family report_kcsan = {
	.class = REPORT_SURVIVED,
	.headlines = headlines,
	.sources = { REPORT_HEADLINE, REPORT_TRACE },
};
