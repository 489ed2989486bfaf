/* One line: what is an event and what is not, at the bounds of every field. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "harness/outcome/event.h"
#include "kmend/abi.h"
#include "make.h"

/* Parses a copy of exactly the line's size, so that a sanitizer sees a byte read too many. */
static int parse(struct kmend_event *event, char **copy, const char *line, size_t size)
{
	*copy = malloc(size ? size : 1);
	memcpy(*copy, line, size);
	return kmend_event_parse(event, *copy, size);
}

static int checks(const char *body)
{
	struct make make = MAKE_INIT;
	struct kmend_event event;
	char *copy;
	int result;

	make_line(&make, 5, 77, body);
	result = parse(&event, &copy, make.text.data, make.text.size - 1);
	free(copy);
	make_free(&make);
	return result;
}

static int raw(const char *line)
{
	struct kmend_event event;
	char *copy;
	int result = parse(&event, &copy, line, strlen(line));

	free(copy);
	return result;
}

Test(event, fields)
{
	static const char line[] = "@kmend 1 2997 armed site=77*14";
	struct kmend_event event;
	uint64_t site;

	cr_assert(kmend_event_parse(&event, line, strlen(line)));
	cr_assert_eq(event.kind, KMEND_EV_ARMED);
	cr_assert_eq(event.seq, 1);
	cr_assert_eq(event.ticks, 2997);
	cr_assert(kmend_text_is(event.name, "armed"));
	cr_assert(kmend_text_is(event.args, "site=77"));
	cr_assert(kmend_event_number(&event, "site", &site));
	cr_assert_eq(site, 77);
	cr_assert_null(kmend_event_value(&event, "sit").data);
	cr_assert_null(kmend_event_value(&event, "sites").data);
	cr_assert_not(kmend_event_number(&event, "count", &site));
	cr_assert_eq(site, 77, "left alone");
}

Test(event, carriage_return)
{
	cr_assert(raw("@kmend 1 2997 armed site=77*14\r"));
	cr_assert_not(raw("@kmend 1 2997 armed site=77*14\r\r"));
}

Test(event, sum)
{
	cr_assert(raw("@kmend 1 2997 armed site=none*1E"));
	cr_assert_not(raw("@kmend 1 2997 armed site=none*1e"), "upper case only");
	cr_assert_not(raw("@kmend 1 2997 armed site=none*1F"));
	cr_assert_not(raw("@kmend 1 2997 armed site=none*1"));
	cr_assert_not(raw("@kmend 1 2997 armed site=none*"));
	cr_assert_not(raw("@kmend 1 2997 armed site=none"));
	cr_assert_not(raw("@kmend 1 2997 armed site=none*1E "));
	cr_assert_not(raw(" @kmend 1 2997 armed site=none*1E"));
	cr_assert_not(raw("kmend 1 2997 armed site=none*1E"));
}

Test(event, every_prefix_is_no_event)
{
	static const char line[] = "@kmend 10 40835 suite-end failed=0*60";
	struct kmend_event event;
	char *copy;

	for (size_t n = 0; n < sizeof(line) - 1; n++) {
		cr_expect_not(parse(&event, &copy, line, n), "first %zu bytes", n);
		free(copy);
	}
	cr_assert(raw(line));
}

Test(event, every_flipped_bit_is_seen)
{
	char line[] = "@kmend 10 40835 suite-end failed=0*60";
	struct kmend_event event;

	for (size_t i = 0; i < sizeof(line) - 1; i++) {
		for (int bit = 0; bit < 8; bit++) {
			line[i] ^= (char)(1 << bit);
			cr_expect_not(kmend_event_parse(&event, line, sizeof(line) - 1), "byte %zu bit %d", i, bit);
			line[i] ^= (char)(1 << bit);
		}
	}
}

Test(event, every_kind_with_its_keys)
{
	static const char *const good[] = { "ready target=t policy=none sites=0", "armed site=none",
		"armed site=4294967295", "suite-begin planned=1", "test-begin name=a", "test-end name=a status=skip",
		"fault-activated site=1 count=1", "detected component=pm cause=x",
		"recovery-begin component=pm policy=naive window=open", "recovery-end component=pm action=restart",
		"shutdown reason=r", "panic reason=r", "audit status=ok detail=-", "audit status=inconsistent",
		"audit status=unavailable", "probe name=pm status=pass", "probe name=pm status=fail",
		"suite-end failed=0", "counter name=n value=3" };
	static const char *const bad[] = { "ready target=t policy=none", "ready target= policy=none sites=0", "armed",
		"armed site=x", "armed site=4294967296", "armed site=None", "suite-begin planned=-1",
		"test-begin title=a", "test-end name=a", "test-end name=a status=passed", "fault-activated site=1",
		"fault-activated count=1", "detected component=pm", "recovery-begin component=pm policy=naive",
		"recovery-end component=pm", "shutdown", "panic", "panic reason=", "audit status=fine",
		"probe name=pm status=skip", "probe status=pass", "suite-end", "counter name=n value=x" };

	for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++)
		cr_expect(checks(good[i]), "%s", good[i]);
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		cr_expect_not(checks(bad[i]), "%s", bad[i]);
}

