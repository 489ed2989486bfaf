/* Which faults are the same one, why the others are not, and what changed. */
#include <criterion/criterion.h>
#include <string.h>

#include "by_hand.h"
#include "harness/base/error.h"
#include "report/compare/pair.h"

static struct kmend_samples one, two;
static struct kmend_pairing pairing;

static void begin(void)
{
	one = by_hand("one", "none");
	two = by_hand("two", "none");
}

static void end(void)
{
	kmend_pairing_release(&pairing);
	kmend_samples_release(&one);
	kmend_samples_release(&two);
}

TestSuite(pair, .init = begin, .fini = end);

static void both(const char *function, uint32_t block, enum kmend_outcome first, enum kmend_outcome second)
{
	by_hand_fault(&one, function, 1, block, first);
	by_hand_fault(&two, function, 1, block, second);
}

static void make(void)
{
	by_hand_sort(&one);
	by_hand_sort(&two);
	cr_assert_eq(kmend_pairing_make(&pairing, &one.policies[0], &two.policies[0]), 0, "%s", kmend_error_text());
	/* Nothing vanishes. */
	for (int side = 0; side < KMEND_SIDES; side++) {
		size_t sum = pairing.npairs;

		for (int why = 1; why < KMEND_UNPAIRED_COUNT; why++)
			sum += pairing.unpaired[side][why];
		cr_assert_eq(sum, pairing.side[side]->nfaults);
		cr_assert_eq(pairing.nmatches + pairing.nsingles[side], pairing.side[side]->nfaults);
	}
}

static struct kmend_pairs pairs(uint64_t a, uint64_t b, uint64_t c, uint64_t d)
{
	return (struct kmend_pairs){ a, b, c, d };
}

static int same(struct kmend_pairs a, struct kmend_pairs b)
{
	return a.both == b.both && a.first == b.first && a.second == b.second && a.neither == b.neither;
}

Test(pair, transitions)
{
	both("f", 0, KMEND_OUTCOME_CRASH, KMEND_OUTCOME_FAIL);
	both("f", 1, KMEND_OUTCOME_CRASH, KMEND_OUTCOME_FAIL);
	both("f", 2, KMEND_OUTCOME_PASS, KMEND_OUTCOME_PASS);
	both("f", 3, KMEND_OUTCOME_PASS, KMEND_OUTCOME_SHUTDOWN);
	both("f", 4, KMEND_OUTCOME_CRASH, KMEND_OUTCOME_CRASH);
	make();
	cr_expect_eq(pairing.npairs, 5);
	cr_expect_eq(pairing.matrix[KMEND_OUTCOME_CRASH][KMEND_OUTCOME_FAIL], 2);
	cr_expect_eq(pairing.matrix[KMEND_OUTCOME_FAIL][KMEND_OUTCOME_CRASH], 0);
	cr_expect(same(kmend_pairing_count(&pairing, kmend_trait_survived), pairs(1, 1, 2, 1)));
	cr_expect(same(kmend_pairing_count(&pairing, kmend_trait_crashed), pairs(1, 2, 0, 2)));
}

/* A block inserted early: block 1 is new, what was 1 and 2 is 2 and 3 now. The numbers still meet; the faults must not. */
Test(pair, changed_function_is_not_paired)
{
	for (uint32_t i = 0; i < 3; i++) {
		by_hand_fault(&one, "edited", 77, i, KMEND_OUTCOME_PASS);
		both("same", i, KMEND_OUTCOME_FAIL, KMEND_OUTCOME_FAIL);
	}
	for (uint32_t i = 0; i < 4; i++)
		by_hand_fault(&two, "edited", 78, i, KMEND_OUTCOME_CRASH);
	make();
	cr_expect_eq(pairing.npairs, 3);
	cr_expect_eq(pairing.unpaired[KMEND_FIRST][KMEND_UNPAIRED_SHAPE], 3);
	cr_expect_eq(pairing.unpaired[KMEND_SECOND][KMEND_UNPAIRED_SHAPE], 4, "also the one without a counterpart");
	cr_expect_eq(pairing.nchanged, 0, "nothing of it passes for a change");
	cr_expect(same(kmend_pairing_count(&pairing, kmend_trait_crashed), pairs(0, 0, 0, 3)));
	struct kmend_split rest = kmend_pairing_rest(&pairing, kmend_trait_crashed);

	cr_expect(rest.count[0] == 0 && rest.total[0] == 3 && rest.count[1] == 4 && rest.total[1] == 4);
}

