/* Signatures that are new, gone, more, fewer or elsewhere; how long recoveries take. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "by_hand.h"
#include "report/compare/latency.h"
#include "report/compare/signatures.h"

static uint32_t blocks;

static void crash(struct kmend_samples *samples, int64_t id, const char *signature, const char *place)
{
	by_hand_any(samples, 0,
		(struct kmend_sample_fault){ .block = blocks++,
			.id = id,
			.outcome = KMEND_OUTCOME_CRASH,
			.signature = signature,
			.place = place });
}

Test(signatures, changes)
{
	static const struct {
		const char *signature;
		enum kmend_signature_change change;
		uint64_t first, second;
	} expected[] = { { "new one", KMEND_SIGNATURE_NEW, 0, 1 }, { "more of it", KMEND_SIGNATURE_MORE, 1, 3 },
		{ "elsewhere", KMEND_SIGNATURE_MOVED, 1, 1 }, { "fewer of it", KMEND_SIGNATURE_FEWER, 2, 1 },
		{ "gone", KMEND_SIGNATURE_GONE, 2, 0 }, { "as before", KMEND_SIGNATURE_SAME, 1, 1 } };
	struct kmend_samples one = by_hand("one", "none"), two = by_hand("two", "none");
	struct kmend_signature *list;
	size_t count;

	crash(&one, 1, "as before", "a.c:1");
	crash(&two, 2, "as before", "a.c:1");
	crash(&one, 3, "elsewhere", "a.c:1");
	crash(&two, 4, "elsewhere", "a.c:2");
	crash(&one, 5, "gone", "b.c:2");
	crash(&one, 9, "gone", "b.c:1");
	crash(&two, 6, "new one", "");
	crash(&one, 1, "more of it", "a.c:1");
	for (int i = 0; i < 3; i++)
		crash(&two, 30 - i, "more of it", "a.c:1");
	for (int i = 0; i < 2; i++)
		crash(&one, 40 + i, "fewer of it", "a.c:1");
	crash(&two, 41, "fewer of it", "a.c:1");
	/* Neither a crash without a name nor the name of something that was survived. */
	crash(&two, 50, "", "a.c:1");
	by_hand_any(&two, 0,
		(struct kmend_sample_fault){
			.block = blocks++, .outcome = KMEND_OUTCOME_FAIL, .signature = "survived warning" });
	cr_assert_eq(kmend_signatures_make(&list, &count, &one.policies[0], &two.policies[0]), 0);
	cr_assert_eq(count, 6);
	for (size_t i = 0; i < count; i++) {
		cr_expect_str_eq(list[i].signature, expected[i].signature);
		cr_expect_eq(list[i].change, expected[i].change, "%s", list[i].signature);
		cr_expect_eq(list[i].count[KMEND_FIRST], expected[i].first, "%s", list[i].signature);
		cr_expect_eq(list[i].count[KMEND_SECOND], expected[i].second, "%s", list[i].signature);
	}
	cr_expect_str_eq(list[4].place[KMEND_FIRST], "b.c:1");
	cr_expect_str_eq(list[4].place[KMEND_SECOND], "");
	cr_expect_eq(list[4].example[KMEND_FIRST], 5);
	cr_expect_eq(list[1].example[KMEND_SECOND], 28);
	free(list);
	kmend_samples_release(&one);
	kmend_samples_release(&two);
}

/* As many, and one place is still there: not moved. */
Test(signatures, one_place_is_enough)
{
	struct kmend_samples one = by_hand("one", "none"), two = by_hand("two", "none");
	struct kmend_signature *list;
	size_t count;

	crash(&one, 1, "s", "a.c:1");
	crash(&one, 2, "s", "a.c:5");
	crash(&two, 3, "s", "a.c:5");
	crash(&two, 4, "s", "a.c:9");
	cr_assert_eq(kmend_signatures_make(&list, &count, &one.policies[0], &two.policies[0]), 0);
	cr_assert_eq(count, 1);
	cr_expect_eq(list[0].change, KMEND_SIGNATURE_SAME);
	free(list);
	kmend_samples_release(&one);
	kmend_samples_release(&two);
}

Test(latency, quantiles)
{
	struct kmend_latencies latencies = { 0 };

	for (uint64_t i = 100; i >= 1; i--)
		cr_assert_eq(kmend_latencies_add(&latencies, i * i), 0);
	kmend_latencies_sort(&latencies);
	cr_expect_eq(kmend_latencies_quantile(&latencies, 0.5), 50 * 50);
	cr_expect_eq(kmend_latencies_quantile(&latencies, 0.99), 99 * 99);
	cr_expect_eq(kmend_latencies_quantile(&latencies, 1), 100 * 100);
	cr_expect_eq(kmend_latencies_quantile(&latencies, 0), 1);
	kmend_latencies_release(&latencies);
	cr_assert_eq(kmend_latencies_add(&latencies, 7), 0);
	cr_expect_eq(kmend_latencies_quantile(&latencies, 0.5), 7);
	kmend_latencies_release(&latencies);
}
