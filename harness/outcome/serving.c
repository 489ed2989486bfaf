#include "harness/outcome/serving.h"

static int counts(const struct kmend_test *test, int has_golden)
{
	return !has_golden || test->golden != KMEND_TEST_MISSING;
}

static void count_tests(struct kmend_serving *serving, const struct kmend_tests *tests, int has_golden)
{
	uint64_t named = 0;

	for (size_t i = 0; i < tests->count; i++) {
		const struct kmend_test *test = &tests->list[i];

		if (!counts(test, has_golden))
			continue;
		named++;
		serving->failed += !kmend_test_is_good(test, has_golden);
		serving->skipped += test->status == KMEND_TEST_SKIP;
	}
	if (named < serving->planned)
		serving->failed += serving->planned - named;
}

void kmend_serving_count(struct kmend_serving *serving, enum kmend_outcome outcome, uint64_t planned,
	const struct kmend_tests *tests, const struct kmend_tests *probes, int has_golden)
{
	serving->planned = planned;
	count_tests(serving, tests, has_golden);
	for (size_t i = 0; i < probes->count; i++) {
		if (!counts(&probes->list[i], has_golden))
			continue;
		if (probes->list[i].status == KMEND_TEST_PASS)
			serving->probes_passed++;
		else
			serving->probes_failed++;
	}
	serving->service = kmend_service_judge(outcome, serving->probes_passed, serving->probes_failed);
}