/* The shape differs, but no block number is in both plans. */
Test(pair, changed_function_without_common_numbers)
{
	by_hand_fault(&one, "edited", 77, 0, KMEND_OUTCOME_PASS);
	by_hand_fault(&two, "edited", 78, 5, KMEND_OUTCOME_PASS);
	make();
	cr_expect_eq(pairing.unpaired[KMEND_FIRST][KMEND_UNPAIRED_SHAPE], 1);
	cr_expect_eq(pairing.unpaired[KMEND_SECOND][KMEND_UNPAIRED_SHAPE], 1);
}

Test(pair, every_part_of_the_identity_counts)
{
	struct kmend_sample_fault fault = { .outcome = KMEND_OUTCOME_PASS }, other;

	by_hand_any(&one, 0, fault);
	by_hand_any(&two, 0, (other = fault, other.unit = "other.c", other));
	by_hand_any(&two, 0, (other = fault, other.function = "ff", other));
	by_hand_any(&two, 0, (other = fault, other.block = 1, other));
	by_hand_any(&two, 0, (other = fault, other.candidate = 1, other));
	by_hand_any(&two, 0, (other = fault, other.type = "hang", other));
	by_hand_any(&two, 0, (other = fault, other.repeat = 1, other));
	make();
	cr_expect_eq(pairing.nmatches, 0);
	cr_expect_eq(pairing.unpaired[KMEND_FIRST][KMEND_UNPAIRED_PLAN], 1);
	cr_expect_eq(pairing.unpaired[KMEND_SECOND][KMEND_UNPAIRED_PLAN], 6);
}

/* What does not belong to the identity may differ: lines move, files get other names. */
Test(pair, lines_may_move)
{
	by_hand_any(&one, 0, (struct kmend_sample_fault){ .line = 3, .outcome = KMEND_OUTCOME_PASS });
	by_hand_any(&two, 0,
		(struct kmend_sample_fault){ .line = 30, .file = "moved.c", .id = 9, .outcome = KMEND_OUTCOME_PASS });
	make();
	cr_expect_eq(pairing.npairs, 1);
}

Test(pair, why_not)
{
	both("f", 0, KMEND_OUTCOME_NOT_ACTIVATED, KMEND_OUTCOME_CRASH);
	both("f", 1, KMEND_OUTCOME_INFRA_ERROR, KMEND_OUTCOME_NOT_ACTIVATED);
	both("f", 2, KMEND_OUTCOME_NONE, KMEND_OUTCOME_INFRA_ERROR);
	both("f", 3, KMEND_OUTCOME_CRASH, KMEND_OUTCOME_CRASH);
	both("f", 4, KMEND_OUTCOME_NOT_ACTIVATED, KMEND_OUTCOME_NOT_ACTIVATED);
	make();
	cr_expect_eq(pairing.nmatches, 5);
	cr_expect_eq(pairing.npairs, 1);
	for (int side = 0; side < KMEND_SIDES; side++) {
		cr_expect_eq(pairing.unpaired[side][KMEND_UNPAIRED_NOT_ACTIVATED], 2);
		cr_expect_eq(pairing.unpaired[side][KMEND_UNPAIRED_INFRA], 1);
		cr_expect_eq(pairing.unpaired[side][KMEND_UNPAIRED_PENDING], 1);
	}
	cr_expect_eq(pairing.matrix[KMEND_OUTCOME_NOT_ACTIVATED][KMEND_OUTCOME_CRASH], 1);
	cr_expect(same(kmend_pairing_count(&pairing, kmend_trait_crashed), pairs(1, 0, 0, 0)));
	struct kmend_split rest = kmend_pairing_rest(&pairing, kmend_trait_crashed);

	cr_expect(rest.total[0] == 0 && rest.total[1] == 1 && rest.count[1] == 1, "only the crash activated");
}

