/* Recovery latency out of the event logs: what the guest says itself, and what follows from its clock. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "fixture.h"
#include "harness/base/buf.h"
#include "harness/base/error.h"

TestSuite(latency, .init = fixture_open, .fini = fixture_close);

static void has(const char *text, const char *part)
{
	cr_expect(strstr(text, part), "'%s' is not in:\n%s", part, text);
}

static void event(struct kmend_buf *log, unsigned seq, unsigned ticks, const char *text)
{
	char line[512];
	unsigned sum = 0;

	snprintf(line, sizeof(line), "kmend %u %u %s", seq, ticks, text);
	for (const char *c = line; *c; c++)
		sum ^= (unsigned char)*c;
	cr_assert_eq(kmend_buf_printf(log, "@%s*%02X\n", line, sum), 0);
}

static void put(int64_t id, uint64_t recovered, struct kmend_buf *log)
{
	const struct kmend_store_result result = { .id = id,
		.attempts = 1,
		.outcome = KMEND_OUTCOME_FAIL,
		.reason = "r",
		.activations = 1,
		.recovered = recovered,
		.log = log->data,
		.log_size = log->size };

	cr_assert_eq(kmend_store_result_put(fixture_store, &result), 0, "%s", kmend_error_text());
	kmend_buf_release(log);
}

Test(latency, by_component_and_log)
{
	struct kmend_buf log = KMEND_BUF_INIT;
	int64_t id;
	char *text;

	fixture_campaign();
	id = fixture_site("pm");
	event(&log, 0, 10, "ready target=toy policy=enhanced sites=9");
	event(&log, 1, 1000, "detected component=pm cause=page-fault ip=0x1");
	event(&log, 2, 1100, "detected component=vm cause=page-fault ip=0x1");
	event(&log, 3, 1200, "detected component=pm cause=page-fault ip=0x1");
	event(&log, 4, 3000, "recovery-end component=pm action=error-reply");
	event(&log, 5, 4100, "recovery-end component=vm action=error-reply log=100 ns=7000");
	event(&log, 6, 5000, "detected component=pm cause=page-fault ip=0x1");
	event(&log, 7, 9000, "recovery-end component=pm action=error-reply log=0 ns=4000");
	event(&log, 8, 9100, "recovery-end component=pm action=error-reply");
	put(id, 4, &log);
	event(&log, 0, 10, "ready target=toy policy=pessimistic sites=9");
	event(&log, 1, 1000, "detected component=pm cause=page-fault ip=0x1");
	put(id + 2, 0, &log);
	text = fixture_report("latency", KMEND_FORMAT_CSV);
	cr_expect_str_eq(text,
		"policy,component,log,recoveries,p50_ns,p99_ns,max_ns\n"
		"enhanced,pm,none,1,4000,4000,4000\n"
		"enhanced,pm,,2,2000,4000,4000\n"
		"enhanced,vm,to 1 KiB,1,7000,7000,7000\n"
		"enhanced,vm,,1,7000,7000,7000\n"
		"enhanced,,,3,4000,7000,7000\n",
		"from the first detection to the end; an end without one says nothing:\n%s", text);
	free(text);
	text = fixture_report("latency", KMEND_FORMAT_TEXT);
	has(text, "enhanced  (all)      (any)              3      4.0      7.0          7.0\n");
	has(text, "Our aim: 100 us in 99 of 100");
	free(text);
}

Test(latency, nobody_recovered)
{
	char *text;

	fixture_campaign();
	fixture_result(fixture_site("pm"), KMEND_OUTCOME_PASS, "completed", 0, 0);
	text = fixture_report("latency", KMEND_FORMAT_CSV);
	cr_expect_str_eq(text, "policy,component,log,recoveries,p50_ns,p99_ns,max_ns\n");
	free(text);
}
