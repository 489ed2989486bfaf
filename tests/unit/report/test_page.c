/* The page of a result: its data are those of the file, no text ends them, its policy names what is in it. */
#include <criterion/criterion.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "fixture.h"
#include "harness/base/buf.h"
#include "harness/base/error.h"

#define HOSTILE "</script><!--<script>&\xe2\x80\xae"

TestSuite(page, .init = fixture_open, .fini = fixture_close);

static void event(struct kmend_buf *log, unsigned seq, const char *text)
{
	char line[512];
	unsigned sum = 0;

	snprintf(line, sizeof(line), "kmend %u %u %s", seq, seq * 2500, text);
	for (const char *c = line; *c; c++)
		sum ^= (unsigned char)*c;
	cr_assert_eq(kmend_buf_printf(log, "@%s*%02X\n", line, sum), 0);
}

static void put(int64_t id, enum kmend_outcome outcome, const struct kmend_buf *log, const char *console)
{
	const struct kmend_store_result result = { .id = id,
		.attempts = 1,
		.outcome = outcome,
		.reason = "panic:" HOSTILE,
		.activations = 2,
		.signature = outcome == KMEND_OUTCOME_CRASH ? "page-fault in " HOSTILE : NULL,
		.place = "unit.c:12",
		.place_kind = "site",
		.guest_ns = 5000,
		.log = log->data,
		.log_size = log->size,
		.console = console,
		.console_size = strlen(console) };

	cr_assert_eq(kmend_store_result_put(fixture_store, &result), 0, "%s", kmend_error_text());
}

/* What stands in the element with the id; NULL when there is none. */
static char *inside(const char *page, const char *id)
{
	char *mark = NULL, *result = NULL;
	const char *at;

	cr_assert(asprintf(&mark, " id=\"%s\">", id) > 0);
	at = strstr(page, mark);
	if (at) {
		at += strlen(mark);
		result = strndup(at, (size_t)(strstr(at, "</script>") - at));
	}
	free(mark);
	return result;
}

static json_t *read_json(const char *text)
{
	json_t *json = json_loads(text, 0, NULL);

	cr_assert_not_null(json, "%s", text);
	return json;
}

static unsigned digit(char c)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

	cr_assert(c && strchr(digits, c), "'%c' is not base64", c);
	return (unsigned)(strchr(digits, c) - digits);
}

static json_t *unpack(const char *text)
{
	static char out[1 << 20];
	unsigned char *bytes = malloc(strlen(text));
	uLongf size = sizeof(out) - 1;
	size_t count = 0;
	json_t *json;

	for (size_t i = 0; text[i]; i += 4) {
		unsigned group = digit(text[i]) << 18 | digit(text[i + 1]) << 12;

		group |= text[i + 2] == '=' ? 0 : digit(text[i + 2]) << 6;
		group |= text[i + 3] == '=' ? 0 : digit(text[i + 3]);
		bytes[count++] = (unsigned char)(group >> 16);
		if (text[i + 2] != '=')
			bytes[count++] = (unsigned char)(group >> 8);
		if (text[i + 3] != '=')
			bytes[count++] = (unsigned char)group;
	}
	cr_assert_eq(uncompress((unsigned char *)out, &size, bytes, count), Z_OK);
	out[size] = '\0';
	json = read_json(out);
	free(bytes);
	return json;
}

static json_int_t number(const json_t *data, const char *column, size_t row)
{
	return json_integer_value(json_array_get(json_object_get(json_object_get(data, "columns"), column), row));
}

static const char *text(const json_t *data, const char *column, size_t row)
{
	return json_string_value(json_array_get(
		json_object_get(json_object_get(data, "lists"), column), (size_t)number(data, column, row)));
}

static size_t count_of(const char *page, const char *part)
{
	size_t count = 0;

	for (const char *at = page; (at = strstr(at, part)); at += strlen(part))
		count++;
	return count;
}

static int64_t campaign(void)
{
	struct kmend_buf log = KMEND_BUF_INIT;
	char name[64];
	int64_t id;
	unsigned seq = 0;

	fixture_campaign();
	id = fixture_site("pm" HOSTILE);
	event(&log, seq++, "ready target=toy policy=enhanced sites=9");
	event(&log, seq++, "armed site=1");
	event(&log, seq++, "suite-begin planned=900");
	event(&log, seq++, "test-begin name=t_first");
	event(&log, seq++, "fault-activated site=1 count=1");
	event(&log, seq++, "test-end name=t_first status=fail");
	for (int i = 0; i < 5; i++) {
		snprintf(name, sizeof(name), "test-begin name=t_%d", i);
		event(&log, seq++, name);
		snprintf(name, sizeof(name), "test-end name=t_%d status=pass", i);
		event(&log, seq++, name);
	}
	event(&log, seq++, "evil key=</script><script>");
	for (int i = 0; i < 300; i++)
		event(&log, seq++, "detected component=pm cause=x");
	event(&log, seq++, "panic reason=last");
	put(id, KMEND_OUTCOME_CRASH, &log, "first\nlast " HOSTILE "\n");
	put(id + 1, KMEND_OUTCOME_FAIL, &log, "");
	kmend_buf_release(&log);
	return id;
}

