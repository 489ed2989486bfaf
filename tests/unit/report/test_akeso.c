/* The tables of the Akeso paper: its figures and our aims beside those of one result or of several at other levels of the log. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fixture.h"
#include "harness/base/error.h"
#include "report/akeso/paper.h"

#define RESULTS 4

static struct kmend_store *results[RESULTS + 1]; /* NULL after the last */
static size_t count;

static void set_up(void)
{
	count = 0;
	memset(results, 0, sizeof(results));
	fixture_open();
	kmend_store_close(fixture_store);
	fixture_store = NULL;
}

static void tear_down(void)
{
	for (size_t i = 0; i < count; i++)
		kmend_store_close(results[i]);
	fixture_store = NULL;
	fixture_close();
}

TestSuite(akeso, .init = set_up, .fini = tear_down);

static void has(const char *text, const char *part)
{
	cr_expect(strstr(text, part), "'%s' is not in:\n%s", part, text);
}

/* A result of the policies none and akeso, 1 and 2, or of akeso alone, 1. */
static void result(const char *name, const char *log, int native)
{
	const char *const facts[][2] = { { "campaign", name }, { "target", "linux" }, { "revision", "abc" },
		{ "seed", "0" }, { "fault_model", "none" }, { "jobs", "1" }, { "seconds", "1.0" }, { "log", log } };
	const char *const policies[] = { "none", "akeso" };
	char path[128];

	snprintf(path, sizeof(path), "%s/%zu.kmend", fixture_dir, count);
	cr_assert_eq(kmend_store_create(&fixture_store, path), 0, "%s", kmend_error_text());
	for (size_t i = 0; i < sizeof(facts) / sizeof(facts[0]); i++)
		cr_assert_eq(kmend_store_meta_set(fixture_store, facts[i][0], facts[i][1]), 0);
	for (int i = native ? 0 : 1; i < 2; i++) {
		struct kmend_store_policy policy = {
			.name = policies[i], .image_hash = "ff", .image_path = "vmlinux", .golden_ns = 1000
		};

		cr_assert_eq(kmend_store_policy_add(fixture_store, &policy), 0, "%s", kmend_error_text());
	}
	results[count++] = fixture_store;
}

static char *report(const char *table, enum kmend_format format)
{
	char *text = NULL;
	size_t size;
	FILE *out = open_memstream(&text, &size);

	cr_assert_eq(kmend_report_write(results[0], results + 1, table, format, out), 0, "%s", kmend_error_text());
	fclose(out);
	return text;
}

static void counted(const char *test, const uint64_t values[6])
{
	static const char *const names[] = { "reads-logged", "writes-logged", "reads-trusted", "writes-trusted",
		"reads-unlogged", "writes-unlogged" };
	char subject[80];

	fixture_measure(1, "time", test, 1000);
	for (int i = 0; i < 6; i++) {
		snprintf(subject, sizeof(subject), "%s.%s", test, names[i]);
		fixture_measure(1, "counter", subject, values[i]);
	}
}

/* What is typed from the paper adds up as it does there; 3 of its rows are rounded to a sum of 101 or 99. */
Test(akeso, figures_of_the_paper_add_up)
{
	for (size_t i = 0; i < akeso_workloads_count; i++) {
		const struct akeso_workload *w = &akeso_workloads[i];

		if (!w->test)
			continue;
		cr_expect_float_eq(w->logged_reads + w->logged_writes + w->unlogged_reads + w->unlogged_writes, 1,
			0.011, "%s", w->name);
		cr_expect_float_eq(w->logged_reads + w->logged_writes, w->coverage, 1e-9, "%s", w->name);
	}
}

