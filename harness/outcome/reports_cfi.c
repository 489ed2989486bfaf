/* Control-flow integrity: an indirect call to a function of another type. The caller is the place. */
#include "harness/outcome/report.h"

static const struct report_headline headlines[] = {
	{ "CFI failure at {at}", "cfi-failure", REPORT_WITHIN },
	{ "CFI failure (", "cfi-failure", REPORT_WITHIN },
	{ "Kernel panic - not syncing: CFI failure", "cfi-failure", 0 },
	{ "Internal error: Oops - CFI: {hex} [#", "cfi-failure", REPORT_GOES_ON },
	{ NULL, NULL, 0 },
};

static const struct report_family *const itself[] = { &report_cfi, NULL };

const struct report_family report_cfi = {
	.class = REPORT_SERIOUS,
	.headlines = headlines,
	.sources = { REPORT_HEADLINE, REPORT_POINTER, REPORT_TRACE },
	.goes_on_with = itself,
};
