/* From the console of a kernel without glue to events. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "harness/base/error.h"
#include "harness/outcome/classify.h"
#include "harness/outcome/transcript.h"
#include "harness/outcome/lines.h"

#define TOKEN 0x1234567890abcdefull
#define MARK(ns, number) \
	"\001"           \
	"1234567890abcdef" ns number "\002"
#define NS1 "0000000000002000"
#define NUMBER1 "0000000000000001"
#define NUMBER2 "0000000000000002"
#define NUMBER3 "0000000000000003"

static struct kmend_patterns *patterns;
static struct kmend_transcript console;
static struct kmend_buf events;
static enum kmend_pattern_kind last;
static size_t used;

static void set(enum kmend_pattern_kind kind, const char *text)
{
	cr_assert_eq(kmend_patterns_set(patterns, kind, text, 1), 0, "%s", kmend_error_text());
}

static void setup(void)
{
	cr_assert_eq(kmend_patterns_new(&patterns, "t.yaml"), 0);
	set(KMEND_PATTERN_READY, "^up$");
	set(KMEND_PATTERN_TEST_BEGIN, "^run ([a-z ]+)");
	set(KMEND_PATTERN_TEST_PASS, "^ok ([a-z ]+)");
	set(KMEND_PATTERN_TEST_FAIL, "^failed ([a-z ]+)");
	set(KMEND_PATTERN_TEST_SKIP, "^skipped ([a-z ]+)");
	set(KMEND_PATTERN_DETECTED, "BUG: ([a-z]+)");
	set(KMEND_PATTERN_SHUTDOWN, "giving up: (.*)");
	set(KMEND_PATTERN_PANIC, "panic: (.*)");
	set(KMEND_PATTERN_DONE, "^over");
	console = (struct kmend_transcript){ .patterns = patterns,
		.target = "my kernel",
		.policy = "none",
		.nsites = 5,
		.armed = 3,
		.token = TOKEN,
		.planned = KMEND_TRANSCRIPT_PLANNED_SEEN,
		.ready_ns = 1000 };
}

static void teardown(void)
{
	kmend_patterns_free(patterns);
	kmend_buf_release(&events);
}

TestSuite(transcript, .init = setup, .fini = teardown);

static void compose(const char *text)
{
	kmend_buf_clear(&events);
	console.bytes = text;
	console.size = strlen(text);
	cr_assert_eq(kmend_transcript_events(&events, &console, &last, &used), 0);
}

/* The events after armed and suite-begin, without their frames, one in a line. */
static const char *told(void)
{
	static char out[8192];
	struct kmend_log log;
	size_t n = 0;

	cr_assert_eq(kmend_log_parse(&log, events.data, events.size), 0);
	cr_assert_eq(log.damaged, 0, "%s", events.data);
	out[0] = 0;
	for (size_t i = 3; i < log.nevents; i++)
		n += (size_t)snprintf(out + n, sizeof out - n, "%llu %.*s %.*s\n",
			(unsigned long long)log.events[i].ticks, (int)log.events[i].name.size, log.events[i].name.data,
			(int)log.events[i].args.size, log.events[i].args.data);
	kmend_log_release(&log);
	return out;
}

static struct kmend_verdict judged(void)
{
	const struct kmend_exit end = { .armed = console.armed };
	struct kmend_verdict verdict;

	cr_assert_eq(kmend_classify(&verdict, events.data, events.size, &end, NULL), 0);
	return verdict;
}

Test(transcript, a_whole_run)
{
	struct kmend_verdict verdict;

	console.end_ns = 9000;
	compose("run a b\r\nok a b\n\033[32mrun\033[0m c\n" MARK(NS1, NUMBER1) "skipped c\nover\nrun d\n");
	cr_assert_str_eq(told(),
		"1000 test-begin name=a%20b\n"
		"1000 test-end name=a%20b status=pass\n"
		"1000 test-begin name=c\n"
		"8192 fault-activated site=3 count=1\n"
		"8192 test-end name=c status=skip\n"
		"9000 suite-end failed=0\n");
	cr_assert_eq(last, KMEND_PATTERN_DONE);
	cr_assert_str_eq(console.bytes + used, "run d\n", "what stands after does not count");
	cr_assert(strncmp(events.data, "@kmend 0 1000 ready target=my%20kernel policy=none sites=5*", 58) == 0, "%s",
		events.data);
	cr_assert(strstr(events.data, "suite-begin planned=2"));
	verdict = judged();
	cr_assert_eq(verdict.outcome, KMEND_OUTCOME_PASS);
	cr_assert_eq(verdict.activations, 1);
	kmend_verdict_release(&verdict);
}