Test(page, holds_every_experiment)
{
	int64_t id = campaign();
	char *page = fixture_report(NULL, KMEND_FORMAT_HTML), *inner = inside(page, "data");
	json_t *data = read_json(inner);

	cr_expect_eq(json_array_size(json_object_get(json_object_get(data, "columns"), "id")), 3);
	cr_expect_eq(number(data, "id", 0), id);
	cr_expect_str_eq(text(data, "policy", 0), "enhanced");
	cr_expect_eq(number(data, "outcome", 0), KMEND_OUTCOME_CRASH);
	cr_expect_eq(number(data, "outcome", 2), 0, "it has not run");
	cr_expect_eq(number(data, "guest_us", 0), 5);
	cr_expect_str_eq(text(data, "signature", 0), "page-fault in </script><!--<script>&\\xE2\\x80\\xAE");
	cr_expect_str_eq(text(data, "activation", 0), "persistent");
	cr_expect_eq(json_array_size(json_object_get(json_object_get(data, "sites"), "line")), 1);
	json_decref(data);
	free(inner);
	free(page);
}

Test(page, texts_end_nothing)
{
	char *page, *inner;

	campaign();
	page = fixture_report(NULL, KMEND_FORMAT_HTML);
	/* data, one block of logs, the page's script */
	cr_expect_eq(count_of(page, "<script"), 3);
	cr_expect_eq(count_of(page, "</script"), 3);
	cr_expect_eq(count_of(page, "<!--"), 0);
	cr_expect_null(strstr(page, "\xe2\x80\xae"));
	inner = inside(page, "data");
	cr_expect_null(strpbrk(inner, "<>&"));
	free(inner);
	free(page);
}

Test(page, logs_are_told_in_short)
{
	char *page, *inner;
	json_t *block, *log, *events, *texts;
	char line[128];

	campaign();
	page = fixture_report(NULL, KMEND_FORMAT_HTML);
	inner = inside(page, "log-0");
	block = unpack(inner);
	log = json_array_get(json_object_get(block, "logs"), 0); /* crashes first */
	events = json_object_get(log, "events");
	texts = json_object_get(block, "texts");
	/* 3 lines of the test, one of five that pass, `evil`, 300 detections, the panic: all but 250 of 306. */
	cr_expect_eq(json_integer_value(json_object_get(log, "skipped")), 56);
	cr_assert_eq(json_array_size(events), 2 * 250);
	cr_expect_eq(json_integer_value(json_array_get(events, 0)), 7, "of 7500 ns");
#define LINE(i) \
	json_string_value(json_array_get(texts, (size_t)json_integer_value(json_array_get(events, 2 * (i) + 1))))
	cr_expect_str_eq(LINE(0), "test-begin name=t_first");
	cr_expect_str_eq(LINE(1), "fault-activated site=1 count=1");
	cr_expect_str_eq(LINE(3), "5 tests pass: t_0 to t_4");
	cr_expect_str_eq(LINE(4), "evil key=</script><script>");
	cr_expect_str_eq(LINE(249), "panic reason=last");
	snprintf(line, sizeof(line), "first\nlast </script><!--<script>&\\xE2\\x80\\xAE\n");
	cr_expect_str_eq(json_string_value(json_object_get(log, "console")), line);
	log = json_array_get(json_object_get(block, "logs"), 1);
	cr_expect_not_null(json_object_get(log, "events"));
	cr_expect_null(json_object_get(log, "console"));
	json_decref(block);
	free(inner);
	free(page);
}

Test(page, policy_names_its_style_and_script)
{
	char *page, *table;

	campaign();
	page = fixture_report(NULL, KMEND_FORMAT_HTML);
	cr_expect_not_null(strstr(page, "default-src 'none'; style-src 'sha256-"));
	cr_expect_not_null(strstr(page, "; script-src 'sha256-"));
	cr_expect_null(strstr(page, "unsafe"));
	table = fixture_report("components", KMEND_FORMAT_HTML);
	cr_expect_null(strstr(table, "<script"));
	cr_expect_null(strstr(table, "script-src"));
	free(table);
	free(page);
}

Test(page, without_a_plan)
{
	char *page, *inner;
	json_t *data;

	fixture_campaign();
	page = fixture_report(NULL, KMEND_FORMAT_HTML);
	inner = inside(page, "data");
	data = read_json(inner);
	cr_expect_eq(json_array_size(json_object_get(data, "logs")), 0);
	json_decref(data);
	free(inner);
	free(page);
}
