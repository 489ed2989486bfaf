/* What is kept of a result comes back, and nothing else passes. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "build.h"
#include "harness/base/error.h"
#include "report/baseline/baseline.h"

static struct kmend_buf text = KMEND_BUF_INIT;

static void make(void)
{
	static const char *const policies[] = { "none", "enhanced" };
	struct kmend_samples samples = build_samples("r.kmend", policies, 2);
	const struct kmend_sample_stratum stratum = { "pm", 470 };
	struct kmend_sample_fault fault = build_fault(3, KMEND_OUTCOME_CRASH, "hang (time limit)");

	build_must(kmend_samples_add_stratum(&samples, &stratum));
	fault.reason = "panic:\"\\\x1b[2J\xc3\xa9";
	fault.place = "servers/pm.c:9";
	fault.shape = 0xfedcba9876543210;
	fault.repeat = 1;
	fault.activations = 12;
	build_add(&samples, 1, &fault);
	fault.repeat = 0;
	fault.inconsistent = 1;
	fault.recovered = 7;
	fault.service = KMEND_SERVICE_DOWN;
	build_add(&samples, 1, &fault);
	build_many(&samples, 0, 10, 5, KMEND_OUTCOME_PASS);
	build_sort(&samples);
	cr_assert_eq(kmend_baseline_write(&text, &samples), 0, "%s", kmend_error_text());
	kmend_samples_release(&samples);
}

static void clear(void)
{
	kmend_buf_release(&text);
}

TestSuite(baseline, .init = make, .fini = clear);

Test(baseline, comes_back)
{
	struct kmend_buf again = KMEND_BUF_INIT;
	const struct kmend_sample *enhanced;
	struct kmend_samples samples;

	cr_assert_eq(kmend_baseline_read(&samples, "b", text.data, text.size), 0, "%s", kmend_error_text());
	cr_expect_str_eq(samples.name, "b");
	cr_expect_str_eq(samples.facts[KMEND_FACT_TARGET], "toy");
	cr_expect_str_eq(samples.facts[KMEND_FACT_WORKLOAD], "");
	cr_expect(samples.nstrata == 1 && samples.strata[0].sites == 470);
	cr_assert_eq(samples.npolicies, 2);
	cr_expect(kmend_samples_is_complete(&samples));
	enhanced = kmend_samples_find(&samples, "enhanced");
	cr_assert(enhanced && enhanced->nfaults == 2 && enhanced->golden_ns == 1000000000);
	cr_expect_float_eq(kmend_sample_coverage_share(enhanced, "pm"), 0.6, 1e-12);
	cr_expect_str_eq(enhanced->faults[0].reason, "panic:\"\\\x1b[2J\xc3\xa9");
	cr_expect_str_eq(enhanced->faults[0].signature, "hang (time limit)");
	cr_expect_str_eq(enhanced->faults[0].place, "servers/pm.c:9");
	cr_expect_eq(enhanced->faults[0].shape, 0xfedcba9876543210);
	cr_expect(enhanced->faults[0].repeat == 0 && enhanced->faults[0].inconsistent &&
		enhanced->faults[0].recovered == 7);
	cr_expect_eq(enhanced->faults[0].service, KMEND_SERVICE_DOWN);
	cr_expect_eq(enhanced->faults[1].service, KMEND_SERVICE_UNKNOWN);
	cr_expect(enhanced->faults[1].repeat == 1 && !enhanced->faults[1].inconsistent &&
		enhanced->faults[1].activations == 12);
	cr_expect(enhanced->faults[1].outcome == KMEND_OUTCOME_CRASH && enhanced->faults[1].line == 4);
	/* The same samples give the same bytes. */
	cr_assert_eq(kmend_baseline_write(&again, &samples), 0);
	cr_expect(again.size == text.size && memcmp(again.data, text.data, text.size) == 0);
	kmend_buf_release(&again);
	kmend_samples_release(&samples);
}

Test(baseline, a_cut_one_is_refused)
{
	struct kmend_samples samples;

	for (size_t size = 0; size + 1 < text.size; size++) {
		char *copy = malloc(size ? size : 1);

		memcpy(copy, text.data, size);
		cr_assert_eq(kmend_baseline_read(&samples, "b", copy, size), -1, "%zu bytes", size);
		cr_assert_eq(kmend_error_code(), KMEND_ERROR_INVALID);
		cr_assert_eq(strncmp(kmend_error_text(), "b: ", 3), 0, "%s", kmend_error_text());
		free(copy);
	}
}

/* One change in the text, which must be there. */
static void refuses(const char *from, const char *to)
{
	struct kmend_buf changed = KMEND_BUF_INIT;
	char *at = strstr(text.data, from);
	struct kmend_samples samples;

	cr_assert_not_null(at, "no %s", from);
	kmend_buf_append(&changed, text.data, (size_t)(at - text.data));
	kmend_buf_append(&changed, to, strlen(to));
	kmend_buf_append(&changed, at + strlen(from), strlen(at + strlen(from)));
	cr_expect_eq(kmend_baseline_read(&samples, "b", changed.data, changed.size), -1, "%s for %s", to, from);
	cr_expect_eq(kmend_error_code(), KMEND_ERROR_INVALID, "%s: %s", to, kmend_error_text());
	cr_expect_null(samples.policies);
	kmend_buf_release(&changed);
}

