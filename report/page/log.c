#include "report/page/log.h"

#include <stdlib.h>
#include <string.h>

#include "harness/base/buf.h"
#include "harness/base/error.h"
#include "harness/base/safe.h"
#include "report/page/logs.h"

#define LINE_MAX 240u     /* bytes of an event */
#define TESTS_MAX 1500u   /* bytes of a list of tests */
#define CONSOLE_MAX 2400u /* bytes of the end of the console */

/* A line of the story: one event, or `tests` passing tests of two events each. */
struct line {
	size_t event, tests;
};

static int is_passing_test(const struct kmend_log *log, size_t i)
{
	const struct kmend_event *begin = &log->events[i], *end = begin + 1;
	struct kmend_text name;

	if (i + 1 >= log->nevents || begin->kind != KMEND_EV_TEST_BEGIN || end->kind != KMEND_EV_TEST_END ||
		!kmend_text_is(kmend_event_value(end, "status"), "pass"))
		return 0;
	name = kmend_event_value(begin, "name");
	return name.size == kmend_event_value(end, "name").size &&
		memcmp(name.data, kmend_event_value(end, "name").data, name.size) == 0;
}

/* The lines of the story; `lines` has room for one for each event. */
static size_t fold(struct line *lines, const struct kmend_story *story)
{
	size_t count = 0;

	for (size_t i = story->first; i < story->events.nevents;) {
		size_t tests = 0;

		while (is_passing_test(&story->events, i + 2 * tests))
			tests++;
		if (tests < 2)
			tests = 0;
		lines[count++] = (struct line){ i, tests };
		i += tests ? 2 * tests : 1;
	}
	return count;
}

static int write_line(struct kmend_buf *text, const struct kmend_log *log, const struct line *line)
{
	const struct kmend_event *event = &log->events[line->event];
	struct kmend_text first, last;

	kmend_buf_clear(text);
	if (!line->tests)
		return kmend_buf_printf(text, "%.*s %.*s", (int)event->name.size, event->name.data,
			(int)event->args.size, event->args.data);
	first = kmend_event_value(event, "name");
	last = kmend_event_value(event + 2 * (line->tests - 1), "name");
	return kmend_buf_printf(text, "%zu tests pass: %.*s to %.*s", line->tests, (int)first.size, first.data,
		(int)last.size, last.data);
}

static json_t *events(const struct kmend_story *story, struct page_texts *texts, size_t *skipped)
{
	size_t room = story->events.nevents - story->first, count;
	struct line *lines = calloc(room ? room : 1, sizeof(*lines));
	struct kmend_buf text = KMEND_BUF_INIT;
	json_t *list = lines ? json_array() : NULL;
	json_int_t before = 0;
	int failed = !list;

	*skipped = 0;
	count = lines ? fold(lines, story) : 0;
	if (count > PAGE_LOG_LINES_FIRST + PAGE_LOG_LINES_LAST)
		*skipped = count - PAGE_LOG_LINES_FIRST - PAGE_LOG_LINES_LAST;
	for (size_t i = 0; i < count && !failed; i++) {
		json_int_t at;
		int number;

		if (*skipped && i == PAGE_LOG_LINES_FIRST)
			i += *skipped;
		at = (json_int_t)(story->events.events[lines[i].event].ticks / 1000);
		failed = write_line(&text, &story->events, &lines[i]) < 0 ||
			(number = page_texts_number(texts, text.data, text.size, LINE_MAX)) < 0 ||
			json_array_append_new(list, json_integer(at - before)) < 0 ||
			json_array_append_new(list, json_integer(number)) < 0;
		before = at;
	}
	kmend_buf_release(&text);
	free(lines);
	if (!failed)
		return list;
	json_decref(list);
	return NULL;
}

/* `text` in safe form, cut; lines stay lines when `multiline`. */
static json_t *safe_json(const char *text, size_t size, int multiline)
{
	char *safe = NULL;
	size_t length;
	FILE *out = open_memstream(&safe, &length);
	json_t *result = NULL;

	if (!out)
		return NULL;
	kmend_print_safe(out, text, size, multiline);
	if (fclose(out) == 0)
		result = json_string(safe);
	free(safe);
	return result;
}

/* The tests of one status that have another one in the golden run: "fail: t_a t_b". */
static int add_tests(json_t *list, const struct kmend_verdict *verdict, enum kmend_test_status status)
{
	struct kmend_buf text = KMEND_BUF_INIT;
	size_t more = 0;
	int failed = 0;

	for (size_t i = 0; i < verdict->ntests && !failed; i++) {
		const struct kmend_test *test = &verdict->tests[i];

		if (test->status != status || test->golden == status)
			continue;
		if (text.size > TESTS_MAX)
			more++;
		else
			failed = kmend_buf_printf(&text, "%s%s %.80s", text.size ? "" : kmend_test_status_name(status),
					 text.size ? "" : ":", test->name) < 0;
	}
	if (more && !failed)
		failed = kmend_buf_printf(&text, " and %zu more", more) < 0;
	if (text.size && !failed)
		failed = json_array_append_new(list, safe_json(text.data, text.size, 0)) < 0;
	kmend_buf_release(&text);
	return failed ? -1 : 0;
}

static int add_judgement(json_t *json, const struct kmend_story *story)
{
	const struct kmend_verdict *verdict = &story->verdict;
	json_t *tests = json_array();
	int failed = !tests;

	for (int status = KMEND_TEST_MISSING; status <= KMEND_TEST_SKIP && story->with_golden && !failed; status++)
		failed = add_tests(tests, verdict, status) < 0;
	if (!failed && json_array_size(tests))
		failed = json_object_set(json, "tests", tests) < 0;
	if (!failed && verdict->inconsistent)
		failed = json_object_set_new(json, "audit", safe_json(verdict->detail, strlen(verdict->detail), 0)) < 0;
	if (!failed && verdict->damaged)
		failed = json_object_set_new(json, "damaged", json_integer((json_int_t)verdict->damaged)) < 0;
	json_decref(tests);
	return failed ? -1 : 0;
}

static int add_console(json_t *json, const struct kmend_story *story)
{
	const char *text = story->console_end;
	size_t size = story->console_end_size;

	if (size > CONSOLE_MAX) {
		text += size - CONSOLE_MAX;
		size = CONSOLE_MAX;
	}
	return size ? json_object_set_new(json, "console", safe_json(text, size, 1)) : 0;
}

json_t *page_log_json(const struct kmend_story *story, struct page_texts *texts)
{
	json_t *json = json_object();
	size_t skipped = 0;
	int failed = !json;

	if (!failed && story->has_log)
		failed = json_object_set_new(json, "events", events(story, texts, &skipped)) < 0 ||
			add_judgement(json, story) < 0;
	if (!failed && skipped)
		failed = json_object_set_new(json, "skipped", json_integer((json_int_t)skipped)) < 0;
	if (!failed)
		failed = add_console(json, story) < 0;
	if (!failed)
		return json;
	json_decref(json);
	kmend_error_memory();
	return NULL;
}