Test(transcript, a_test_counts_again_only_when_it_is_worse)
{
	compose("ok a\nok a\nfailed a\nok a\nfailed a\nrun a\nover\n");
	cr_assert_str_eq(told(),
		"1000 test-begin name=a\n"
		"1000 test-end name=a status=pass\n"
		"1000 test-end name=a status=fail\n"
		"1000 suite-end failed=1\n");
}

Test(transcript, address_of_a_crash)
{
	set(KMEND_PATTERN_CRASH_ADDRESS, "ip[ =:]+([^ ]+)");
	compose("run a\nfault: ip 0x0012aB\nfault: ip 34\npanic: two\n");
	cr_assert_str_eq(told(), "1000 test-begin name=a\n1000 panic reason=two at=0x12ab\n");
	compose("panic: in here, ip: ffffffff80100000\n");
	cr_assert_str_eq(told(), "1000 panic reason=in%20here,%20ip:%20ffffffff80100000 at=0xffffffff80100000\n");
	/* What came before the fault, or was got over, is another matter. */
	compose("ip 1234\nrun a\n" MARK(NS1, NUMBER1) "x\npanic: b\n");
	cr_assert_str_eq(told(), "1000 test-begin name=a\n8192 fault-activated site=3 count=1\n8192 panic reason=b\n");
	compose("run a\nip 1234\nok a\npanic: b\n");
	cr_assert_str_eq(told(), "1000 test-begin name=a\n1000 test-end name=a status=pass\n1000 panic reason=b\n");
	compose("BUG: null ip=77\nover\n");
	cr_assert_str_eq(told(), "1000 detected component=kernel cause=null at=0x77\n1000 suite-end failed=0\n");
	for (size_t i = 0; i < 4; i++) {
		static const char *const odd[] = { "0x", "12345678901234567890", "xyz", "-1" };
		char text[64];

		snprintf(text, sizeof text, "ip %s\npanic: c\n", odd[i]);
		compose(text);
		cr_expect_str_eq(told(), "1000 panic reason=c\n", "%s", odd[i]);
	}
}

Test(transcript, the_first_line_that_ends_the_log)
{
	struct kmend_verdict verdict;

	compose("run a\nrun panic: null\nover\n");
	cr_assert_str_eq(told(), "1000 test-begin name=a\n1000 panic reason=null\n");
	cr_assert_eq(last, KMEND_PATTERN_PANIC);
	compose("giving up: two failed\npanic: null\n");
	cr_assert_str_eq(told(), "1000 shutdown reason=two%20failed\n");
	compose("run a\nup\nover\n");
	verdict = judged();
	cr_assert(strstr(told(), "ready target=my%20kernel"));
	kmend_verdict_release(&verdict);
	compose("run a\n");
	cr_assert_eq(last, KMEND_PATTERNS);
}

Test(transcript, an_unfinished_line)
{
	compose("run a\npanic: nu");
	cr_assert_eq(last, KMEND_PATTERNS);
	console.whole = 1;
	compose("run a\npanic: nu");
	cr_assert_str_eq(told(), "1000 test-begin name=a\n1000 panic reason=nu\n");
}

Test(transcript, power_off_is_done_only_without_a_pattern_for_it)
{
	console.power_off = 1;
	compose("ok a\n");
	cr_assert_eq(last, KMEND_PATTERNS);
	kmend_patterns_free(patterns);
	cr_assert_eq(kmend_patterns_new(&patterns, "t.yaml"), 0);
	set(KMEND_PATTERN_TEST_PASS, "^ok ([a-z ]+)");
	console.patterns = patterns;
	compose("ok a\n");
	cr_assert_eq(last, KMEND_PATTERN_DONE);
	cr_assert(strstr(told(), "suite-end failed=0"));
}

