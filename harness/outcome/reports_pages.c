/* Pages, slabs and leaks: what the allocators find out by themselves. */
#include "harness/outcome/report.h"

static const struct report_headline page[] = {
	{ "BUG: Bad page state", "bad-page-state", REPORT_WITHIN },
	{ "Bad page state in process", "bad-page-state", 0 },
	{ "BUG: Bad page map", "bad-page-map", REPORT_WITHIN },
	{ "BUG: Bad page cache", "bad-page-cache", REPORT_WITHIN },
	{ "BUG: Bad rss-counter state", "bad-rss-counter-state", 0 },
	{ "BUG: non-zero {cause} on freeing mm", "non-zero-{}-on-freeing-mm", 0 },
	{ NULL, NULL, 0 },
};

const struct report_family report_page = {
	.class = REPORT_SERIOUS,
	.headlines = page,
	.sources = { REPORT_TRACE },
};

static const struct report_headline slab[] = {
	{ "BUG {word} (*): {cause}", "slab-{}", 0 }, /* SLUB: BUG CACHE (TAINT): WHAT */
	{ "slab error in {at}", "slab-error", 0 },
	{ "Slab corruption", "slab-corruption", 0 },
	{ NULL, NULL, 0 },
};

const struct report_family report_slab = {
	.class = REPORT_SERIOUS,
	.headlines = slab,
	.sources = { REPORT_TRACE, REPORT_HEADLINE },
};

static const struct report_headline leak[] = {
	{ "BUG: memory leak", "memory-leak", 0 },
	{ "unreferenced object 0x", "memory-leak", REPORT_GOES_ON },
	{ NULL, NULL, 0 },
};

static const struct report_family *const leaks[] = { &report_leak, NULL };

const struct report_family report_leak = {
	.class = REPORT_SURVIVED,
	.headlines = leak,
	.sources = { REPORT_TRACE },
	.goes_on_with = leaks,
};
