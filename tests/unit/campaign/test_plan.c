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

static const unsigned char *all_active(void)
{
	static unsigned char active[SITES];

	memset(active, 1, sizeof active);
	return active;
}

static size_t choose(const struct kmend_image *image, const unsigned char *active, enum kmend_select select,
	uint32_t sample, uint64_t seed, uint32_t **chosen)
{
	const struct plan_request request = { select, sample, seed, KMEND_FAULT_FAIL_STOP };
	size_t count;

	cr_assert_eq(plan_select(chosen, &count, image, active, &request), 0);
	for (size_t i = 1; i < count; i++)
		cr_expect_lt((*chosen)[i - 1], (*chosen)[i], "ascending");
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
	unsigned char active[SITES];
	uint32_t *chosen;

	image = make(0, KMEND_FAULT_FAIL_STOP);
	memset(active, 1, sizeof active);
	active[3] = active[59] = 0;
	cr_expect_eq(choose(image, active, KMEND_SELECT_ALL, 0, 1, &chosen), SITES - 2);
	cr_expect_not(holds(image, chosen, SITES - 2, kmend_image_identity(image, 3, text)));
	free(chosen);
	kmend_image_free(image);
}

Test(plan, only_sites_of_the_fault_model)
{
	struct kmend_image *image;
	uint32_t *chosen;

	image = make(0, KMEND_FAULT_HANG);
	cr_expect_eq(choose(image, all_active(), KMEND_SELECT_ALL, 0, 1, &chosen), SITES - 1);
	free(chosen);
	kmend_image_free(image);
}

Test(plan, a_sample_has_its_size_and_never_more_than_there_is)
{
	struct kmend_image *image;
	uint32_t *chosen;

	image = make(0, KMEND_FAULT_FAIL_STOP);
	cr_expect_eq(choose(image, all_active(), KMEND_SELECT_SAMPLE, 10, 1, &chosen), 10);
	free(chosen);
	cr_expect_eq(choose(image, all_active(), KMEND_SELECT_SAMPLE, 1000, 1, &chosen), SITES);
	free(chosen);
	kmend_image_free(image);
}

Test(plan, the_same_seed_gives_the_same_sites_however_they_are_numbered)
{
	struct kmend_image *one, *other;
	uint32_t *a, *b;

	one = make(0, KMEND_FAULT_FAIL_STOP);
	other = make(17, KMEND_FAULT_FAIL_STOP);
	cr_assert_eq(choose(one, all_active(), KMEND_SELECT_SAMPLE, 12, 5, &a), 12);
	cr_assert_eq(choose(other, all_active(), KMEND_SELECT_SAMPLE, 12, 5, &b), 12);
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
	choose(image, all_active(), KMEND_SELECT_SAMPLE, 8, 5, &small);
	choose(image, all_active(), KMEND_SELECT_SAMPLE, 20, 5, &large);
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
	choose(image, all_active(), KMEND_SELECT_SAMPLE, 10, 1, &a);
	choose(image, all_active(), KMEND_SELECT_SAMPLE, 10, 2, &b);
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
	unsigned char active[SITES];
	size_t count;

	image = make(0, KMEND_FAULT_FAIL_STOP);
	memset(active, 1, sizeof active);
	memset(active + 40, 0, 18); /* only two of the third one */
	count = choose(image, active, KMEND_SELECT_PER_COMPONENT, 5, 1, &chosen);
	cr_expect_eq(count, 12);
	for (size_t i = 0; i < count; i++)
		of[kmend_image_site(image, chosen[i]).component]++;
	cr_expect_eq(of[0], 5);
	cr_expect_eq(of[1], 5);
	cr_expect_eq(of[2], 2);
	free(chosen);
	kmend_image_free(image);
}

Test(plan, a_site_must_be_active_under_every_policy)
{
	struct kmend_image *image;
	struct kmend_count first[SITES] = { 0 }, second[SITES] = { 0 };
	unsigned char active[SITES];
	int count = 0;

	image = make(0, KMEND_FAULT_FAIL_STOP);
	for (uint32_t i = 0; i < SITES; i++) {
		first[i].protected_runs = i % 2;
		second[i].unprotected_runs = i % 3;
	}
	memset(active, 1, sizeof active);
	cr_assert_eq(plan_keep_active(active, image, image, first), 0);
	cr_assert_eq(plan_keep_active(active, image, image, second), 0);
	for (uint32_t i = 0; i < SITES; i++)
		count += active[i];
	cr_expect_eq(count, 20);
	cr_expect(active[1] && active[5] && !active[2] && !active[3]);
	kmend_image_free(image);
}
