/* The plan: which sites are chosen, and that it depends on nothing but identities, counts and the seed. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "harness/base/error.h"
#include "harness/campaign/plan.h"
#include "tests/unit/image/build.h"

#define SITES 60u
#define EACH 20u /* in each of three components */

static char text[KMEND_IMAGE_IDENTITY_MAX];

/* An image of three components with 20 functions each, one site in each; `turn` moves the numbers around. */
static struct kmend_image *make(uint32_t turn, uint16_t type_of_seventh)
{
	struct build table = { .size = 0 };
	struct kmend_image *image;
	char names[EACH][8], unit[8];

	for (uint32_t c = 0; c < 3; c++) {
		uint32_t who = (c + turn) % 3;
		struct build_function functions[EACH];

		for (uint32_t i = 0; i < EACH; i++) {
			uint32_t which = (i + turn) % EACH;

			snprintf(names[i], sizeof names[i], "f%u", which);
			functions[i] = (struct build_function){ names[i], 0, KMEND_FAULT_FAIL_STOP, 1, 1 };
			if (who == 0 && which == 7)
				functions[i].type = type_of_seventh;
		}
		snprintf(unit, sizeof unit, "%u.c", who);
		build_component(&table, unit);
		build_functions(&table, unit, 0x1000, functions, EACH);
	}
	cr_assert_eq(kmend_image_parse(&image, table.bytes, table.size), 0, "%s", kmend_error_text());
	cr_assert_eq(image->nsites, SITES);
	return image;
}

/* Every block of this image was executed, and none at boot; 1 in `not_reached` or `booted`: that one was not, or was. */
static struct blocks ran(struct kmend_image *image, const unsigned char *not_reached, const unsigned char *booted)
{
	struct kmend_count golden[SITES] = { 0 }, boot[SITES] = { 0 };
	struct blocks blocks;

	for (uint32_t i = 0; i < SITES; i++) {
		golden[i].unprotected_runs = !not_reached || !not_reached[i];
		boot[i].unprotected_runs = booted && booted[i] ? 3 : 0;
	}
	cr_assert_eq(blocks_make(&blocks, &image, 1), 0, "%s", kmend_error_text());
	blocks_count(&blocks, 0, golden, boot);
	return blocks;
}

static struct plan *plan_of(struct kmend_image *image, struct blocks blocks, struct plan_request request)
{
	struct plan *plan = malloc(sizeof *plan);

	cr_assert_eq(plan_make(plan, image, &blocks, &request), 0, "%s", kmend_error_text());
	blocks_release(&blocks);
	for (size_t i = 1; i < plan->nsites; i++)
		cr_expect_lt(plan->sites[i - 1], plan->sites[i], "ascending");
	return plan;
}

#define FAIL_STOP .types = KMEND_FAULT_BIT(KMEND_FAULT_FAIL_STOP)

static size_t choose(struct kmend_image *image, const unsigned char *not_reached, enum kmend_select select,
	uint32_t sample, uint64_t seed, uint32_t **chosen)
{
	struct plan *plan = plan_of(image, ran(image, not_reached, NULL),
		(struct plan_request){ .select = select, .sample = sample, .seed = seed, FAIL_STOP });
	size_t count = plan->nsites;

	*chosen = plan->sites;
	free(plan);
	return count;
}

static int holds(const struct kmend_image *image, const uint32_t *chosen, size_t count, const char *identity)
{
	char one[KMEND_IMAGE_IDENTITY_MAX];

	for (size_t i = 0; i < count; i++)
		if (!strcmp(kmend_image_identity(image, chosen[i], one), identity))
			return 1;
	return 0;
}

Test(plan, all_takes_every_active_site)
{
	struct kmend_image *image;
	unsigned char not_reached[SITES] = { 0 };
	uint32_t *chosen;

	image = make(0, KMEND_FAULT_FAIL_STOP);
	not_reached[3] = not_reached[59] = 1;
	cr_expect_eq(choose(image, not_reached, KMEND_SELECT_ALL, 0, 1, &chosen), SITES - 2);
	cr_expect_not(holds(image, chosen, SITES - 2, kmend_image_identity(image, 3, text)));
	free(chosen);
	kmend_image_free(image);
}

Test(plan, only_sites_of_the_fault_model)
{
	struct kmend_image *image;
	uint32_t *chosen;

	image = make(0, KMEND_FAULT_HANG);
	cr_expect_eq(choose(image, NULL, KMEND_SELECT_ALL, 0, 1, &chosen), SITES - 1);
	free(chosen);
	kmend_image_free(image);
}

