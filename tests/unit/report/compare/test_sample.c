/* Samples by hand and out of a result file: everything is there, in order, once. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "by_hand.h"
#include "harness/base/error.h"

Test(sample, sorted_by_identity)
{
	struct kmend_samples samples = by_hand("a", "none");
	static const uint32_t blocks[] = { 10, 2, 0 };

	for (int i = 0; i < 3; i++) {
		by_hand_fault(&samples, "g", 1, blocks[i], KMEND_OUTCOME_PASS);
		by_hand_fault(&samples, "f", 1, blocks[i], KMEND_OUTCOME_CRASH);
	}
	by_hand_any(&samples, 0, (struct kmend_sample_fault){ .unit = "a.c", .repeat = 1 });
	by_hand_any(&samples, 0, (struct kmend_sample_fault){ .unit = "a.c", .repeat = 0 });
	by_hand_sort(&samples);
	const struct kmend_sample_fault *faults = samples.policies[0].faults;

	cr_assert_eq(samples.policies[0].nfaults, 8);
	for (size_t i = 0; i + 1 < 8; i++)
		cr_expect_lt(kmend_sample_order(&faults[i], &faults[i + 1]), 0, "%zu", i);
	cr_expect_str_eq(faults[0].unit, "a.c");
	cr_expect_eq(faults[1].repeat, 1);
	cr_expect_eq(faults[4].block, 10, "by number, not by text");
	cr_expect_str_eq(faults[7].function, "g");
	cr_expect_str_eq(faults[0].signature, "");
	kmend_samples_release(&samples);
	kmend_samples_release(&samples);
}

Test(sample, texts_are_copied_once)
{
	struct kmend_samples samples = by_hand("a", "none");
	char function[] = "changes";

	by_hand_fault(&samples, function, 1, 0, KMEND_OUTCOME_PASS);
	by_hand_fault(&samples, function, 1, 1, KMEND_OUTCOME_PASS);
	memset(function, 'x', 3);
	cr_expect_str_eq(samples.policies[0].faults[0].function, "changes");
	cr_expect_eq(samples.policies[0].faults[0].function, samples.policies[0].faults[1].function);
	kmend_samples_release(&samples);
}

Test(sample, many_texts)
{
	struct kmend_strings strings = { 0 };
	const char *kept[2000];
	char text[16];

	for (int i = 0; i < 2000; i++) {
		snprintf(text, sizeof(text), "t%d", i);
		kept[i] = kmend_strings_keep(&strings, text);
	}
	cr_expect_eq(strings.count, 2000);
	for (int i = 0; i < 2000; i++) {
		snprintf(text, sizeof(text), "t%d", i);
		cr_assert_str_eq(kept[i], text);
		cr_assert_eq(kmend_strings_keep(&strings, text), kept[i]);
	}
	/* The limit is of all together. */
	strings.bytes = KMEND_STRINGS_MAX - 3;
	cr_expect_null(kmend_strings_keep(&strings, "new"));
	cr_expect_not_null(kmend_strings_keep(&strings, "ab"));
	cr_expect_not_null(kmend_strings_keep(&strings, "t7"));
	kmend_strings_release(&strings);
}

Test(sample, twice_is_an_error)
{
	struct kmend_samples samples = by_hand("a.kmend", "none");
	size_t index;

	by_hand_fault(&samples, "f", 1, 3, KMEND_OUTCOME_PASS);
	by_hand_fault(&samples, "f", 2, 3, KMEND_OUTCOME_FAIL);
	cr_expect_eq(kmend_samples_sort(&samples), -1);
	cr_expect_eq(kmend_error_code(), KMEND_ERROR_INVALID);
	cr_expect(strstr(kmend_error_text(), "a.kmend") && strstr(kmend_error_text(), "f:3:0:fail-stop"), "%s",
		kmend_error_text());
	kmend_samples_release(&samples);

	samples = by_hand("a.kmend", "none");
	cr_assert_eq(kmend_samples_add_policy(&samples, &index, "none", NULL, 0), 0);
	cr_expect_eq(kmend_samples_sort(&samples), -1);
	cr_expect(strstr(kmend_error_text(), "policy none"), "%s", kmend_error_text());
	kmend_samples_release(&samples);

	samples = by_hand("a.kmend", "none");
	for (int i = 0; i < 2; i++)
		cr_assert_eq(
			kmend_samples_add_coverage(&samples, 0, &(struct kmend_sample_coverage){ .component = "pm" }),
			0);
	cr_expect_eq(kmend_samples_sort(&samples), -1);
	kmend_samples_release(&samples);
}

