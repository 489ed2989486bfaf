/* Site tables: dense numbers of right ones, refusal of wrong ones. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "harness/base/error.h"
#include "harness/image/group.h"
#include "tests/unit/image/build.h"

static struct build b;
static char identity[KMEND_IMAGE_IDENTITY_MAX];

static struct kmend_image *parse(void)
{
	struct kmend_image *image = NULL;

	cr_assert_eq(kmend_image_parse(&image, b.bytes, b.size), 0, "%s", kmend_error_text());
	return image;
}

static void refused(const char *why)
{
	struct kmend_image *image = NULL;

	cr_assert_eq(kmend_image_parse(&image, b.bytes, b.size), -1, "accepted, should say: %s", why);
	cr_assert_null(image);
	cr_assert(strstr(kmend_error_text(), why), "'%s' does not say '%s'", kmend_error_text(), why);
}

static void set32(size_t at, uint32_t value)
{
	memcpy(b.bytes + at, &value, 4);
}

static void set16(size_t at, uint16_t value)
{
	memcpy(b.bytes + at, &value, 2);
}

TestSuite(table);

Test(table, empty)
{
	struct kmend_image *image = parse();

	cr_assert_eq(image->nsites, 0);
	cr_assert_eq(image->nblocks, 0);
	cr_assert_eq(image->ncomponents, 0);
	kmend_image_free(image);
}

Test(table, units_without_component_are_the_kernel)
{
	struct kmend_image *image;

	build_unit(&b, "a.c", "f", 0x1000, 3, 3);
	image = parse();
	cr_assert_eq(image->ncomponents, 1);
	cr_assert_str_eq(image->components[0].name, "kernel");
	cr_assert_eq(image->components[0].nblocks, 3);
	cr_assert_str_eq(kmend_image_identity(image, 2, identity), "a.c:f:2:0:fail-stop");
	cr_assert_str_eq(kmend_image_site(image, 2).file, "file.c");
	cr_assert_eq(kmend_image_site(image, 2).line, 12);
	cr_assert_eq(kmend_image_site(image, 2).shape, 0x5ea9e);
	kmend_image_free(image);
}

Test(table, dense_numbers_follow_addresses_inside_a_component)
{
	struct kmend_image *image;

	build_component(&b, "pm");
	build_unit(&b, "late.c", "f", 0x1004, 2, 2);
	build_unit(&b, "early.c", "f", 0x1000, 4, 5);
	build_component(&b, "vm");
	build_unit(&b, "vm.c", "g", 0x10, 1, 1);
	image = parse();
	cr_assert_eq(image->ncomponents, 2);
	cr_assert_eq(image->nblocks, 7);
	cr_assert_eq(image->nsites, 8);
	cr_assert_str_eq(kmend_image_site(image, 0).unit, "early.c");
	cr_assert_str_eq(kmend_image_site(image, 5).unit, "late.c");
	cr_assert_eq(kmend_image_site(image, 1).block, 0);
	cr_assert_eq(kmend_image_site(image, 4).block, 3);
	cr_assert_eq(kmend_image_site(image, 5).block, 4);
	cr_assert_eq(kmend_image_site(image, 7).block, 6);
	cr_assert_eq(kmend_image_site(image, 7).component, 1);
	cr_assert_eq(image->components[1].first_block, 6);
	cr_assert_eq(image->components[1].first_site, 7);
	for (uint32_t i = 0; i < image->nsites; i++)
		cr_assert_eq(kmend_image_site(image, i).number, i);
	kmend_image_free(image);
}

Test(table, components_by_the_names_of_units)
{
	char *const rules[] = { "fs:fs/", "plain", "ext2:fs/ext2/*", "fs:*late.c" }, *const odd[] = { "nothing:x/" };
	struct kmend_image *image;
	uint32_t number;

	build_unit(&b, "fs/a.c", "f", 0x1000, 1, 1);
	build_unit(&b, "main.c", "f", 0x1001, 1, 2);
	build_unit(&b, "fs/ext2/b.c", "f", 0x1002, 2, 2);
	build_unit(&b, "fs/ext2/late.c", "f", 0x1004, 1, 1);
	image = parse();
	cr_assert_eq(kmend_image_group(image, rules, 4), 0);
	cr_assert_eq(image->ncomponents, 3);
	for (uint32_t i = 0; i < image->nsites; i++) {
		static const char *const want[] = { "fs", "kernel", "kernel", "ext2", "ext2", "fs" };
		struct kmend_image_site site = kmend_image_site(image, i);

		cr_expect_str_eq(image->components[site.component].name, want[i], "%u", i);
		cr_expect_eq(kmend_image_component_of(image, i), site.component);
	}
	cr_expect_str_eq(kmend_image_identity(image, 3, identity), "fs/ext2/b.c:f:0:0:fail-stop");
	cr_expect(kmend_image_find(image, "fs/ext2/late.c:f:0:0:fail-stop", &number) && number == 5);
	cr_expect(kmend_image_group_matches(image, rules[2]) && kmend_image_group_matches(image, "plain"));
	cr_expect_not(kmend_image_group_matches(image, odd[0]));
	kmend_image_free(image);
}

Test(table, too_many_components_by_names)
{
	char names[KMEND_MAX_COMPONENTS][8], *rules[KMEND_MAX_COMPONENTS];
	struct kmend_image *image;

	build_unit(&b, "a.c", "f", 0x1000, 1, 1);
	image = parse();
	for (int i = 0; i < KMEND_MAX_COMPONENTS; i++) {
		snprintf(names[i], sizeof names[i], "c%d:x/", i);
		rules[i] = names[i];
	}
	cr_expect_eq(kmend_image_group(image, rules, KMEND_MAX_COMPONENTS - 1), 0);
	cr_expect_eq(image->ncomponents, KMEND_MAX_COMPONENTS);
	kmend_image_free(image);
	image = parse();
	cr_expect_eq(kmend_image_group(image, rules, KMEND_MAX_COMPONENTS), -1);
	cr_expect(strstr(kmend_error_text(), "components: at most 16"), "%s", kmend_error_text());
	kmend_image_free(image);
}

Test(table, gap_and_overlap_of_watch_bytes)
{
	build_component(&b, "pm");
	build_unit(&b, "a.c", "f", 0x1000, 4, 4);
	build_unit(&b, "b.c", "f", 0x1005, 4, 4);
	refused("the watch bytes of b.c do not follow those of a.c");
	b.size = 0;
	build_unit(&b, "a.c", "f", 0x1000, 4, 4);
	build_unit(&b, "b.c", "f", 0x1003, 4, 4);
	refused("do not follow");
}

Test(table, cut_off)
{
	struct kmend_image *image;
	size_t whole;

	build_component(&b, "pm");
	build_unit(&b, "a.c", "f", 0x1000, 2, 2);
	whole = b.size;
	for (b.size = 1; b.size < whole; b.size++)
		if (b.size == 32)
			continue; /* exactly the component chunk: valid */
		else
			cr_assert_eq(kmend_image_parse(&image, b.bytes, b.size), -1, "accepted %zu bytes", b.size);
}

