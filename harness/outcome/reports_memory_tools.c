/* The memory sanitizers: KASAN, KFENCE, KMSAN. They say themselves where the access was. A kernel goes on from them, with
 * memory that is broken: what follows is likely their doing. */
#include "harness/outcome/report.h"

static const struct report_headline kasan[] = {
	{ "BUG: KASAN: {cause} in {at}", "kasan-{}", REPORT_WITHIN },
	{ "BUG: KASAN: {cause} on ", "kasan-{}", REPORT_WITHIN },
	{ "BUG: KASAN: {cause}", "kasan-{}", REPORT_WITHIN },
	{ "BUG: KASan: {cause} in {at}", "kasan-{}", REPORT_WITHIN }, /* up to 4.4 */
	{ "BUG: KASan: {cause}", "kasan-{}", REPORT_WITHIN },
	{ NULL, NULL, 0 },
};

const struct report_family report_kasan = {
	.class = REPORT_SERIOUS,
	.headlines = kasan,
	.sources = { REPORT_HEADLINE, REPORT_TRACE },
};

/* The kind of access is no part of the cause, as with KASAN, except where nothing else is said. */
static const struct report_headline kfence[] = {
	{ "BUG: KFENCE: invalid read in {at}", "kfence-invalid-read", REPORT_WITHIN },
	{ "BUG: KFENCE: invalid write in {at}", "kfence-invalid-write", REPORT_WITHIN },
	{ "BUG: KFENCE: {cause} read in {at}", "kfence-{}", REPORT_WITHIN },
	{ "BUG: KFENCE: {cause} write in {at}", "kfence-{}", REPORT_WITHIN },
	{ "BUG: KFENCE: {cause} in {at}", "kfence-{}", REPORT_WITHIN },
	{ NULL, NULL, 0 },
};

const struct report_family report_kfence = {
	.class = REPORT_SERIOUS,
	.headlines = kfence,
	.sources = { REPORT_HEADLINE, REPORT_TRACE },
	.trace_at_once = 1,
};

static const struct report_headline kmsan[] = {
	{ "BUG: KMSAN: {cause} in {at}", "kmsan-{}", REPORT_WITHIN },
	{ NULL, NULL, 0 },
};

const struct report_family report_kmsan = {
	.class = REPORT_SERIOUS,
	.headlines = kmsan,
	.sources = { REPORT_HEADLINE, REPORT_TRACE },
	.trace_at_once = 1,
};
