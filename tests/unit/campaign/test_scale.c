/* Planning an image of a million sites, from the site table to the plan in its result: seconds and some hundred MiB. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "harness/base/error.h"
#include "harness/base/file.h"
#include "harness/campaign/blocks.h"
#include "harness/campaign/plan.h"
#include "harness/campaign/record_blocks.h"
#include "harness/campaign/record_plan.h"

#define COMPONENTS 8u
#define UNITS 16u     /* of each component */
#define FUNCTIONS 64u /* of each unit */
#define BLOCKS 8u     /* of each function */
#define SITES 16u     /* of each block: one of each of twelve types, four of the thirteenth */
#define TYPES 13u
#define ALL_BLOCKS (COMPONENTS * UNITS * FUNCTIONS * BLOCKS)
#define ALL_SITES (ALL_BLOCKS * SITES)

#define SECONDS 10 /* of the processor, not of the clock */
#define MEMORY_KIB (1 << 20)

static void put_unit(struct kmend_buf *table, uint32_t component, uint32_t unit, uint64_t watch_va)
{
	struct kmend_buf strings = KMEND_BUF_INIT;
	struct kmend_unit_chunk head = { .chunk = { KMEND_CHUNK_MAGIC, KMEND_ABI_VERSION, KMEND_CHUNK_UNIT, 0, 0 },
		.watch_va = watch_va,
		.nfunctions = FUNCTIONS,
		.nblocks = FUNCTIONS * BLOCKS,
		.nsites = FUNCTIONS * BLOCKS * SITES };
	struct kmend_function functions[FUNCTIONS];
	uint32_t bytes;

	kmend_buf_printf(&strings, "drivers/part%u/subsystem/unit%u.c", component, unit);
	kmend_buf_append(&strings, "", 1);
	for (uint32_t f = 0; f < FUNCTIONS; f++) {
		functions[f] = (struct kmend_function){ .shape = f, .name = (uint32_t)strings.size, .nblocks = BLOCKS };
		kmend_buf_printf(&strings, "a_function_with_a_name_%u_%u", unit, f);
		kmend_buf_append(&strings, "", 1);
	}
	bytes = (uint32_t)(sizeof head + sizeof functions + head.nblocks * sizeof(struct kmend_block) +
		head.nsites * sizeof(struct kmend_site) + strings.size);
	head.chunk.bytes = (bytes + 7) & ~7u;
	head.strings_bytes = (uint32_t)strings.size;
	kmend_buf_append(table, &head, sizeof head);
	kmend_buf_append(table, functions, sizeof functions);
	for (uint32_t b = 0; b < head.nblocks; b++) {
		const struct kmend_block block = { .ordinal = b % BLOCKS, .nsites = SITES };

		kmend_buf_append(table, &block, sizeof block);
	}
	for (uint32_t s = 0; s < head.nsites; s++) {
		uint32_t which = s % SITES;
		const struct kmend_site site = { .type = (uint16_t)(which < TYPES ? which + 1 : TYPES),
			.candidate = (uint16_t)(which < TYPES ? 0 : which - TYPES + 1),
			.line = s };

		kmend_buf_append(table, &site, sizeof site);
	}
	kmend_buf_append(table, strings.data, strings.size);
	kmend_buf_append(table, "\0\0\0\0\0\0\0", head.chunk.bytes - bytes);
	kmend_buf_release(&strings);
}

static struct kmend_image *make_image(void)
{
	struct kmend_buf table = KMEND_BUF_INIT;
	struct kmend_image *image;

	for (uint32_t c = 0; c < COMPONENTS; c++) {
		struct kmend_component_chunk head = { .chunk = { KMEND_CHUNK_MAGIC, KMEND_ABI_VERSION,
							      KMEND_CHUNK_COMPONENT, sizeof head, 0 } };

		snprintf(head.name, sizeof head.name, "part%u", c);
		kmend_buf_append(&table, &head, sizeof head);
		for (uint32_t u = 0; u < UNITS; u++)
			put_unit(&table, c, u, 0x100000u * (c + 1) + u * FUNCTIONS * BLOCKS);
	}
	cr_assert_eq(kmend_image_parse(&image, table.data, table.size), 0, "%s", kmend_error_text());
	kmend_buf_release(&table);
	cr_assert_eq(image->nsites, ALL_SITES);
	return image;
}