Test(plan, a_sample_has_its_size_and_never_more_than_there_is)
{
	struct kmend_image *image;
	uint32_t *chosen;

	image = make(0, KMEND_FAULT_FAIL_STOP);
	cr_expect_eq(choose(image, NULL, KMEND_SELECT_SAMPLE, 10, 1, &chosen), 10);
	free(chosen);
	cr_expect_eq(choose(image, NULL, KMEND_SELECT_SAMPLE, 1000, 1, &chosen), SITES);
	free(chosen);
	kmend_image_free(image);
}

Test(plan, the_same_seed_gives_the_same_sites_however_they_are_numbered)
{
	struct kmend_image *one, *other;
	uint32_t *a, *b;

	one = make(0, KMEND_FAULT_FAIL_STOP);
	other = make(17, KMEND_FAULT_FAIL_STOP);
	cr_assert_eq(choose(one, NULL, KMEND_SELECT_SAMPLE, 12, 5, &a), 12);
	cr_assert_eq(choose(other, NULL, KMEND_SELECT_SAMPLE, 12, 5, &b), 12);
	for (int i = 0; i < 12; i++)
		cr_expect(holds(other, b, 12, kmend_image_identity(one, a[i], text)));
	free(a);
	free(b);
	kmend_image_free(one);
	kmend_image_free(other);
}

Test(plan, a_larger_sample_contains_the_smaller_one)
{
	struct kmend_image *image;
	uint32_t *small, *large;

	image = make(0, KMEND_FAULT_FAIL_STOP);
	choose(image, NULL, KMEND_SELECT_SAMPLE, 8, 5, &small);
	choose(image, NULL, KMEND_SELECT_SAMPLE, 20, 5, &large);
	for (int i = 0; i < 8; i++)
		cr_expect(holds(image, large, 20, kmend_image_identity(image, small[i], text)));
	free(small);
	free(large);
	kmend_image_free(image);
}

Test(plan, another_seed_gives_other_sites)
{
	struct kmend_image *image;
	uint32_t *a, *b;
	int same = 0;

	image = make(0, KMEND_FAULT_FAIL_STOP);
	choose(image, NULL, KMEND_SELECT_SAMPLE, 10, 1, &a);
	choose(image, NULL, KMEND_SELECT_SAMPLE, 10, 2, &b);
	for (int i = 0; i < 10; i++)
		same += holds(image, b, 10, kmend_image_identity(image, a[i], text));
	cr_expect_lt(same, 10);
	free(a);
	free(b);
	kmend_image_free(image);
}

Test(plan, a_sample_for_each_component)
{
	struct kmend_image *image;
	uint32_t *chosen, of[3] = { 0 };
	unsigned char not_reached[SITES] = { 0 };
	size_t count;

	image = make(0, KMEND_FAULT_FAIL_STOP);
	memset(not_reached + 40, 1, 18); /* only two of the third one are reached */
	count = choose(image, not_reached, KMEND_SELECT_PER_COMPONENT, 5, 1, &chosen);
	cr_expect_eq(count, 12);
	for (size_t i = 0; i < count; i++)
		of[kmend_image_site(image, chosen[i]).component]++;
	cr_expect_eq(of[0], 5);
	cr_expect_eq(of[1], 5);
	cr_expect_eq(of[2], 2);
	free(chosen);
	kmend_image_free(image);
}

Test(plan, a_site_must_be_reached_under_every_policy_whatever_its_number_is_there)
{
	struct kmend_image *images[2] = { make(0, KMEND_FAULT_FAIL_STOP), make(17, KMEND_FAULT_FAIL_STOP) };
	struct kmend_count first[SITES] = { 0 }, second[SITES] = { 0 }, none[SITES] = { 0 };
	struct blocks blocks;

	cr_assert_eq(blocks_make(&blocks, images, 2), 0, "%s", kmend_error_text());
	for (uint32_t i = 0; i < SITES; i++) {
		first[i].protected_runs = i % 2;
		second[blocks.own[1][i]].unprotected_runs = i % 3;
	}
	cr_expect_neq(blocks.own[1][0], 0, "the numbers differ");
	blocks_count(&blocks, 0, first, none);
	blocks_count(&blocks, 1, second, none);
	for (uint32_t i = 0; i < SITES; i++)
		cr_expect_eq(blocks.reached[i], i % 2 && i % 3, "block %u", i);
	blocks_release(&blocks);
	kmend_image_free(images[0]);
	kmend_image_free(images[1]);
}

