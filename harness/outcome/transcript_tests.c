/* What a console says of tests: each has one beginning and one end in the log, and the worst that was said of it. */
#include <string.h>

#include "harness/outcome/transcript_compose.h"

static const struct {
	enum kmend_pattern_kind kind;
	enum kmend_test_status status;
} verdicts[] = {
	{ KMEND_PATTERN_TEST_FAIL, KMEND_TEST_FAIL },
	{ KMEND_PATTERN_TEST_SKIP, KMEND_TEST_SKIP },
	{ KMEND_PATTERN_TEST_PASS, KMEND_TEST_PASS },
	{ KMEND_PATTERN_TEST_BEGIN, KMEND_TEST_MISSING },
};

static int is_worse(enum kmend_test_status now, enum kmend_test_status before)
{
	static const int rank[] = {
		[KMEND_TEST_MISSING] = 0, [KMEND_TEST_PASS] = 1, [KMEND_TEST_SKIP] = 2, [KMEND_TEST_FAIL] = 3
	};

	return rank[now] > rank[before];
}

static int add_test(struct compose *c, const char *name, size_t size, enum kmend_test_status status)
{
	char text[KMEND_EVENT_VALUE_MAX + 1];
	struct kmend_test *test;
	struct transcript_event *event;
	int full;

	transcript_encode(text, name, size, "unnamed");
	test = kmend_tests_entry(&c->tests, (struct kmend_text){ text, strlen(text) }, &full);
	if (!test)
		return full ? 0 : -1;
	if (!test->begin_ns) {
		test->begin_ns = 1; /* it has begun; the time itself is not known */
		if (compose_add_text(c, BEGIN, name, size, "unnamed") < 0)
			return -1;
	}
	if (!is_worse(status, test->status))
		return 0;
	if (status == KMEND_TEST_FAIL)
		c->failed++;
	test->status = status;
	if (compose_add_text(c, END, name, size, "unnamed") < 0)
		return -1;
	event = &c->events.list[c->events.count - 1];
	event->status = status;
	return 0;
}

int compose_read_test(struct compose *c, const char *line)
{
	const char *name;
	size_t size;

	for (size_t i = 0; i < sizeof verdicts / sizeof verdicts[0]; i++)
		if (kmend_pattern_match(c->console->patterns, verdicts[i].kind, line, &name, &size)) {
			if (verdicts[i].status != KMEND_TEST_MISSING)
				c->has_address = 0; /* the kernel went on from there */
			return add_test(c, name ? name : "", size, verdicts[i].status);
		}
	return 0;
}
