/* The exact test against a sum over every split, and the weights. */
#include <criterion/criterion.h>
#include <math.h>

#include "report/gate/change.h"

static double choose(int n, int k)
{
	double c = 1;

	for (int i = 0; i < k; i++)
		c = c * (n - i) / (i + 1);
	return c;
}

static struct kmend_change change(struct kmend_pairs pairs, struct kmend_split rest)
{
	struct kmend_change result;

	cr_assert_eq(kmend_change(&result, &pairs, &rest), 0);
	return result;
}

/* From the definition: every x of the discordant pairs, every y of the bad unpaired faults. */
static double by_definition(struct kmend_pairs p, struct kmend_split r)
{
	int n = (int)(p.both + p.first + p.second + p.neither), d = (int)(p.first + p.second);
	int one = (int)r.total[0], two = (int)r.total[1], bad = (int)(r.count[0] + r.count[1]);
	double w = (double)n / (n + two), sum = 0, all = 0;
	double seen = w * ((double)p.second - (double)p.first) / n +
		(1 - w) * ((double)r.count[1] / two - (double)r.count[0] / one);

	for (int x = 0; x <= d; x++)
		for (int y = 0; y <= bad && y <= two; y++) {
			double share, value;

			if (bad - y > one)
				continue;
			share = choose(d, x) / pow(2, d) * choose(two, y) * choose(one, bad - y) /
				choose(one + two, bad);
			value = w * (2.0 * x - d) / n + (1 - w) * ((double)y / two - (double)(bad - y) / one);
			all += share;
			if (value >= seen - 1e-12)
				sum += share;
		}
	cr_assert(fabs(all - 1) < 1e-9);
	return sum;
}

Test(change, pairs_alone_are_the_one_sided_mcnemar_test)
{
	cr_expect(fabs(change((struct kmend_pairs){ 7, 0, 5, 3 }, (struct kmend_split){ 0 }).p - 1.0 / 32) < 1e-12);
	cr_expect(fabs(change((struct kmend_pairs){ 7, 1, 7, 3 }, (struct kmend_split){ 0 }).p - 9.0 / 256) < 1e-12);
	cr_expect_eq(change((struct kmend_pairs){ 7, 0, 0, 3 }, (struct kmend_split){ 0 }).p, 1);
	/* Better is never worse. */
	cr_expect(change((struct kmend_pairs){ 7, 9, 1, 3 }, (struct kmend_split){ 0 }).p > 0.99);
	/* Past what a double holds. */
	cr_expect(change((struct kmend_pairs){ 0, 0, 3000, 0 }, (struct kmend_split){ 0 }).p < 1e-300);
	cr_expect(
		fabs(change((struct kmend_pairs){ 0, 1960, 2040, 0 }, (struct kmend_split){ 0 }).p - 0.1058115) < 1e-6);
}

Test(change, exact_with_unpaired_faults)
{
	for (uint64_t first = 0; first < 4; first++)
		for (uint64_t second = 0; second < 6; second++)
			for (uint64_t bad = 0; bad <= 5; bad++)
				for (uint64_t before = 0; before <= 4; before++) {
					struct kmend_pairs pairs = { 5, first, second, 8 };
					struct kmend_split rest = { { before, bad }, { 4, 5 } };
					double p = change(pairs, rest).p, expected = by_definition(pairs, rest);

					cr_assert(fabs(p - expected) < 1e-9,
						"%llu %llu %llu %llu: %.12g, expected %.12g", (unsigned long long)first,
						(unsigned long long)second, (unsigned long long)before,
						(unsigned long long)bad, p, expected);
				}
}

/* Fisher's exact test when there are no pairs: the tea taster's table, 3 of 4 against 1 of 4. */
Test(change, no_pairs_are_fishers_test)
{
	struct kmend_change tea = change((struct kmend_pairs){ 0 }, (struct kmend_split){ { 1, 3 }, { 4, 4 } });

	cr_expect(fabs(tea.p - 17.0 / 70) < 1e-12, "%.12f", tea.p);
	cr_expect_eq(tea.pairs, 0);
	cr_expect_eq(tea.others, 4);
	cr_expect(fabs(tea.difference.value - 0.5) < 1e-12);
}

/* Newcombe, Interval estimation for the difference between independent proportions, Statistics in Medicine 17 (1998), Table II, method 10:
 * 56/70 - 48/80. */
Test(change, interval_of_independent_samples)
{
	struct kmend_rate rate =
		change((struct kmend_pairs){ 0 }, (struct kmend_split){ { 48, 56 }, { 80, 70 } }).difference;

	cr_expect(fabs(rate.value - 0.2) < 1e-9);
	cr_expect(fabs(rate.low - 0.0524) < 0.00006 && fabs(rate.high - 0.3339) < 0.00006, "[%.4f, %.4f]", rate.low,
		rate.high);
}

/* What only one of the two has cannot be compared. */
Test(change, one_side_without_unpaired_faults)
{
	struct kmend_change one =
		change((struct kmend_pairs){ 5, 1, 2, 30 }, (struct kmend_split){ { 0, 9 }, { 0, 10 } });
	struct kmend_change two = change((struct kmend_pairs){ 5, 1, 2, 30 }, (struct kmend_split){ 0 });

	cr_expect_eq(one.others, 0);
	cr_expect(one.p == two.p && one.difference.high == two.difference.high);
}

Test(change, weighted_by_the_faults_of_the_result)
{
	struct kmend_change c =
		change((struct kmend_pairs){ 10, 0, 6, 14 }, (struct kmend_split){ { 2, 5 }, { 20, 10 } });

	cr_expect(fabs(c.difference.value - (0.75 * 0.2 + 0.25 * 0.4)) < 1e-12);
	cr_expect(c.difference.low < c.difference.value && c.difference.value < c.difference.high);
}

Test(change, nothing_to_compare)
{
	struct kmend_change c = change((struct kmend_pairs){ 0 }, (struct kmend_split){ { 1, 0 }, { 3, 0 } });

	cr_expect(c.pairs == 0 && c.others == 0 && c.p == 1);
	cr_expect(c.difference.value == 0 && c.difference.low == -1 && c.difference.high == 1);
	cr_expect_eq(kmend_change_needed(&c, 0.05, 0.01), 0);
}

/* With nothing different it takes 73 faults to exclude 5 points: z^2 / (n + z^2) < 0.05. */
Test(change, how_many_would_tell)
{
	struct kmend_change none = change((struct kmend_pairs){ 0, 0, 0, 60 }, (struct kmend_split){ 0 });
	struct kmend_change some = change((struct kmend_pairs){ 0, 10, 13, 77 }, (struct kmend_split){ 0 });
	uint64_t needed = kmend_change_needed(&some, 0.05, 0.005);

	cr_expect_eq(kmend_change_needed(&none, 0.05, 0.005), 73);
	cr_expect(needed > 300 && needed < 5000, "%llu", (unsigned long long)needed);
}

Test(change, normal)
{
	cr_expect(fabs(kmend_normal_above(0.025) - 1.959963984540054) < 1e-9);
	cr_expect(fabs(kmend_normal_above(0.5)) < 1e-9);
	cr_expect(fabs(kmend_normal_above(0.005) - 2.575829303548901) < 1e-9);
}
