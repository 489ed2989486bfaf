/* WARN() and WARN_ON(), through the ages. */
#include "harness/outcome/report.h"

static const struct report_headline headlines[] = {
	{ "WARNING: CPU: * PID: * at {file} {at}", "warning", REPORT_GOES_ON },
	{ "WARNING: CPU: * PID: * at {at}", "warning", REPORT_GOES_ON },
	{ "WARNING: at {file} {at}", "warning", REPORT_GOES_ON },       /* up to 3.11 */
	{ "WARNING: [*] {file} at {at}", "warning", REPORT_GOES_ON },   /* since 6.19, with the condition */
	{ "WARNING: {file} at {at}, CPU#", "warning", REPORT_GOES_ON }, /* since 6.18 */
	{ "BUG: warning at {file}/{at}", "warning", 0 },                /* 2.6 */
	{ "Badness at {file}", "warning", 0 },                          /* powerpc */
	{ "Badness in {at} at {file}", "warning", 0 },                  /* 2.6 */
	{ NULL, NULL, 0 },
};

static const struct report_family *const open[] = { &report_list, &report_cfi, NULL };

const struct report_family report_warning = {
	.class = REPORT_SURVIVED,
	.headlines = headlines,
	.sources = { REPORT_HEADLINE, REPORT_POINTER, REPORT_TRACE },
	.goes_on_with = open,
};
