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