Test(transcript, marks_are_checked)
{
	/* Of another run, not a power of two, after, cut off, with a bad digit, in a run where nothing is armed. */
	compose("\001"
		"1234567890abcdee" NS1 NUMBER1 "\002"
		"\n" MARK(NS1, NUMBER3) "\nover\n");
	cr_assert_str_eq(told(), "1000 suite-end failed=0\n");
	compose(MARK(NS1, NUMBER2) MARK(NS1, NUMBER1) MARK("00000000000020xx", NUMBER2) "\nover\n");
	cr_assert_str_eq(told(), "8192 fault-activated site=3 count=2\n8192 suite-end failed=0\n");
	compose("ok a\n" MARK(NS1, NUMBER1));
	cr_assert_str_eq(told(),
		"1000 test-begin name=a\n1000 test-end name=a status=pass\n8192 fault-activated site=3 count=1\n");
	console.armed = -1;
	compose(MARK(NS1, NUMBER1) "over\n");
	cr_assert_str_eq(told(), "1000 suite-end failed=0\n");
}

Test(transcript, a_mark_in_the_middle_of_a_word)
{
	struct kmend_buf text = KMEND_BUF_INIT;
	const char *bytes = "o" MARK(NS1, NUMBER1) "k a\nover\n";

	compose(bytes);
	cr_assert_str_eq(told(),
		"8192 fault-activated site=3 count=1\n8192 test-begin name=a\n8192 test-end name=a "
		"status=pass\n8192 suite-end failed=0\n");
	cr_assert_eq(kmend_transcript_text(&text, bytes, strlen(bytes), TOKEN), 0);
	cr_assert_str_eq(text.data, "ok a\nover\n");
	kmend_buf_release(&text);
}

Test(transcript, activations_that_no_mark_tells)
{
	console.activations = 7;
	compose("ok a\npanic: x\n");
	cr_assert_str_eq(told(),
		"1000 fault-activated site=3 count=1\n1000 test-begin name=a\n1000 test-end name=a "
		"status=pass\n1000 panic reason=x\n");
}

/* The emulator runs on after the line that ends the log: what happens there is no part of the run, seen or not. */
Test(transcript, activations_after_the_end)
{
	console.activations = 1;
	compose("run a\nok a\nover\n" MARK(NS1, NUMBER1) "panic: late\n");
	cr_assert_str_eq(told(), "1000 test-begin name=a\n1000 test-end name=a status=pass\n1000 suite-end failed=0\n");
	cr_assert_eq(last, KMEND_PATTERN_DONE);
	compose("run a\nok a\nov" MARK(NS1, NUMBER1) "er\npanic: late\n");
	cr_assert_str_eq(told(),
		"1000 test-begin name=a\n1000 test-end name=a status=pass\n8192 fault-activated site=3 count=1\n"
		"8192 suite-end failed=0\n");
}

Test(transcript, a_hostile_console_stays_bounded_and_well_formed)
{
	struct kmend_buf text = KMEND_BUF_INIT;
	struct kmend_log log;

	for (int i = 0; i < 30000; i++)
		kmend_buf_printf(&text, "run %c%c%c%c\nBUG: x\n", 'a' + i % 26, 'a' + i / 26 % 26, 'a' + i / 676 % 26,
			'a' + i / 17576);
	for (int i = 0; i < 100000; i++)
		kmend_buf_append(&text, "\0\xff*@%", 5);
	console.bytes = text.data;
	console.size = text.size;
	kmend_buf_clear(&events);
	cr_assert_eq(kmend_transcript_events(&events, &console, &last, &used), 0);
	cr_assert_lt(events.size, 4u << 20);
	cr_assert_eq(kmend_log_parse(&log, events.data, events.size), 0);
	cr_assert_eq(log.damaged, 0);
	kmend_log_release(&log);
	kmend_buf_release(&text);
}

Test(transcript, find_waits_for_the_end_of_a_line)
{
	const char *text = "hello\nup\nover\n";
	size_t at = 0;

	cr_assert_eq(kmend_transcript_find(patterns, text, 8, &at, 0, 1), KMEND_PATTERNS, "no newline yet");
	cr_assert_eq(at, 6);
	cr_assert_eq(kmend_transcript_find(patterns, text, strlen(text), &at, 0, 1), KMEND_PATTERN_READY);
	cr_assert_eq(at, 9);
	cr_assert_eq(kmend_transcript_find(patterns, text, strlen(text), &at, 0, 0), KMEND_PATTERN_DONE);
	at = 9;
	cr_assert_eq(kmend_transcript_find(patterns, text, strlen(text), &at, 0, 1), KMEND_PATTERNS, "not in a boot");
}