Test(pair, worst_first)
{
	static const struct {
		enum kmend_outcome first, second;
	} order[] = { { KMEND_OUTCOME_PASS, KMEND_OUTCOME_CRASH }, { KMEND_OUTCOME_FAIL, KMEND_OUTCOME_CRASH },
		{ KMEND_OUTCOME_PASS, KMEND_OUTCOME_SHUTDOWN }, { KMEND_OUTCOME_SHUTDOWN, KMEND_OUTCOME_CRASH },
		{ KMEND_OUTCOME_FAIL, KMEND_OUTCOME_SHUTDOWN }, { KMEND_OUTCOME_PASS, KMEND_OUTCOME_FAIL },
		{ KMEND_OUTCOME_CRASH, KMEND_OUTCOME_SHUTDOWN }, { KMEND_OUTCOME_SHUTDOWN, KMEND_OUTCOME_FAIL },
		{ KMEND_OUTCOME_FAIL, KMEND_OUTCOME_PASS }, { KMEND_OUTCOME_CRASH, KMEND_OUTCOME_PASS } };
	const uint32_t count = sizeof(order) / sizeof(order[0]);

	/* Last ones first, and some that did not change between them. */
	for (uint32_t i = 0; i < count; i++) {
		both("f", 2 * i, order[count - 1 - i].first, order[count - 1 - i].second);
		both("f", 2 * i + 1, KMEND_OUTCOME_CRASH, KMEND_OUTCOME_CRASH);
	}
	make();
	cr_assert_eq(pairing.nchanged, count);
	for (uint32_t i = 0; i < count; i++) {
		cr_expect_eq(kmend_pairing_fault(&pairing, pairing.changed[i], KMEND_FIRST)->outcome, order[i].first);
		cr_expect_eq(kmend_pairing_fault(&pairing, pairing.changed[i], KMEND_SECOND)->outcome, order[i].second);
	}
}

/* Broken state is a change for the worse, even with the same outcome. */
Test(pair, inconsistent_is_a_change)
{
	by_hand_any(
		&one, 0, (struct kmend_sample_fault){ .block = 1, .outcome = KMEND_OUTCOME_FAIL, .inconsistent = 1 });
	by_hand_any(&two, 0, (struct kmend_sample_fault){ .block = 1, .outcome = KMEND_OUTCOME_FAIL });
	by_hand_any(&one, 0, (struct kmend_sample_fault){ .block = 2, .outcome = KMEND_OUTCOME_FAIL });
	by_hand_any(
		&two, 0, (struct kmend_sample_fault){ .block = 2, .outcome = KMEND_OUTCOME_FAIL, .inconsistent = 1 });
	both("f", 3, KMEND_OUTCOME_PASS, KMEND_OUTCOME_FAIL);
	make();
	cr_assert_eq(pairing.nchanged, 3);
	cr_expect_eq(kmend_pairing_fault(&pairing, pairing.changed[0], 0)->block, 3);
	cr_expect_eq(kmend_pairing_fault(&pairing, pairing.changed[1], 0)->block, 2);
	cr_expect_eq(kmend_pairing_fault(&pairing, pairing.changed[2], 0)->block, 1);
}

Test(pair, nothing)
{
	make();
	cr_expect_eq(pairing.npairs, 0);
	cr_expect(same(kmend_pairing_count(&pairing, kmend_trait_crashed), pairs(0, 0, 0, 0)));
}
