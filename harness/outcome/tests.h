/* The table of tests that one log reports, merged with what the golden run planned. Internal to harness/outcome. */
#ifndef KMEND_OUTCOME_TESTS_H
#define KMEND_OUTCOME_TESTS_H

#include "harness/outcome/classify.h"

#define KMEND_TESTS_MAX 4096 /* more names in one log are ignored: a bounded table */

struct kmend_tests {
	struct kmend_test *list;
	size_t count, capacity;
	size_t *slots; /* hash table of index + 1 */
	size_t nslots;
};

/* The entry of `name`, added when it is new. NULL: out of memory (message set), or `*full` when the table is full. */
struct kmend_test *kmend_tests_entry(struct kmend_tests *tests, struct kmend_text name, int *full);
/* Frees the look-up part only; the list stays. */
void kmend_tests_seal(struct kmend_tests *tests);
void kmend_tests_free(struct kmend_test *list, size_t count);

#endif