Test(event, unknown_names_are_events)
{
	cr_assert(checks("later-version"));
	cr_assert(checks("later-version key=value other_key=9"));
	cr_assert_not(checks("Later"));
	cr_assert_not(checks("9later"));
	cr_assert_not(checks("later! a=b"));
	cr_assert_not(checks(""));
}

Test(event, pairs)
{
	cr_assert(checks("x key="), "an empty value of an unknown event");
	cr_assert(checks("x key=a=b"), "the first = divides");
	cr_assert_not(checks("x key"));
	cr_assert_not(checks("x =v"));
	cr_assert_not(checks("x key=v "));
	cr_assert_not(checks("x  key=v"));
	cr_assert_not(checks("x key=v  other=w"));
	cr_assert_not(checks("x key=v key=w"), "the same key twice");
	cr_assert_not(checks("x Key=v"));
	cr_assert_not(checks("x key=a*b"));
	cr_assert_not(checks("x key=a\tb"));
	cr_assert_not(checks("x key=\x1b[2J"));
	cr_assert_not(checks("x key=\xc3\xa4"));
}

Test(event, percent_encoding)
{
	cr_assert(checks("x key=%20%1B%ff"));
	cr_assert_not(checks("x key=%"));
	cr_assert_not(checks("x key=%2"));
	cr_assert_not(checks("x key=%2g"));
	cr_assert_not(checks("x key=%%20"));
	cr_assert_not(checks("x key=%2 other=0"));
}

Test(event, numbers)
{
	cr_assert(checks("suite-end failed=9223372036854775807"), "2^63 - 1: fits the result file");
	cr_assert_not(checks("suite-end failed=9223372036854775808"));
	cr_assert_not(checks("suite-end failed=99999999999999999999999999"));
	cr_assert_not(checks("suite-end failed=01"));
	cr_assert_not(checks("suite-end failed=+1"));
	cr_assert_not(checks("suite-end failed=1e3"));
	cr_assert_not(checks("suite-end failed=0x1"));
}

Test(event, value_limit)
{
	char body[KMEND_EVENT_VALUE_MAX + 32];

	memset(body, 'v', sizeof(body));
	memcpy(body, "x key=", 6);
	body[6 + KMEND_EVENT_VALUE_MAX] = '\0';
	cr_assert(checks(body));
	body[6 + KMEND_EVENT_VALUE_MAX] = 'v';
	body[6 + KMEND_EVENT_VALUE_MAX + 1] = '\0';
	cr_assert_not(checks(body));
}

/* A line of `size` bytes without its newline, out of values that are each short enough. */
static int checks_with_size(size_t size)
{
	size_t fixed = strlen("@kmend 5 77 *00"), left = size - fixed;
	char body[2048];

	memset(body, 'v', sizeof(body));
	body[left] = '\0';
	body[0] = 'x';
	for (size_t at = 1, key = 'a'; at < left; at += 100, key++) {
		body[at] = ' ';
		body[at + 1] = (char)key;
		body[at + 2] = '=';
	}
	return checks(body);
}

Test(event, line_limit)
{
	cr_assert(checks_with_size(KMEND_EVENT_LINE_MAX - 1), "with its newline exactly the limit");
	cr_assert_not(checks_with_size(KMEND_EVENT_LINE_MAX));
	cr_assert_not(checks_with_size(KMEND_EVENT_LINE_MAX + 500));
}

Test(event, sequence_and_ticks)
{
	struct make make = MAKE_INIT;
	struct kmend_event event;

	make_line(&make, INT64_MAX, INT64_MAX, "x");
	cr_assert(kmend_event_parse(&event, make.text.data, make.text.size - 1));
	cr_assert_eq(event.seq, INT64_MAX);
	make_free(&make);
	make_line(&make, (uint64_t)INT64_MAX + 1, 0, "x");
	cr_assert_not(kmend_event_parse(&event, make.text.data, make.text.size - 1));
	make_free(&make);
}