Test(plan, images_that_differ_have_no_common_blocks)
{
	struct kmend_image *images[2] = { make(0, KMEND_FAULT_FAIL_STOP), make(0, KMEND_FAULT_HANG) };
	struct blocks blocks;

	cr_expect_eq(blocks_make(&blocks, images, 2), -1);
	cr_expect(strstr(kmend_error_text(), "the images differ"), "%s", kmend_error_text());
	blocks_release(&blocks);
	kmend_image_free(images[0]);
	kmend_image_free(images[1]);
}

Test(plan, blocks_that_ran_at_boot_are_left_out_when_asked)
{
	struct kmend_image *image = make(0, KMEND_FAULT_FAIL_STOP);
	unsigned char not_reached[SITES] = { 0 }, booted[SITES] = { 0 };
	struct plan *with, *without;

	memset(booted + 10, 1, 30);
	not_reached[10] = not_reached[50] = 1; /* one that booted, one that did not */
	with = plan_of(image, ran(image, not_reached, booted), (struct plan_request){ FAIL_STOP });
	without = plan_of(
		image, ran(image, not_reached, booted), (struct plan_request){ FAIL_STOP, .boot = KMEND_BOOT_EXCLUDE });
	cr_expect_eq(with->nsites, SITES - 2);
	cr_expect_eq(without->nsites, SITES - 2 - 29);
	for (size_t i = 0; i < without->nsites; i++)
		cr_expect_not(booted[without->sites[i]], "site %u", without->sites[i]);
	cr_expect_eq(without->total.booted, 29, "counted are those that are reached");
	cr_expect_eq(with->total.booted, 29);
	plan_release(with);
	plan_release(without);
	free(with);
	free(without);
	kmend_image_free(image);
}

Test(plan, strata_count_every_site_of_every_type)
{
	struct kmend_image *image = make(0, KMEND_FAULT_HANG);
	unsigned char not_reached[SITES] = { 0 };
	const struct plan_stratum *fail_stop, *hang;
	struct plan *plan;

	memset(not_reached, 1, 5); /* of the first component; its seventh site is the hang */
	plan = plan_of(image, ran(image, not_reached, NULL),
		(struct plan_request){ .select = KMEND_SELECT_SAMPLE, .sample = 3, FAIL_STOP });
	fail_stop = &plan->strata[0][KMEND_FAULT_FAIL_STOP];
	hang = &plan->strata[0][KMEND_FAULT_HANG];
	cr_expect_eq(fail_stop->sites, EACH - 1);
	cr_expect_eq(fail_stop->reached, EACH - 1 - 5);
	cr_expect_eq(fail_stop->eligible, EACH - 1 - 5);
	cr_expect_eq(hang->sites, 1);
	cr_expect_eq(hang->reached, 1);
	cr_expect_eq(hang->eligible, 0, "not of the campaign's types");
	cr_expect_eq(plan->total.sites, SITES);
	cr_expect_eq(plan->total.eligible, SITES - 5 - 1);
	cr_expect_eq(plan->nsites, 3);
	plan_release(plan);
	free(plan);
	kmend_image_free(image);
}

Test(plan, several_types)
{
	struct kmend_image *image = make(0, KMEND_FAULT_HANG);
	struct plan *plan = plan_of(image, ran(image, NULL, NULL),
		(struct plan_request){
			.types = KMEND_FAULT_BIT(KMEND_FAULT_FAIL_STOP) | KMEND_FAULT_BIT(KMEND_FAULT_HANG) });

	cr_expect_eq(plan->nsites, SITES);
	plan_release(plan);
	free(plan);
	kmend_image_free(image);
}

/* An image with one component; function I has SITES[I] sites of TYPES[I] in its only block. */
static struct kmend_image *make_blocks(const uint32_t *sites, const uint16_t *types, uint32_t n)
{
	struct build table = { .size = 0 };
	struct build_function functions[EACH];
	struct kmend_image *image;
	char names[EACH][8];

	for (uint32_t i = 0; i < n; i++) {
		snprintf(names[i], sizeof names[i], "f%u", i);
		functions[i] = (struct build_function){ names[i], 0, types[i], 1, sites[i] };
	}
	build_component(&table, "c");
	build_functions(&table, "u.c", 0x1000, functions, n);
	cr_assert_eq(kmend_image_parse(&image, table.bytes, table.size), 0, "%s", kmend_error_text());
	return image;
}

#define BOTH .types = KMEND_FAULT_BIT(KMEND_FAULT_NO_LOAD) | KMEND_FAULT_BIT(KMEND_FAULT_MEM_LEAK)