static double seconds_used(void)
{
	struct rusage usage;

	getrusage(RUSAGE_SELF, &usage);
	return (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
		(double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

static void record(const char *path, struct kmend_image **images, size_t npolicies, const struct blocks *blocks,
	const struct plan *plan, const struct kmend_count *counts)
{
	struct kmend_campaign campaign = { .repeats = 1 };
	const struct setup setup = { .campaign = &campaign, .images = images, .npolicies = npolicies };
	struct kmend_store *store;

	cr_assert_eq(kmend_store_create(&store, path), 0, "%s", kmend_error_text());
	cr_assert_eq(kmend_store_begin(store), 0);
	for (size_t i = 0; i < npolicies; i++) {
		struct kmend_store_policy policy = { .name = i ? "two" : "one", .image_hash = "", .image_path = "" };

		cr_assert_eq(kmend_store_policy_add(store, &policy), 0, "%s", kmend_error_text());
	}
	cr_assert_eq(record_blocks(store, images[0], blocks), 0, "%s", kmend_error_text());
	for (size_t i = 0; i < npolicies; i++)
		cr_assert_eq(record_counts(store, blocks, i, counts, counts), 0, "%s", kmend_error_text());
	cr_assert_eq(record_plan(store, &setup, plan), 0, "%s", kmend_error_text());
	cr_assert_eq(kmend_store_commit(store), 0);
	kmend_store_close(store);
}

Test(scale, a_million_sites, .timeout = 300)
{
	static const enum kmend_select selections[] = { KMEND_SELECT_ALL, KMEND_SELECT_SAMPLE,
		KMEND_SELECT_PER_COMPONENT };
	double from = seconds_used();
	struct kmend_image *images[2] = { make_image(), make_image() };
	struct kmend_count *counts = calloc(ALL_BLOCKS, sizeof *counts);
	char path[] = "/tmp/kmend-scale-XXXXXX";
	struct plan *plan = malloc(sizeof *plan);
	struct blocks blocks;
	struct rusage usage;
	struct stat st;

	cr_assert(counts && plan && close(mkstemp(path)) == 0);
	for (uint32_t i = 0; i < ALL_BLOCKS; i++)
		counts[i].protected_runs = i;
	cr_assert_eq(blocks_make(&blocks, images, 2), 0, "%s", kmend_error_text());
	for (size_t i = 0; i < 2; i++)
		blocks_count(&blocks, i, counts, counts);
	for (size_t i = 0; i < 3; i++) {
		const struct plan_request request = { .select = selections[i], .sample = 1000, .types = UINT64_MAX };

		if (i)
			plan_release(plan);
		cr_assert_eq(plan_make(plan, images[0], &blocks, &request), 0, "%s", kmend_error_text());
		cr_expect_eq(plan->total.eligible, ALL_SITES - SITES, "all but the first block's");
	}
	cr_expect_eq(plan->nsites, 1000 * COMPONENTS);
	record(path, images, 2, &blocks, plan, counts);
	getrusage(RUSAGE_SELF, &usage);
	cr_assert_eq(stat(path, &st), 0);
	fprintf(stderr, "planned %u sites in %u blocks: %.1f s of processor, %ld MiB at most, result of %.1f MiB",
		ALL_SITES, ALL_BLOCKS, seconds_used() - from, usage.ru_maxrss / 1024, (double)st.st_size / (1 << 20));
	cr_expect_lt(seconds_used() - from, SECONDS);
	cr_expect_lt(usage.ru_maxrss, MEMORY_KIB);
	unlink(path);
	plan_release(plan);
	free(plan);
	blocks_release(&blocks);
	free(counts);
	kmend_image_free(images[0]);
	kmend_image_free(images[1]);
}
