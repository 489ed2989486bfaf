/*
 * The console of a kernel without glue. The input is patterns (as a result file keeps them), a NUL, and the console. What comes out is an
 * event log in which every line checks, bounded by what went in, the same each time.
 */
#include "harness/base/pattern.h"
#include "harness/outcome/log.h"
#include "harness/outcome/transcript.h"
#include "tests/fuzz/require.h"

#define TOKEN UINT64_C(0x1122334455667788)

static void check_log(const struct kmend_buf *text)
{
	struct kmend_log log;

	require(kmend_log_parse(&log, text->data ? text->data : "", text->size) == 0, "a log");
	require(log.damaged == 0, "every line checks");
	kmend_log_release(&log);
}

static void look(const struct kmend_patterns *patterns, const char *bytes, size_t size)
{
	struct kmend_buf text = KMEND_BUF_INIT;
	size_t at = 0;

	for (int boot = 0; boot < 2; boot++) {
		enum kmend_pattern_kind kind = kmend_transcript_find(patterns, bytes, size, &at, TOKEN, boot);

		require(kind <= KMEND_PATTERNS && at <= size, "inside the text");
		at = 0;
	}
	require(kmend_transcript_matched(patterns, bytes, size, TOKEN) < 1u << KMEND_PATTERNS, "kinds that there are");
	require(kmend_transcript_text(&text, bytes, size, TOKEN) == 0 && text.size <= size, "the text is not longer");
	kmend_buf_release(&text);
}

static void convert(const struct kmend_patterns *patterns, const char *bytes, size_t size, int bits)
{
	struct kmend_transcript console = { .patterns = patterns,
		.target = "t",
		.policy = "none",
		.nsites = 10,
		.bytes = bytes,
		.size = size,
		.armed = bits & 1 ? 3 : -1,
		.token = TOKEN,
		.planned = bits & 2 ? 2 : KMEND_TRANSCRIPT_PLANNED_SEEN,
		.ready_ns = 1000,
		.end_ns = bits & 4 ? 5000 : 0,
		.activations = bits & 8 ? 7 : 0,
		.whole = bits >> 4 & 1,
		.power_off = bits >> 5 & 1 };
	struct kmend_buf log = KMEND_BUF_INIT, again = KMEND_BUF_INIT;
	enum kmend_pattern_kind last, same;
	size_t used = 0, used_again = 0;

	require(kmend_transcript_ready(&log, &console) == 0, "ready");
	check_log(&log);
	log.size = 0; /* the events of a run begin with it */
	require(kmend_transcript_events(&log, &console, &last, &used) == 0, "events");
	require(kmend_transcript_events(&again, &console, &same, &used_again) == 0, "events again");
	require(last <= KMEND_PATTERNS && used <= size, "inside the text");
	require(last == same && used == used_again && log.size == again.size &&
			memcmp(log.data, again.data, log.size) == 0,
		"the same again");
	check_log(&log);
	kmend_buf_release(&log);
	kmend_buf_release(&again);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const uint8_t *nul = size ? memchr(data, 0, size) : NULL;
	struct kmend_patterns *patterns = NULL;
	char *text, *console;
	size_t rest;

	if (!nul || size > 1 << 16)
		return 0;
	text = text_of(data, (size_t)(nul - data));
	rest = size - (size_t)(nul - data) - 1;
	console = malloc(rest ? rest : 1);
	memcpy(console, nul + 1, rest);
	if (kmend_patterns_parse(&patterns, text, "f") < 0) {
		require_printable(kmend_error_text(), "one printable line");
	} else {
		look(patterns, console, rest);
		for (int bits = 0; bits < 64; bits += 7)
			convert(patterns, console, rest, bits);
		kmend_patterns_free(patterns);
	}
	free(text);
	free(console);
	return 0;
}
