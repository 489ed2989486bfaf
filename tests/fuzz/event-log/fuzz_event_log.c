/*
 * Fuzzer of the event log's reader and of the judge. The first byte chooses: `s` mends the sum of each line first, so
 * that mutations get past it; anything else takes the bytes as they are. Whatever is read must hold what the headers
 * of harness/outcome promise. With a fuzzing engine: clang -fsanitize=fuzzer,address; the corpus also runs as an
 * ordinary test through ../runner.c.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "harness/base/buf.h"
#include "harness/outcome/classify.h"
#include "kmend/abi.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(int holds, const char *what)
{
	if (holds)
		return;
	fprintf(stderr, "event log: does not hold: %s\n", what);
	abort();
}

/* Copies the log; a line that begins as an event gets the sum that its text has. */
static void mend(struct kmend_buf *out, const char *data, size_t size)
{
	for (size_t at = 0; at < size;) {
		const char *line = data + at, *end = memchr(line, '\n', size - at);
		size_t length = end ? (size_t)(end - line) : size - at;
		const char *star = memchr(line, '*', length);
		size_t body = star ? (size_t)(star - line) : length;

		if (length > 7 && memcmp(line, "@kmend ", 7) == 0) {
			unsigned char sum = 0;

			for (size_t i = 1; i < body; i++)
				sum ^= (unsigned char)line[i];
			require(kmend_buf_append(out, line, body) == 0 && kmend_buf_printf(out, "*%02X\n", sum) == 0,
				"memory");
		} else {
			require(kmend_buf_append(out, line, length) == 0 && kmend_buf_append(out, "\n", 1) == 0,
				"memory");
		}
		at += length + 1;
	}
}

static void check_text(struct kmend_text text, const char *bytes, size_t size)
{
	require(text.size == 0 || (text.data >= bytes && text.data + text.size <= bytes + size),
		"text lies in the log");
	for (size_t i = 0; i < text.size; i++)
		require(text.data[i] >= 0x20 && text.data[i] <= 0x7e, "text is printable");
}

static void check_log(const char *bytes, size_t size)
{
	struct kmend_log log;
	uint64_t lines = 0;

	require(kmend_log_parse(&log, bytes, size) == 0, "parsed");
	for (size_t i = 0; i < size; i++)
		lines += bytes[i] == '\n';
	require(log.nevents + log.damaged <= lines + 1, "no more events and damage than lines");
	for (size_t i = 0; i < log.nevents; i++) {
		const struct kmend_event *event = &log.events[i];
		struct kmend_event again;

		check_text(event->line, bytes, size);
		check_text(event->name, bytes, size);
		check_text(event->args, bytes, size);
		require(kmend_event_parse(&again, event->line.data, event->line.size), "an event reads again");
		require(again.kind == event->kind && again.seq == event->seq && again.ticks == event->ticks,
			"as the same");
		require(i == 0 || event->seq > log.events[i - 1].seq ||
				(event->kind == KMEND_EV_READY && i + 1 == log.nevents),
			"numbers rise");
	}
	kmend_log_release(&log);
}

static void check_verdict(const struct kmend_verdict *verdict)
{
	require(verdict->outcome >= KMEND_OUTCOME_PASS && verdict->outcome <= KMEND_OUTCOME_INFRA_ERROR, "an outcome");
	require(verdict->reason[0] && memchr(verdict->reason, 0, sizeof(verdict->reason)), "a reason");
	for (const char *c = verdict->reason; *c; c++)
		require(*c > ' ' && *c <= '~', "the reason is one printable word");
	for (const char *c = verdict->detail; *c; c++)
		require(*c > ' ' && *c <= '~', "the detail is one printable word");
	require(verdict->ntests == 0 || verdict->tests, "tests");
	for (size_t i = 0; i < verdict->ntests; i++)
		require(verdict->tests[i].name && *verdict->tests[i].name, "a test has a name");
	require(verdict->activations <= INT64_MAX && verdict->recovered <= INT64_MAX && verdict->end_ns <= INT64_MAX,
		"numbers fit the result file");
}

static enum kmend_outcome judge(
	const char *bytes, size_t size, const struct kmend_exit *end, const struct kmend_golden *golden)
{
	struct kmend_verdict verdict;
	enum kmend_outcome outcome;

	require(kmend_classify(&verdict, bytes, size, end, golden) == 0, "judged");
	check_verdict(&verdict);
	outcome = verdict.outcome;
	kmend_verdict_release(&verdict);
	return outcome;
}

static void check_judge(const char *bytes, size_t size)
{
	static const struct kmend_exit ends[] = { KMEND_EXIT_BARE, { .armed = 77 }, { .armed = KMEND_ARMED_NOTHING },
		{ .armed = 77, .hang = 1 }, { .armed = 77, .reset = 1, .stop = KMEND_STOP_PANIC },
		{ .armed = 77, .flood = 1 }, { .armed = 77, .infra_failed = 1 } };
	struct kmend_golden golden;

	for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++) {
		enum kmend_outcome outcome = judge(bytes, size, &ends[i], NULL);

		require(!ends[i].infra_failed || outcome == KMEND_OUTCOME_INFRA_ERROR,
			"a failed harness is an infra-error");
		require(!ends[i].hang || outcome != KMEND_OUTCOME_PASS, "a hang does not pass");
	}
	if (kmend_golden_from_log(&golden, bytes, size) == 0) {
		require(judge(bytes, size, &ends[2], &golden) == KMEND_OUTCOME_PASS,
			"a golden run passes beside itself");
		require(judge(bytes, size / 2, &ends[2], &golden) != KMEND_OUTCOME_PASS, "half of it does not");
		for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++)
			judge(bytes, size, &ends[i], &golden);
		kmend_golden_release(&golden);
	}
	require(kmend_golden_compare(bytes, size, bytes, size) == 0, "equal to itself");
	require(size == 0 || kmend_golden_compare(bytes, size, bytes, size - 1) == -1, "not to less of it");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct kmend_buf log = KMEND_BUF_INIT;
	char *exact;

	if (!size)
		return 0;
	if (data[0] == 's')
		mend(&log, (const char *)data + 1, size - 1);
	else
		require(kmend_buf_append(&log, data + 1, size - 1) == 0, "memory");
	/* Exactly as large as the log, so that a sanitizer sees a byte read too many. */
	exact = malloc(log.size ? log.size : 1);
	require(exact != NULL, "memory");
	if (log.size)
		memcpy(exact, log.data, log.size);
	check_log(exact, log.size);
	check_judge(exact, log.size);
	free(exact);
	kmend_buf_release(&log);
	return 0;
}