Test(sample, wrong_outcome)
{
	struct kmend_samples samples = by_hand("a", "none");
	struct kmend_sample_fault fault = { .outcome = KMEND_OUTCOME_COUNT };

	cr_expect_eq(kmend_samples_add_fault(&samples, 0, &fault), -1);
	cr_expect_eq(samples.policies[0].nfaults, 0);
	kmend_samples_release(&samples);
}

Test(sample, policies_as_in_reports)
{
	struct kmend_samples samples = by_hand("a", "enhanced");
	size_t index;

	cr_assert_eq(kmend_samples_add_policy(&samples, &index, "made-up", NULL, 0), 0);
	cr_assert_eq(kmend_samples_add_policy(&samples, &index, "none", NULL, 0), 0);
	by_hand_fault(&samples, "f", 1, 0, KMEND_OUTCOME_PASS);
	by_hand_sort(&samples);
	cr_expect_str_eq(samples.policies[0].policy, "none");
	cr_expect_str_eq(samples.policies[1].policy, "enhanced");
	cr_expect_str_eq(samples.policies[2].policy, "made-up");
	cr_expect_eq(kmend_samples_find(&samples, "enhanced")->nfaults, 1);
	cr_expect_null(kmend_samples_find(&samples, "naive"));
	kmend_samples_release(&samples);
}

Test(sample, complete_and_valid)
{
	struct kmend_samples samples = by_hand("a", "none");

	for (uint32_t i = 0; i < 99; i++)
		by_hand_fault(&samples, "f", 1, i, KMEND_OUTCOME_PASS);
	by_hand_fault(&samples, "f", 1, 99, KMEND_OUTCOME_INFRA_ERROR);
	cr_expect(kmend_samples_is_complete(&samples) && kmend_samples_is_valid(&samples), "1 of 100");
	by_hand_fault(&samples, "f", 1, 100, KMEND_OUTCOME_INFRA_ERROR);
	cr_expect_not(kmend_samples_is_valid(&samples), "2 of 101");
	by_hand_fault(&samples, "f", 1, 101, KMEND_OUTCOME_NONE);
	cr_expect_not(kmend_samples_is_complete(&samples));
	kmend_samples_release(&samples);
}

/* ---- out of a file ---- */

static struct kmend_store *store;
static char dir[64], path[128];

static void open_result(void)
{
	strcpy(dir, "/tmp/kmend-sample-XXXXXX");
	cr_assert_not_null(mkdtemp(dir));
	snprintf(path, sizeof(path), "%s/r.kmend", dir);
	cr_assert_eq(kmend_store_create(&store, path), 0, "%s", kmend_error_text());
}

static void close_result(void)
{
	kmend_store_discard(store);
	rmdir(dir);
}

