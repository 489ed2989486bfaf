/* Site tables: dense numbers of right ones, refusal of wrong ones. */
#include <criterion/criterion.h>
#include <string.h>

#include "harness/base/error.h"
#include "tests/unit/image/build.h"

static struct build b;

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
	cr_assert_str_eq(image->sites[2].identity, "a.c:f:2:0:fail-stop");
	cr_assert_str_eq(image->sites[2].file, "file.c");
	cr_assert_eq(image->sites[2].line, 12);
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
	cr_assert_str_eq(image->sites[0].unit, "early.c");
	cr_assert_str_eq(image->sites[5].unit, "late.c");
	cr_assert_eq(image->sites[4].block, 0);
	cr_assert_eq(image->sites[5].block, 4);
	cr_assert_eq(image->sites[7].block, 6);
	cr_assert_eq(image->sites[7].component, 1);
	cr_assert_eq(image->components[1].first_block, 6);
	cr_assert_eq(image->components[1].first_site, 7);
	for (uint32_t i = 0; i < image->nsites; i++)
		cr_assert_eq(image->sites[i].number, i);
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
	set16(4, 2);
	refused("another version");
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

Test(table, counts)
{
	build_unit(&b, "a.c", "f", 0x1000, 2, 2);
	set32(28, UINT32_MAX); /* nsites */
	refused("counts do not fit");
	set32(28, 1);
	refused("counts do not fit");
	set32(28, 2);
	set32(32, UINT32_MAX); /* strings_bytes */
	refused("counts do not fit");
	set32(32, 13);
	set32(36, 13); /* unit */
	refused("a unit without a name");
	set32(36, 0);
	set32(24, UINT32_MAX); /* nblocks */
	refused("too many blocks");
	set32(24, 1);
	refused("block that does not exist");
}

Test(table, sites)
{
	build_unit(&b, "a.c", "f", 0x1000, 2, 2);
	set32(40, 1000);
	refused("outside the strings");
	set32(40, 4);
	set32(44, UINT32_MAX);
	refused("outside the strings");
	set32(44, 6);
	set16(40 + 22, 999);
	refused("a fault type that does not exist");
	set16(40 + 22, 0);
	refused("a fault type that does not exist");
}

Test(table, strings)
{
	build_unit(&b, "a.c", "f", 0x1000, 2, 2);
	b.bytes[88] = 0x1b;
	refused("not printable");
	b.bytes[88] = 0x80;
	refused("not printable");
	b.bytes[88] = ' ';
	refused("not printable");
	b.bytes[88] = 'a';
	b.bytes[88 + 12] = 'x'; /* the last NUL */
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
	build_unit(&b, "a.c", "f", 0x1000, 2, 2);
	set32(40 + 24 + 16, 0); /* ordinal of the second site */
	refused("two sites of one identity: a.c:f:0:0:fail-stop");
}