Test(baseline, what_is_not_one)
{
	refuses("\"kmend_baseline\":2", "\"kmend_baseline\":1");
	refuses("\"kmend_baseline\":2", "\"kmend_baseline\":\"2\"");
	refuses("\"kmend_baseline\":2", "\"other\":2");
	refuses("\"campaign\":", "\"color\":");
	refuses("\"campaign\":\"unit\"", "\"campaign\":7");
	refuses("\"campaign\":\"unit\"", "\"campaign\":\"a\\u0000b\"");
	refuses("\"target\":", "\"campaign\":"); /* twice */
	refuses("[\"pm\",470]", "[\"pm\",-1]");
	refuses("[\"pm\",470]", "[\"pm\",470,1]");
	refuses("\"fedcba9876543210\"", "\"fedcba987654321\"");
	refuses("\"fedcba9876543210\"", "\"FEDCBA9876543210\"");
	refuses("\"fedcba9876543210\"", "7");
	refuses("\"servers/pm.c\",\"f10\",10,0,", "\"servers/pm.c\",\"f10\",4294967296,0,");
	refuses("\"servers/pm.c\",\"f10\",10,0,", "\"servers/pm.c\",\"f10\",-1,0,");
	refuses("\"policy\":\"enhanced\"", "\"policy\":\"none\"");
	refuses("\"golden_ns\":1000000000", "\"golden_ns\":-1");
	refuses("\"golden_ns\":1000000000", "\"golden_ns\":1e9");
	refuses("[\"pm\",60,40]", "[\"pm\",60]");
	refuses("\"experiments\":[\n[0,0,1,", "\"experiments\":[\n[99,0,1,");
	refuses("\"experiments\":[\n[0,0,1,", "\"experiments\":[\n[0,0,0,");
	refuses("\"experiments\":[\n[0,0,1,", "\"experiments\":[\n[0,0,7,");
	refuses("\"experiments\":[\n[0,0,1,", "\"experiments\":[\n[1,0,1,"); /* one fault twice */
	refuses("\"experiments\":[\n[0,0,1,1,", "\"experiments\":[\n[0,0,1,99,");
	refuses("\"experiments\":[\n[0,0,1,1,", "\"experiments\":[\n[0,0,1,-1,");
	refuses(",12,0,0,0]", ",12,0,0,4]"); /* a service that there is not */
	refuses(",12,0,0,0]", ",12,0,0,-1]");
	refuses(",12,0,0,0]", ",12,0,0]");
	refuses("]}\n", "],\"more\":1}\n");
}

Test(baseline, deep_and_large_ones)
{
	size_t size = KMEND_BASELINE_SIZE_MAX + 1;
	char *large = malloc(size);
	struct kmend_samples samples;

	memset(large, '[', size);
	cr_expect_eq(kmend_baseline_read(&samples, "b", large, size - 1), -1);
	cr_expect_eq(kmend_error_code(), KMEND_ERROR_INVALID);
	memset(large, ' ', size);
	memcpy(large, text.data, text.size);
	cr_expect_eq(kmend_baseline_read(&samples, "b", large, size), -1);
	cr_expect_eq(kmend_error_code(), KMEND_ERROR_INVALID);
	cr_expect_eq(kmend_baseline_read(&samples, "b", large, size - 1), 0, "%s", kmend_error_text());
	kmend_samples_release(&samples);
	free(large);
}

Test(baseline, an_incomplete_result_is_none)
{
	static const char *const policies[] = { "none" };
	struct kmend_samples samples = build_samples("r.kmend", policies, 1);
	struct kmend_buf out = KMEND_BUF_INIT;

	build_many(&samples, 0, 0, 5, KMEND_OUTCOME_NONE);
	build_sort(&samples);
	cr_expect_eq(kmend_baseline_write(&out, &samples), -1);
	kmend_samples_release(&samples);
	kmend_buf_release(&out);
}

Test(baseline, texts_that_are_no_utf8)
{
	static const char *const policies[] = { "none" };
	struct kmend_samples samples = build_samples("r.kmend", policies, 1);
	struct kmend_sample_fault fault = build_fault(1, KMEND_OUTCOME_PASS, "");
	struct kmend_buf out = KMEND_BUF_INIT;

	fault.reason = "\xff\xfe";
	build_add(&samples, 0, &fault);
	build_sort(&samples);
	cr_expect_eq(kmend_baseline_write(&out, &samples), -1);
	cr_expect_not_null(strstr(kmend_error_text(), "UTF-8"), "%s", kmend_error_text());
	kmend_samples_release(&samples);
	kmend_buf_release(&out);
}
