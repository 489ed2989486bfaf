/* The table of tests that one log reports, merged with what the golden run planned. Internal to harness/outcome. */
#ifndef KMEND_OUTCOME_TESTS_H
#define KMEND_OUTCOME_TESTS_H

#include <stddef.h>
#include <stdint.h>

#include "harness/outcome/event.h"

enum kmend_test_status {
	KMEND_TEST_MISSING = 0, /* planned or begun, but did not report */
	KMEND_TEST_PASS,
	KMEND_TEST_FAIL,
	KMEND_TEST_SKIP,
};

const char *kmend_test_status_name(enum kmend_test_status status); /* "missing", "pass", "fail", "skip" */

struct kmend_test {
	char *name; /* percent-encoded as in the log */
	enum kmend_test_status status;
	enum kmend_test_status golden; /* in the golden run; MISSING without one */
	uint64_t begin_ns, end_ns;     /* guest virtual time; 0 when not seen */
};

#define KMEND_TESTS_MAX 4096 /* more names in one log are ignored: a bounded table */

struct kmend_tests {
	struct kmend_test *list;
	size_t count, capacity;
	size_t *slots; /* hash table of index + 1 */
	size_t nslots;
};

/* The entry of `name`, added when it is new. NULL: out of memory (message set), or `*full` when the table is full. */
struct kmend_test *kmend_tests_entry(struct kmend_tests *tests, struct kmend_text name, int *full);
/* Takes what a `test-begin`, a `test-end` or a `probe` says about its `name`. A name that reports twice counts with the worse report:
 * fail, then skip, then pass. -1 when out of memory; names that have no room are ignored. */
int kmend_tests_report(struct kmend_tests *tests, const struct kmend_event *event);
/* Puts the golden status beside each name, and adds those that this run never named. -1 when out of memory. */
int kmend_tests_merge_golden(struct kmend_tests *tests, const struct kmend_test *golden, size_t count);
/* Did this test do what the golden run says it does? Without a golden run pass and skip are both fine. */
int kmend_test_is_good(const struct kmend_test *test, int has_golden);
/* Frees the look-up part only; the list stays. */
void kmend_tests_seal(struct kmend_tests *tests);
void kmend_tests_free(struct kmend_test *list, size_t count);

#endif