Test(table, chunk_header)
{
	build_unit(&b, "a.c", "f", 0x1000, 2, 2);
	set32(0, 1);
	refused("not a chunk");
	set32(0, KMEND_CHUNK_MAGIC);
	set16(4, 1);
	refused("site table of version 1, this kmend reads version 2: build the image again");
	set16(4, KMEND_ABI_VERSION);
	set16(6, 7);
	refused("kind");
	set16(6, KMEND_CHUNK_UNIT);
	set32(8, 0);
	refused("size");
	set32(8, (uint32_t)b.size + 8);
	refused("size");
	set32(8, (uint32_t)b.size - 1);
	refused("size");
}

/* Of a unit with two blocks of one site each: chunk header, unit header, function, blocks, sites, strings. */
enum {
	NFUNCTIONS = 24,
	NBLOCKS = 28,
	NSITES = 32,
	STRINGS_BYTES = 36,
	UNIT = 40,
	FUNCTION_NAME = 56,
	FUNCTION_NBLOCKS = 60,
	BLOCKS = 64,
	SITES = 80,
	STRINGS = 104
};

Test(table, counts)
{
	build_unit(&b, "a.c", "f", 0x1000, 2, 2);
	set32(NSITES, UINT32_MAX);
	refused("counts do not fit");
	set32(NSITES, 1);
	refused("counts do not fit");
	set32(NSITES, 2);
	set32(NFUNCTIONS, UINT32_MAX);
	refused("counts do not fit");
	set32(NFUNCTIONS, 1);
	set32(STRINGS_BYTES, UINT32_MAX);
	refused("counts do not fit");
	set32(STRINGS_BYTES, 13);
	set32(UNIT, 13);
	refused("a unit without a proper name");
	set32(UNIT, 0);
	set32(NBLOCKS, UINT32_MAX);
	refused("counts do not fit");
}

