/* What recovery-rt/fault/event.c writes, read by the judge's own reader. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "harness/outcome/event.h"
#include "recovery-rt/fault/event.h"

static char line[1024];
static size_t size;
static uint64_t now_ns;

void kmend_say_byte(char byte)
{
	line[size++] = byte;
}

uint64_t kmend_say_clock_ns(void)
{
	return now_ns;
}

static struct kmend_event read_back(void)
{
	struct kmend_event event;

	cr_assert_eq(line[size - 1], '\n');
	cr_assert_eq(kmend_event_parse(&event, line, size - 1), 1, "%.*s", (int)size, line);
	size = 0;
	return event;
}

Test(event, numbers_of_every_size)
{
	static const uint64_t numbers[] = { 0, 9, 10, 65535, 65536, 99999, 4294967295, 4294967296, 10000000000,
		9223372036854775807 };

	for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
		uint64_t value = 1;

		now_ns = numbers[i];
		kmend_say_begin("counter");
		kmend_say_text("name", "n");
		kmend_say_number("value", numbers[i]);
		kmend_say_end();
		struct kmend_event event = read_back();
		cr_assert_eq(event.kind, KMEND_EV_COUNTER);
		cr_assert_eq(event.seq, i);
		cr_assert_eq(event.ticks, numbers[i]);
		cr_assert_eq(kmend_event_number(&event, "value", &value), 1);
		cr_assert_eq(value, numbers[i]);
	}
}

Test(event, texts_that_could_break_a_line)
{
	char many[400];

	kmend_say_begin("panic");
	kmend_say_text("reason", "a b*c%d\n@kmend\xff");
	kmend_say_end();
	struct kmend_event event = read_back();
	cr_assert(kmend_text_is(kmend_event_value(&event, "reason"), "a%20b%2Ac%25d%0A%40kmend%FF"));
	memset(many, '*', sizeof many);
	many[sizeof many - 1] = 0;
	kmend_say_begin("panic");
	kmend_say_text("reason", many);
	kmend_say_end();
	event = read_back();
	cr_assert_eq(kmend_event_value(&event, "reason").size, 120);
}

/* A program may say what it has seen of its tests, never what only the kernel knows. */
Test(event, what_a_program_cannot_say)
{
	static const char *const for_the_kernel[] = { "ready target=t policy=none sites=1", "armed site=1",
		"fault-activated site=1 count=1", "detected component=c cause=bug", "shutdown reason=r",
		"panic reason=r", "panic" };
	static const char *const for_all[] = { "test-end name=one status=pass", "suite-end failed=0", "pan reason=r",
		"panics reason=r", "recovery-end component=c action=a", "audit status=ok" };

	for (size_t i = 0; i < sizeof for_the_kernel / sizeof for_the_kernel[0]; i++) {
		cr_expect_eq(kmend_tell(for_the_kernel[i], (uint32_t)strlen(for_the_kernel[i])), KMEND_SAY_NOT_YOURS,
			"%s", for_the_kernel[i]);
		cr_expect_eq(size, 0);
	}
	for (size_t i = 0; i < sizeof for_all / sizeof for_all[0]; i++) {
		cr_expect_eq(kmend_tell(for_all[i], (uint32_t)strlen(for_all[i])), 0, "%s", for_all[i]);
		cr_expect_eq(read_back().seq, i);
	}
}
