/*
 * A test that takes longer than its limit. It is under way from its beginning to its end, the beginning of another one, the end of
 * the suite, or a second boot. Pure: bytes of a run in, the test out.
 */
#ifndef KMEND_OUTCOME_OVERDUE_H
#define KMEND_OUTCOME_OVERDUE_H

#include <stddef.h>
#include <stdint.h>

#include "harness/base/pattern.h"
#include "harness/base/test_limits.h"
#include "kmend/abi.h"

struct kmend_overdue {
	char test[KMEND_EVENT_VALUE_MAX + 1]; /* as in the event log; "": no test was over its limit */
	uint32_t seconds;                     /* its limit */
	uint64_t at_ns;                       /* the guest's clock when that had passed */
};

/*
 * The first test of this event log that was over its limit: there is a later event while it is under way, or the guest's clock had
 * come to `now_ns` (0: not known). 1 with *out, 0: none, -1: out of memory.
 */
int kmend_overdue_find(struct kmend_overdue *out, const char *log, size_t size, const struct kmend_test_limits *limits,
	uint64_t now_ns);

/* The test that is under way at the end of these bytes of a console. */
struct kmend_under_way {
	char test[KMEND_EVENT_VALUE_MAX + 1]; /* "": none */
	size_t at;                            /* bytes up to the end of the line that began it */
};

/* Any verdict on a test, and any line that ends a log, ends it, too. `token` is that of the run's marks. */
void kmend_under_way_find(struct kmend_under_way *out, const struct kmend_patterns *patterns, const char *bytes,
	size_t size, uint64_t token);

#endif