Test(table, functions)
{
	build_unit(&b, "a.c", "f", 0x1000, 2, 2);
	set32(FUNCTION_NAME, 1000);
	refused("outside the strings");
	set32(FUNCTION_NAME, 3);
	refused("a function without a proper name");
	set32(FUNCTION_NAME, 4);
	set32(FUNCTION_NBLOCKS, 0);
	refused("a function without blocks");
	set32(FUNCTION_NBLOCKS, 1);
	refused("its functions have another number of blocks");
	set32(FUNCTION_NBLOCKS, UINT32_MAX);
	refused("its functions have another number of blocks");
	set32(FUNCTION_NBLOCKS, 2);
	b.bytes[STRINGS + 4] = ':';
	refused("a function without a proper name");
}

Test(table, blocks)
{
	build_unit(&b, "a.c", "f", 0x1000, 2, 2);
	set32(BLOCKS + 8, 0);
	refused("the blocks of a function are not in order");
	set32(BLOCKS + 8, 7);
	set32(BLOCKS + 4, 0);
	refused("a block without sites");
	set32(BLOCKS + 4, 2);
	refused("its blocks have another number of sites");
	set32(BLOCKS + 4, 1);
	kmend_image_free(parse());
}

Test(table, sites)
{
	build_unit(&b, "a.c", "f", 0x1000, 1, 2);
	set32(BLOCKS + 8 + 4, UINT32_MAX); /* file */
	refused("outside the strings");
	set32(BLOCKS + 8 + 4, 6);
	set16(BLOCKS + 8, 999);
	refused("a fault type that does not exist");
	set16(BLOCKS + 8, 0);
	refused("a fault type that does not exist");
	set16(BLOCKS + 8, KMEND_FAULT_HANG);
	refused("the sites of a block are not in order");
	set16(BLOCKS + 8, KMEND_FAULT_FAIL_STOP);
	set16(BLOCKS + 20 + 2, 0); /* the second one's candidate: the first one's again */
	refused("the sites of a block are not in order");
}

Test(table, strings)
{
	build_unit(&b, "a.c", "f", 0x1000, 2, 2);
	b.bytes[STRINGS] = 0x1b;
	refused("not printable");
	b.bytes[STRINGS] = 0x80;
	refused("not printable");
	b.bytes[STRINGS] = ' ';
	refused("not printable");
	b.bytes[STRINGS] = 'a';
	b.bytes[STRINGS + 12] = 'x'; /* the last NUL */
	refused("not terminated");
}

Test(table, names_of_components)
{
	build_component(&b, "");
	refused("bad component name");
	b.size = 0;
	build_component(&b, "sixteen-letters!");
	refused("bad component name");
	b.size = 0;
	build_component(&b, "a/b");
	refused("bad component name");
	b.size = 0;
	build_component(&b, "pm");
	build_component(&b, "pm");
	refused("two components of one name");
	b.size = 0;
	for (char c = 'a'; c <= 'q'; c++)
		build_component(&b, (char[]){ c, 0 });
	refused("too many components");
}

Test(table, one_identity_twice)
{
	const struct build_function two[2] = { { "f", 0, KMEND_FAULT_FAIL_STOP, 1, 1 },
		{ "f", 0, KMEND_FAULT_HANG, 1, 1 } };

	build_functions(&b, "a.c", 0x1000, two, 2);
	refused("two functions of one name: a.c:f");
}

Test(table, large)
{
	struct kmend_image *image;
	uint32_t found;

	build_unit(&b, "a.c", "f", 0x1000, 3, 3000);
	image = parse();
	cr_assert_eq(image->nsites, 3000);
	cr_assert_str_eq(kmend_image_identity(image, 1999, identity), "a.c:f:1:999:fail-stop");
	cr_assert_eq(kmend_image_find(image, identity, &found), 1);
	cr_assert_eq(found, 1999);
	kmend_image_free(image);
}
