/* The plan: which sites are chosen, and that it depends on nothing but identities, counts and the seed. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "harness/campaign/plan.h"

#define SITES 60u

/* An image of three components with 20 sites each, one in each block; `turn` moves the numbers around. */
struct fake {
	struct kmend_image image;
	struct kmend_image_site sites[SITES];
	char identities[SITES][32];
};

static void fake_make(struct fake *fake, uint32_t turn)
{
	memset(fake, 0, sizeof *fake);
	fake->image.sites = fake->sites;
	fake->image.nsites = fake->image.nblocks = SITES;
	fake->image.ncomponents = 3;
	for (uint32_t i = 0; i < SITES; i++) {
		uint32_t who = (i + turn) % SITES;

		snprintf(fake->identities[i], sizeof fake->identities[i], "a.c:f%u:0:0:fail-stop", who);
		fake->sites[i] = (struct kmend_image_site){ .number = i,
			.block = i,
			.component = who / 20,
			.identity = fake->identities[i],
			.type = KMEND_FAULT_FAIL_STOP };
	}
}

static const unsigned char *all_active(void)
{
	static unsigned char active[SITES];

	memset(active, 1, sizeof active);
	return active;
}

static size_t choose(const struct fake *fake, const unsigned char *active, enum kmend_select select, uint32_t sample,
	uint64_t seed, uint32_t **chosen)
{
	const struct plan_request request = { select, sample, seed, KMEND_FAULT_FAIL_STOP };
	size_t count;

	cr_assert_eq(plan_select(chosen, &count, &fake->image, active, &request), 0);
	for (size_t i = 1; i < count; i++)
		cr_expect_lt((*chosen)[i - 1], (*chosen)[i], "ascending");
	return count;
}

static int holds(const struct fake *fake, const uint32_t *chosen, size_t count, const char *identity)
{
	for (size_t i = 0; i < count; i++)
		if (!strcmp(fake->sites[chosen[i]].identity, identity))
			return 1;
	return 0;
}

Test(plan, all_takes_every_active_site)
{
	struct fake fake;
	unsigned char active[SITES];
	uint32_t *chosen;

	fake_make(&fake, 0);
	memset(active, 1, sizeof active);
	active[3] = active[59] = 0;
	cr_expect_eq(choose(&fake, active, KMEND_SELECT_ALL, 0, 1, &chosen), SITES - 2);
	cr_expect_not(holds(&fake, chosen, SITES - 2, fake.sites[3].identity));
	free(chosen);
}

Test(plan, only_sites_of_the_fault_model)
{
	struct fake fake;
	uint32_t *chosen;

	fake_make(&fake, 0);
	fake.sites[7].type = KMEND_FAULT_HANG;
	cr_expect_eq(choose(&fake, all_active(), KMEND_SELECT_ALL, 0, 1, &chosen), SITES - 1);
	free(chosen);
}

Test(plan, a_sample_has_its_size_and_never_more_than_there_is)
{
	struct fake fake;
	uint32_t *chosen;

	fake_make(&fake, 0);
	cr_expect_eq(choose(&fake, all_active(), KMEND_SELECT_SAMPLE, 10, 1, &chosen), 10);
	free(chosen);
	cr_expect_eq(choose(&fake, all_active(), KMEND_SELECT_SAMPLE, 1000, 1, &chosen), SITES);
	free(chosen);
}

Test(plan, the_same_seed_gives_the_same_sites_however_they_are_numbered)
{
	struct fake one, other;
	uint32_t *a, *b;

	fake_make(&one, 0);
	fake_make(&other, 17);
	cr_assert_eq(choose(&one, all_active(), KMEND_SELECT_SAMPLE, 12, 5, &a), 12);
	cr_assert_eq(choose(&other, all_active(), KMEND_SELECT_SAMPLE, 12, 5, &b), 12);
	for (int i = 0; i < 12; i++)
		cr_expect(holds(&other, b, 12, one.sites[a[i]].identity));
	free(a);
	free(b);
}

Test(plan, a_larger_sample_contains_the_smaller_one)
{
	struct fake fake;
	uint32_t *small, *large;

	fake_make(&fake, 0);
	choose(&fake, all_active(), KMEND_SELECT_SAMPLE, 8, 5, &small);
	choose(&fake, all_active(), KMEND_SELECT_SAMPLE, 20, 5, &large);
	for (int i = 0; i < 8; i++)
		cr_expect(holds(&fake, large, 20, fake.sites[small[i]].identity));
	free(small);
	free(large);
}

Test(plan, another_seed_gives_other_sites)
{
	struct fake fake;
	uint32_t *a, *b;
	int same = 0;

	fake_make(&fake, 0);
	choose(&fake, all_active(), KMEND_SELECT_SAMPLE, 10, 1, &a);
	choose(&fake, all_active(), KMEND_SELECT_SAMPLE, 10, 2, &b);
	for (int i = 0; i < 10; i++)
		same += holds(&fake, b, 10, fake.sites[a[i]].identity);
	cr_expect_lt(same, 10);
	free(a);
	free(b);
}

Test(plan, a_sample_for_each_component)
{
	struct fake fake;
	uint32_t *chosen, of[3] = { 0 };
	unsigned char active[SITES];
	size_t count;

	fake_make(&fake, 0);
	memset(active, 1, sizeof active);
	memset(active + 40, 0, 18); /* only two of the third one */
	count = choose(&fake, active, KMEND_SELECT_PER_COMPONENT, 5, 1, &chosen);
	cr_expect_eq(count, 12);
	for (size_t i = 0; i < count; i++)
		of[fake.sites[chosen[i]].component]++;
	cr_expect_eq(of[0], 5);
	cr_expect_eq(of[1], 5);
	cr_expect_eq(of[2], 2);
	free(chosen);
}

Test(plan, a_site_must_be_active_under_every_policy)
{
	struct fake fake;
	struct kmend_count first[SITES] = { 0 }, second[SITES] = { 0 };
	unsigned char active[SITES];
	int count = 0;

	fake_make(&fake, 0);
	for (uint32_t i = 0; i < SITES; i++) {
		first[i].in_window = i % 2;
		second[i].outside = i % 3;
	}
	memset(active, 1, sizeof active);
	cr_assert_eq(plan_keep_active(active, &fake.image, &fake.image, first), 0);
	cr_assert_eq(plan_keep_active(active, &fake.image, &fake.image, second), 0);
	for (uint32_t i = 0; i < SITES; i++)
		count += active[i];
	cr_expect_eq(count, 20);
	cr_expect(active[1] && active[5] && !active[2] && !active[3]);
}