Test(plan, one_fault_in_each_block)
{
	const uint32_t sites[] = { 3, 1, 7, 2, 5, 4 };
	const uint16_t types[] = { 4, 4, 16, 4, 16, 4 };
	struct kmend_image *image = make_blocks(sites, types, 6);
	struct plan *all = plan_of(image, ran(image, NULL, NULL),
		(struct plan_request){ .select = KMEND_SELECT_ONE_PER_BLOCK, .seed = 3, BOTH });
	struct plan *some = plan_of(image, ran(image, NULL, NULL),
		(struct plan_request){ .select = KMEND_SELECT_ONE_PER_BLOCK, .sample = 4, .seed = 3, BOTH });
	uint32_t seen = 0;

	cr_assert_eq(all->nsites, 6, "every block has one");
	cr_assert_eq(some->nsites, 4);
	for (size_t i = 0; i < all->nsites; i++)
		seen |= 1u << kmend_image_block_of(image, all->sites[i]);
	cr_expect_eq(seen, 63, "no block has two");
	for (size_t i = 0, k = 0; i < some->nsites; i++) {
		while (k < all->nsites && all->sites[k] != some->sites[i])
			k++;
		cr_expect_lt(k, all->nsites, "in a block it is the same fault, however many are drawn");
	}
	plan_release(all);
	plan_release(some);
	free(all);
	free(some);
	kmend_image_free(image);
}

/* Out of 400 seeds, how often the first block that is drawn is block 0. */
static unsigned draws_of_first(struct kmend_image *image, const uint32_t *weights)
{
	unsigned times = 0;

	for (uint64_t seed = 0; seed < 400; seed++) {
		struct plan *plan = plan_of(image, ran(image, NULL, NULL),
			(struct plan_request){ .select = KMEND_SELECT_ONE_PER_BLOCK,
				.sample = 1,
				.seed = seed,
				.weights = weights,
				BOTH });

		cr_assert_eq(plan->nsites, 1);
		times += kmend_image_block_of(image, plan->sites[0]) == 0;
		plan_release(plan);
		free(plan);
	}
	return times;
}

Test(plan, blocks_are_drawn_by_their_candidates_and_the_weights_of_types)
{
	const uint32_t nine[] = { 9, 1 }, one[] = { 1, 1 };
	const uint16_t types[] = { KMEND_FAULT_NO_LOAD, KMEND_FAULT_MEM_LEAK };
	uint32_t weights[PLAN_TYPES] = { 0 };
	struct kmend_image *many = make_blocks(nine, types, 2), *even = make_blocks(one, types, 2);
	unsigned times = draws_of_first(many, NULL);

	cr_expect(times > 330 && times < 390, "9 of 10: %u of 400", times);
	times = draws_of_first(even, NULL);
	cr_expect(times > 160 && times < 240, "1 of 2: %u of 400", times);
	weights[KMEND_FAULT_NO_LOAD] = 9;
	weights[KMEND_FAULT_MEM_LEAK] = 1;
	times = draws_of_first(even, weights);
	cr_expect(times > 330 && times < 390, "9 of 10: %u of 400", times);
	weights[KMEND_FAULT_MEM_LEAK] = 81;
	times = draws_of_first(many, weights);
	cr_expect(times > 160 && times < 240, "81 of 162: %u of 400", times);
	kmend_image_free(many);
	kmend_image_free(even);
}

/* Only what one of the patterns matches is chosen; what there is is counted all the same. */
Test(plan, named_sites)
{
	struct kmend_image *image = make(0, KMEND_FAULT_FAIL_STOP);
	char *patterns[] = { "0.c:f3:*", "2.c:f1:0:0:fail-stop", "nothing" };
	char identity[KMEND_IMAGE_IDENTITY_MAX];
	struct plan *plan = plan_of(image, ran(image, NULL, NULL),
		(struct plan_request){ FAIL_STOP, .patterns = patterns, .npatterns = 3 });

	cr_assert_eq(plan->nsites, 2);
	cr_expect_eq(plan->total.reached, SITES);
	cr_expect_eq(plan->total.eligible, 2);
	cr_expect_str_eq(kmend_image_identity(image, plan->sites[0], identity), "0.c:f3:0:0:fail-stop");
	cr_expect_str_eq(kmend_image_identity(image, plan->sites[1], identity), "2.c:f1:0:0:fail-stop");
	plan_release(plan);
	free(plan);
	kmend_image_free(image);
}
