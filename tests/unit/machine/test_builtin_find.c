/* The runtime of a kernel that has moved: the one that counts on is found, and nothing that lies outside of memory. */
#include <criterion/criterion.h>
#include <string.h>
#include <sys/stat.h>

#include "harness/base/error.h"
#include "harness/machine/builtin_find.h"

#define MIB 2u
#define LINKED 0x10020u

static struct memory memory;
static struct kmend_image image;

static void setup(void)
{
	cr_assert_eq(memory_new(&memory, MIB), 0, "%s", kmend_error_text());
	image = (struct kmend_image){ .nblocks = 100, .has_builtin = 1 };
	image.builtin = (struct kmend_image_builtin){ { LINKED, 7 }, { LINKED + 0x1000, 8 }, { LINKED + 0x2000, 9 } };
}

static void teardown(void)
{
	memory_release(&memory);
}

TestSuite(find, .init = setup, .fini = teardown, .timeout = 60);

static void put(uint64_t pa, uint64_t blocks)
{
	const struct kmend_builtin block = {
		.magic = KMEND_BUILTIN_MAGIC, .version = KMEND_ABI_VERSION, .blocks = blocks
	};

	memcpy(memory.map + pa, &block, sizeof block);
}

static void expect_at(uint64_t pa)
{
	const struct kmend_image_builtin found = builtin_find(&memory, &image);

	cr_expect_eq(found.block.pa, pa, "at 0x%lx", (unsigned long)found.block.pa);
	cr_expect_eq(found.watch.pa, pa + 0x1000);
	cr_expect_eq(found.counts.pa, pa + 0x2000);
	cr_expect(found.block.offset == 7 && found.watch.offset == 8 && found.counts.offset == 9);
}

Test(find, it_has_not_moved)
{
	expect_at(LINKED);
	put(LINKED, 0);
	put(0x80020, 0); /* a copy that nobody runs */
	expect_at(LINKED);
}

Test(find, the_copy_that_counts)
{
	struct stat st;

	put(LINKED, 5);
	put(0x80020, 6);
	put(0x3020, 4);
	expect_at(0x80020);
	put(0x3020, 7); /* to lower memory */
	expect_at(0x3020);
	put(0x90030, 1000); /* not where it could be in its page */
	expect_at(0x3020);
	cr_assert_eq(fstat(memory.fd, &st), 0);
	cr_expect_leq(st.st_blocks * 512 / MEMORY_PAGE, 4, "looking made pages");
}

Test(find, only_whole_and_of_this_version)
{
	const uint64_t last = (MIB << 20) - 0x1000 + 0x20;
	struct kmend_builtin other = { .magic = KMEND_BUILTIN_MAGIC, .version = KMEND_ABI_VERSION + 1, .blocks = 99 };

	put(LINKED, 1);
	put(last, 50); /* its counters would lie outside */
	memcpy(memory.map + 0x80020, &other, sizeof other);
	expect_at(LINKED);
	image.builtin.block.pa = UINT64_MAX - 0xfdf; /* a hostile image: in no memory, at 0x20 in its page */
	put(0x40020, 3);
	cr_expect_eq(builtin_find(&memory, &image).block.pa, 0x40020u);
}