/* Policies enhanced and none; function f of shape 2^63 + 5 with blocks 0 to 2; block 1 is still to run under none. */
static void fill_result(void)
{
	struct kmend_store_function function = {
		.component = "pm", .unit = "pm.c", .name = "f", .shape = (1ull << 63) + 5
	};
	static const char *const names[] = { "enhanced", "none" };
	const struct kmend_store_stratum stratum = {
		.component = "pm", .type = "fail-stop", .sites = 9, .eligible = 7
	};

	kmend_store_meta_set(store, "target", "toy");
	kmend_store_meta_set(store, "select", "per-component");
	kmend_store_meta_set(store, "plan_complete", "1");
	cr_assert_eq(kmend_store_stratum_add(store, &stratum), 0);
	for (int i = 0; i < 2; i++) {
		struct kmend_store_policy policy = { .name = names[i],
			.image_hash = i ? "bb" : "aa",
			.image_path = "image.elf",
			.golden_ns = 1000u + (unsigned)i };

		cr_assert_eq(kmend_store_policy_add(store, &policy), 0, "%s", kmend_error_text());
	}
	cr_assert_eq(kmend_store_function_add(store, &function), 0, "%s", kmend_error_text());
	for (uint32_t i = 0; i < 3; i++) {
		struct kmend_store_block block = {
			.function_id = function.id, .ordinal = i, .file = "pm.c", .line = 10 + i
		};
		char identity[64];
		struct kmend_store_site site = {
			.identity = identity, .type = "fail-stop", .file = "pm.c", .line = 10 + i
		};

		snprintf(identity, sizeof(identity), "pm.c:f:%u:0:fail-stop", i);
		cr_assert_eq(kmend_store_block_add(store, &block), 0);
		site.block_id = block.id;
		cr_assert_eq(kmend_store_site_add(store, &site), 0, "%s", kmend_error_text());
		for (int64_t policy = 1; policy <= 2; policy++) {
			struct kmend_store_plan plan = { .policy_id = policy, .site_id = site.id };
			struct kmend_store_block_count count = { .policy_id = policy,
				.block_id = block.id,
				.protected_runs = policy == 1 ? 3 : 0,
				.unprotected_runs = 1 };
			struct kmend_store_result result = { .attempts = 1,
				.outcome = policy == 1 ? KMEND_OUTCOME_FAIL : KMEND_OUTCOME_CRASH,
				.reason = "r",
				.activations = 4,
				.recovered = policy == 1,
				.inconsistent = policy == 1,
				.signature = policy == 2 ? "oops in f" : NULL,
				.place = policy == 2 ? "pm.c:10" : NULL };

			cr_assert_eq(kmend_store_block_count_add(store, &count), 0);
			cr_assert_eq(kmend_store_plan_add(store, &plan), 0);
			result.id = plan.id;
			if (i != 1 || policy == 1)
				cr_assert_eq(kmend_store_result_put(store, &result), 0);
		}
	}
}

TestSuite(sample_file, .init = open_result, .fini = close_result);

Test(sample_file, everything_is_there)
{
	struct kmend_samples samples;

	fill_result();
	cr_assert_eq(kmend_samples_load(&samples, store), 0, "%s", kmend_error_text());
	cr_expect_str_eq(samples.name, path);
	cr_expect_str_eq(samples.facts[KMEND_FACT_TARGET], "toy");
	cr_expect_str_eq(samples.facts[KMEND_FACT_REVISION], "");
	cr_expect(samples.plan_complete);
	cr_expect_not(kmend_samples_is_complete(&samples), "one has not run");
	cr_expect(kmend_samples_is_stratified(&samples));
	cr_expect_eq(samples.nstrata, 1);
	cr_expect_eq(samples.strata[0].sites, 7);
	cr_assert_eq(samples.npolicies, 2);
	const struct kmend_sample *none = &samples.policies[0], *enhanced = &samples.policies[1];

	cr_expect_str_eq(none->policy, "none");
	cr_expect_str_eq(none->image_hash, "bb");
	cr_expect_eq(enhanced->golden_ns, 1000);
	cr_expect_eq(kmend_sample_coverage_share(enhanced, NULL), 0.75);
	cr_expect_eq(kmend_sample_coverage_share(enhanced, "pm"), 0.75);
	cr_expect_eq(kmend_sample_coverage_share(enhanced, "vm"), -1);
	cr_expect_eq(kmend_sample_coverage_share(none, "pm"), 0);
	cr_assert_eq(none->nfaults, 3);
	cr_expect_eq(none->faults[1].outcome, KMEND_OUTCOME_NONE);
	cr_expect_eq(none->faults[2].outcome, KMEND_OUTCOME_CRASH);
	cr_expect_str_eq(none->faults[2].signature, "oops in f");
	cr_expect_str_eq(none->faults[2].place, "pm.c:10");
	cr_expect_eq(none->faults[2].id, 6);
	const struct kmend_sample_fault *fault = &enhanced->faults[2];

	cr_expect_eq(fault->shape, (1ull << 63) + 5);
	cr_expect(fault->block == 2 && fault->line == 12 && fault->activations == 4 && fault->recovered == 1);
	cr_expect(fault->inconsistent == 1 && fault->outcome == KMEND_OUTCOME_FAIL);
	cr_expect_str_eq(fault->component, "pm");
	cr_expect_str_eq(fault->unit, "pm.c");
	cr_expect_str_eq(fault->type, "fail-stop");
	kmend_samples_release(&samples);
}

Test(sample_file, empty)
{
	struct kmend_samples samples;

	cr_assert_eq(kmend_samples_load(&samples, store), 0, "%s", kmend_error_text());
	cr_expect_eq(samples.npolicies, 0);
	cr_expect_not(kmend_samples_is_complete(&samples), "it has no plan");
	kmend_samples_release(&samples);
}