Test(akeso, operations)
{
	char *text;

	result("count", "counted", 0);
	counted("bench-postmark", (const uint64_t[]){ 6000000, 1000000, 500000, 500000, 1500000, 500000 });
	counted("tmpfs-rw", (const uint64_t[]){ 1, 1, 0, 0, 1, 1 });
	counted("ext2-rw", (const uint64_t[]){ 4, 0, 0, 0, 0, 0 });
	counted("ub_pipe", (const uint64_t[]){ 9, 9, 9, 9, 9, 9 });
	text = report("akeso-3", KMEND_FORMAT_CSV);
	has(text, "\npostmark,paper,70000.000000,0.960000,0.010000,0.020000,0.010000,0.970000,\n");
	has(text, "\npostmark,count,10.000000,0.600000,0.100000,0.200000,0.100000,0.700000,0.100000\n");
	has(text, "\npostmark,our aim,,,,,,0.900000,\n");
	has(text, "\nfind,count,,,,,,,\n");
	has(text, "\ntest suite,count,0.000008,0.625000,0.125000,0.125000,0.125000,0.750000,0.000000\n");
	has(text, "\ntmpfs-rw,count,0.000004,0.250000,0.250000,0.250000,0.250000,0.500000,0.000000\n");
	cr_expect_null(strstr(text, "\ntest suite,paper"), "the paper has no such row");
	free(text);
	text = report("akeso-3", KMEND_FORMAT_TEXT);
	has(text, "97.0%");
	cr_expect_null(strstr(text, "tmpfs-rw"), "single tests are for programs");
	free(text);
}

Test(akeso, nothing_was_counted)
{
	char *text;

	result("plain", "checked", 1);
	text = report("akeso-3", KMEND_FORMAT_TEXT);
	has(text, "Nothing was counted");
	free(text);
}

static void postmark(int64_t policy, uint64_t instructions)
{
	fixture_measure(policy, "instructions", "", instructions + 1000);
	fixture_measure(policy, "instructions", "bench-postmark", instructions);
	fixture_measure(policy, "time", "bench-postmark", 8 * instructions);
}

Test(akeso, levels_of_several_results)
{
	char *text;

	result("checked", "checked", 1);
	postmark(1, 1000000);
	postmark(2, 3000000);
	fixture_measure(2, "counter", "runtime-tables", 2048);
	fixture_measure(2, "counter", "runtime-log", 8192);
	fixture_measure(2, "counter", "runtime-log-high", 4096);
	result("idle", "idle", 0);
	postmark(1, 2000000);
	result("stores", "stores", 0);
	postmark(1, 2500000);
	result("suite", "checked", 1);
	fixture_measure(1, "instructions", "", 5000000);
	fixture_measure(2, "instructions", "", 10000000);
	fixture_measure(1, "time", "tmpfs-rw", 10);
	text = report("akeso-4", KMEND_FORMAT_CSV);
	has(text, "\npostmark,\"paper, s\",124.000000,178.000000,,1004.000000,1.435484,,8.096774,5.640449\n");
	has(text,
		"\npostmark,\"ours, 1000 "
		"instructions\",1000.000000,2000.000000,2500.000000,3000.000000,2.000000,2.500000,3.000000,1.500000\n");
	has(text, "\npostmark,our aim,,,,,,,,1.600000\n");
	has(text, "\nbzip2,\"ours, ms\",,,,,,,,\n");
	has(text, "\ntest suite,\"ours, 1000 instructions\",5000.000000,,,10000.000000,,,2.000000,\n");
	free(text);
	text = report("akeso-4", KMEND_FORMAT_TEXT);
	has(text, "checked: memory of the runtime: tables 2 KiB, log 8 KiB, of which at most 4 KiB were in use.");
	free(text);
}

Test(akeso, so_many_results_and_no_more)
{
	for (int i = 0; i < RESULTS; i++)
		result("same", "checked", 1);
	cr_expect_eq(kmend_report_write(results[0], results + 1, "osiris-4", KMEND_FORMAT_TEXT, stderr), -1);
	cr_expect_str_eq(kmend_error_text(), "the table 'osiris-4' takes at most 2 results");
	cr_expect_eq(kmend_report_write(results[0], results + 1, "akeso-3", KMEND_FORMAT_TEXT, stderr), -1);
	cr_expect(strstr(kmend_error_text(), "two results need --table with one of:"), "%s", kmend_error_text());
}
