#include "harness/campaign/disruption.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "harness/base/error.h"
#include "harness/base/measure.h"
#include "harness/outcome/classify.h"
#include "harness/outcome/log.h"
#include "harness/outcome/tests.h"

#define WORK_SUFFIX ".work" /* of the counters that say how much work a test is */

struct one {
	int64_t id, policy_id;
	uint64_t interval_ns; /* 0: never */
	uint64_t recoveries, failed;
};

struct all {
	struct one *list;
	size_t count;
	int is_written;
};

static int add(const struct kmend_store_row *row, void *context)
{
	struct all *all = context;
	struct one *list = realloc(all->list, (all->count + 1) * sizeof *list);
	int survived = row->outcome == KMEND_OUTCOME_PASS || row->outcome == KMEND_OUTCOME_FAIL ||
		row->outcome == KMEND_OUTCOME_NOT_ACTIVATED;

	if (!list)
		return kmend_error_memory();
	all->list = list;
	list[all->count++] = (struct one){ .id = row->id,
		.policy_id = row->policy_id,
		.interval_ns = row->fault.parameter == DISRUPTION_NEVER ? 0 : row->fault.parameter,
		.recoveries = row->recovered,
		.failed = survived ? row->serving.failed : row->serving.planned };
	return 0;
}

static int look(const struct kmend_store_measure *measure, void *context)
{
	struct all *all = context;

	if (strcmp(measure->kind, kmend_measure_name(KMEND_MEASURE_RECOVERIES)) == 0)
		all->is_written = 1;
	return 0;
}

static int put(
	struct kmend_store *store, const struct one *one, enum kmend_measure kind, const char *test, uint64_t value)
{
	char subject[KMEND_EVENT_LINE_MAX + 32];
	const struct kmend_store_measure measure = {
		.policy_id = one->policy_id, .kind = kmend_measure_name(kind), .subject = subject, .value = value
	};

	snprintf(subject, sizeof subject, "%" PRIu64 "%s%s", one->interval_ns, *test ? " " : "", test);
	return kmend_store_measure_add(store, &measure);
}

static int put_tests(struct kmend_store *store, const struct one *one, const struct kmend_tests *tests)
{
	for (size_t i = 0; i < tests->count; i++) {
		const struct kmend_test *test = &tests->list[i];

		if (test->status == KMEND_TEST_PASS && test->begin_ns && test->end_ns > test->begin_ns &&
			put(store, one, KMEND_MEASURE_DISRUPTED, test->name, test->end_ns - test->begin_ns) < 0)
			return -1;
	}
	return 0;
}

/* What a test is worth is the same in every run: the reference says it. */
static int put_work(struct kmend_store *store, const struct one *one, const struct kmend_event *event)
{
	struct kmend_text name = kmend_event_value(event, "name");
	const size_t suffix = sizeof WORK_SUFFIX - 1;
	char subject[KMEND_EVENT_LINE_MAX];
	struct kmend_store_measure measure = {
		.policy_id = one->policy_id, .kind = kmend_measure_name(KMEND_MEASURE_COUNTER), .subject = subject
	};

	if (one->interval_ns || name.size < suffix ||
		memcmp(name.data + name.size - suffix, WORK_SUFFIX, suffix) != 0 ||
		!kmend_event_number(event, "value", &measure.value) || measure.value > INT64_MAX)
		return 0;
	snprintf(subject, sizeof subject, "%.*s", (int)name.size, name.data);
	return kmend_store_measure_add(store, &measure);
}

static int read_log(struct kmend_store *store, const struct one *one, const struct kmend_log *log)
{
	struct kmend_tests tests = { 0 };
	int result = 0;

	for (size_t i = 0; i < log->nevents && result == 0; i++) {
		const struct kmend_event *event = &log->events[i];

		if (event->kind == KMEND_EV_TEST_BEGIN || event->kind == KMEND_EV_TEST_END)
			result = kmend_tests_report(&tests, event);
		else if (event->kind == KMEND_EV_COUNTER)
			result = put_work(store, one, event);
	}
	kmend_tests_seal(&tests);
	if (result == 0)
		result = put_tests(store, one, &tests);
	kmend_tests_free(tests.list, tests.count);
	return result;
}

static int write_one(struct kmend_store *store, const struct one *one)
{
	struct kmend_blob bytes, console;
	struct kmend_log log;
	int result = -1;

	if (put(store, one, KMEND_MEASURE_RECOVERIES, "", one->recoveries) < 0 ||
		put(store, one, KMEND_MEASURE_FAILED, "", one->failed) < 0 ||
		kmend_store_log_get(store, one->id, &bytes, &console) < 0)
		return -1;
	kmend_blob_release(&console);
	if (kmend_log_parse(&log, bytes.data, bytes.size) == 0) {
		result = read_log(store, one, &log);
		kmend_log_release(&log);
	}
	kmend_blob_release(&bytes);
	return result;
}

static int write_all(struct kmend_store *store, const struct all *all)
{
	for (size_t i = 0; i < all->count; i++)
		if (write_one(store, &all->list[i]) < 0)
			return -1;
	return 0;
}

int disruption_write(struct kmend_store *store)
{
	struct all all = { 0 };
	int result = -1;

	if (kmend_store_measures(store, look, &all) < 0 || kmend_store_rows(store, add, &all) < 0)
		goto out;
	if (all.is_written) {
		result = 0;
		goto out;
	}
	if (kmend_store_begin(store) < 0)
		goto out;
	if (write_all(store, &all) == 0 && kmend_store_commit(store) == 0)
		result = 0;
	else
		kmend_store_rollback(store);
out:
	free(all.list);
	return result;
}