Test(transcript, which_patterns_matched)
{
	const char *text = "run a\nok a\nover";
	unsigned bits = kmend_transcript_matched(patterns, text, strlen(text), 0);

	cr_assert_eq(bits, 1u << KMEND_PATTERN_TEST_BEGIN | 1u << KMEND_PATTERN_TEST_PASS);
}

Test(lines, odd_bytes)
{
	static const char text[] = "a\tb\001c\xff\033[1;31mred\033[0m\r\nx\ry\033\nlast";
	struct kmend_console_line line;
	size_t at = 0;

	cr_assert_eq(kmend_console_line_next(&line, text, sizeof text - 1, &at, TOKEN), 1);
	cr_assert_str_eq(line.text, "a bc?red");
	cr_assert_eq(kmend_console_line_next(&line, text, sizeof text - 1, &at, TOKEN), 1);
	cr_assert_str_eq(line.text, "x?y");
	cr_assert(line.ended);
	cr_assert_eq(kmend_console_line_next(&line, text, sizeof text - 1, &at, TOKEN), 1);
	cr_assert(!line.ended);
	cr_assert_eq(kmend_console_line_next(&line, text, sizeof text - 1, &at, TOKEN), 0);
}

Test(lines, long_ones_are_cut)
{
	char text[3000];
	struct kmend_console_line line;
	size_t at = 0;

	memset(text, 'x', sizeof text);
	text[2500] = '\n';
	cr_assert_eq(kmend_console_line_next(&line, text, sizeof text, &at, 0), 1);
	cr_assert_eq(line.size, KMEND_LINE_MAX);
	cr_assert_eq(at, 2501);
}

/* ---- lines that a kernel's message tore ------------------------------------------------------------------------ */

Test(transcript, torn_lines)
{
	compose("ok [   12.345678] dev0: not synced\nsum\nrun len\nok le[   12.345679] dev0: a\n[   12.345680] dev0: "
		"b\nn\n"
		"ok fib[   12.345681] dev0: c\n\nover\n");
	cr_expect_eq(last, KMEND_PATTERN_DONE);
	cr_expect_not_null(strstr(events.data, "test-end name=sum status=pass"), "%s", events.data);
	cr_expect_not_null(strstr(events.data, "test-end name=len status=pass"), "%s", events.data);
	cr_expect_not_null(strstr(events.data, "test-end name=fib status=pass"), "%s", events.data);
	cr_expect_null(strstr(events.data, "name=le "), "half a name is none: %s", events.data);
	cr_expect_not_null(strstr(events.data, "suite-begin planned=3"), "%s", events.data);
}

Test(transcript, lines_that_hold_a_time_are_whole)
{
	compose("ok sum [    0.012345] seconds\nok len [    0.012345] seconds\nover [    0.100000]\n");
	cr_expect_eq(last, KMEND_PATTERN_DONE);
	cr_expect_not_null(strstr(events.data, "test-end name=sum%20 status=pass"), "%s", events.data);
	cr_expect_not_null(strstr(events.data, "test-end name=len%20 status=pass"), "%s", events.data);
	cr_expect_not_null(strstr(events.data, "suite-begin planned=2"), "%s", events.data);
}

Test(transcript, a_torn_end_is_found)
{
	static const char text[] = "hello\nov[   12.345678] dev0: late\ner\nmore\n";
	size_t at = 0, first = strlen("hello\nov[   12.345678] dev0: late\n");

	cr_expect_eq(kmend_transcript_find(patterns, text, first, &at, TOKEN, 0), KMEND_PATTERNS);
	cr_expect_eq(at, strlen("hello\n"), "the torn line is read again");
	cr_expect_eq(kmend_transcript_find(patterns, text, strlen(text), &at, TOKEN, 0), KMEND_PATTERN_DONE);
	cr_expect_eq(at, first + 3);
}
