/* Locks that check themselves, and what must not happen while one is held. */
#include "harness/outcome/report.h"

static const struct report_headline spinlock[] = {
	{ "BUG: spinlock {cause} on CPU", "spinlock-{}", REPORT_WITHIN },
	{ "BUG: rwlock {cause} on CPU", "rwlock-{}", REPORT_WITHIN },
	{ "BUG: rwlock-{cause} on CPU", "rwlock-{}", REPORT_WITHIN },
	{ NULL, NULL, 0 },
};

const struct report_family report_spinlock = {
	.class = REPORT_SERIOUS,
	.headlines = spinlock,
	.sources = { REPORT_TRACE, REPORT_POINTER },
	.other_processors = 1,
};

static const struct report_headline atomic[] = {
	{ "BUG: scheduling while atomic: ", "scheduling-while-atomic", REPORT_WITHIN },
	{ "BUG: scheduling with irqs disabled: ", "scheduling-with-irqs-disabled", 0 },
	{ NULL, NULL, 0 },
};

const struct report_family report_atomic = {
	.class = REPORT_SERIOUS,
	.headlines = atomic,
	.sources = { REPORT_TRACE },
};

static const struct report_headline context[] = {
	{ "BUG: sleeping function called from invalid context", "sleeping-function-called-from-invalid-context", 0 },
	{ "Debug: sleeping function called from invalid context", "sleeping-function-called-from-invalid-context", 0 },
	{ "BUG: using {cause} in preemptible", "using-{}-in-preemptible-code", 0 },
	{ "BUG: workqueue leaked {cause}: ", "workqueue-leaked-{}", 0 },
	{ "BUG: atomic counter underflow", "atomic-counter-underflow", 0 },
	{ NULL, NULL, 0 },
};

const struct report_family report_context = {
	.class = REPORT_SURVIVED,
	.headlines = context,
	.sources = { REPORT_MESSAGE, REPORT_TRACE },
	.message = "caller is {at}",
};
