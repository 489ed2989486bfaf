/* The table of tests of one log: names in order of first appearance, found by hash. */
#include "harness/outcome/tests.h"

#include <stdlib.h>
#include <string.h>

#include "harness/base/error.h"

const char *kmend_test_status_name(enum kmend_test_status status)
{
	static const char *const names[] = { "missing", "pass", "fail", "skip" };

	return (unsigned)status < 4 ? names[status] : "missing";
}

static size_t hash(const char *text, size_t size)
{
	uint64_t h = 1469598103934665603u;

	for (size_t i = 0; i < size; i++)
		h = (h ^ (unsigned char)text[i]) * 1099511628211u;
	return (size_t)(h ^ h >> 32);
}

static int grow(struct kmend_tests *tests)
{
	size_t capacity = tests->capacity ? tests->capacity * 2 : 64, nslots = capacity * 2;
	struct kmend_test *list = realloc(tests->list, capacity * sizeof(*list));
	size_t *slots;

	if (!list)
		return -1;
	tests->list = list;
	slots = calloc(nslots, sizeof(*slots));
	if (!slots)
		return -1;
	for (size_t i = 0; i < tests->count; i++) {
		size_t at = hash(list[i].name, strlen(list[i].name)) & (nslots - 1);

		while (slots[at])
			at = (at + 1) & (nslots - 1);
		slots[at] = i + 1;
	}
	free(tests->slots);
	tests->slots = slots;
	tests->nslots = nslots;
	tests->capacity = capacity;
	return 0;
}

struct kmend_test *kmend_tests_entry(struct kmend_tests *tests, struct kmend_text name, int *full)
{
	size_t at;
	char *copy;

	*full = 0;
	if (tests->count == tests->capacity && grow(tests))
		goto no_memory;
	for (at = hash(name.data, name.size) & (tests->nslots - 1); tests->slots[at];
		at = (at + 1) & (tests->nslots - 1))
		if (kmend_text_is(name, tests->list[tests->slots[at] - 1].name))
			return &tests->list[tests->slots[at] - 1];
	if (tests->count == KMEND_TESTS_MAX) {
		*full = 1;
		return NULL;
	}
	copy = strndup(name.data, name.size);
	if (!copy)
		goto no_memory;
	tests->slots[at] = tests->count + 1;
	tests->list[tests->count] = (struct kmend_test){ .name = copy };
	return &tests->list[tests->count++];
no_memory:
	kmend_error("out of memory for the tests of an event log");
	return NULL;
}

void kmend_tests_seal(struct kmend_tests *tests)
{
	free(tests->slots);
	tests->slots = NULL;
	tests->nslots = 0;
}

void kmend_tests_free(struct kmend_test *list, size_t count)
{
	for (size_t i = 0; i < count; i++)
		free(list[i].name);
	free(list);
}

int kmend_tests_report(struct kmend_tests *tests, const struct kmend_event *event)
{
	int full;
	struct kmend_test *test = kmend_tests_entry(tests, kmend_event_value(event, "name"), &full);
	struct kmend_text status;

	if (!test)
		return full ? 0 : -1;
	if (event->kind == KMEND_EV_TEST_BEGIN) {
		if (!test->begin_ns)
			test->begin_ns = event->ticks;
		return 0;
	}
	test->end_ns = event->ticks;
	status = kmend_event_value(event, "status");
	if (kmend_text_is(status, "fail"))
		test->status = KMEND_TEST_FAIL;
	else if (kmend_text_is(status, "skip") && test->status != KMEND_TEST_FAIL)
		test->status = KMEND_TEST_SKIP;
	else if (test->status == KMEND_TEST_MISSING)
		test->status = KMEND_TEST_PASS;
	return 0;
}

int kmend_tests_merge_golden(struct kmend_tests *tests, const struct kmend_test *golden, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct kmend_text name = { golden[i].name, strlen(golden[i].name) };
		int full;
		struct kmend_test *test = kmend_tests_entry(tests, name, &full);

		if (!test && !full)
			return -1;
		if (test)
			test->golden = golden[i].status;
	}
	return 0;
}

int kmend_test_is_good(const struct kmend_test *test, int has_golden)
{
	if (test->status != KMEND_TEST_PASS && test->status != KMEND_TEST_SKIP)
		return 0;
	return !has_golden || test->status == test->golden;
}
