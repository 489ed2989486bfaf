/* Names and lines of this very program, and files that are no image or a broken one. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "harness/base/buf.h"
#include "harness/base/error.h"
#include "harness/base/file.h"
#include "harness/image/symbols.h"

#define SELF "/proc/self/exe"

int symbols_target(int x);
enum { TARGET_LINE = __LINE__ + 1 };
__attribute__((noinline)) int symbols_target(int x)
{
	volatile int kept = x;

	kept += 3;
	return kept;
}

static struct kmend_symbols *open_self(const char *root)
{
	struct kmend_symbols *symbols;

	cr_assert_eq(kmend_symbols_open(&symbols, SELF, root), 0, "%s", kmend_error_text());
	return symbols;
}

static const struct kmend_symbol *only(const struct kmend_symbols *symbols, const char *name)
{
	const struct kmend_symbol *symbol;

	cr_assert_eq(kmend_symbols_named(symbols, name, strlen(name), &symbol), 1, "%s", name);
	return symbol;
}

Test(symbols, by_name_and_address)
{
	struct kmend_symbols *symbols = open_self(NULL);
	const struct kmend_symbol *target = only(symbols, "symbols_target"), *other;

	cr_expect_gt(target->size, 0);
	cr_expect_geq(target->reach, target->size);
	cr_expect_str_eq(kmend_symbols_at(symbols, target->address)->name, "symbols_target");
	cr_expect_str_eq(kmend_symbols_at(symbols, target->address + target->size - 1)->name, "symbols_target");
	other = kmend_symbols_at(symbols, target->address + target->reach);
	cr_expect(!other || strcmp(other->name, "symbols_target") != 0);
	cr_expect_null(kmend_symbols_at(symbols, 0));
	cr_expect_null(kmend_symbols_at(symbols, UINT64_MAX));
	cr_expect_eq(kmend_symbols_named(symbols, "symbols_targe", 13, &other), 0);
	cr_expect_eq(kmend_symbols_named(symbols, "symbols_target2", 14, &other), 1, "as many bytes as are said");
	cr_expect_eq(kmend_symbols_named(symbols, "symbols_target2", 15, &other), 0);
	cr_expect_eq(kmend_symbols_named(symbols, "symbols_target\0x", 16, &other), 0);
	cr_expect_eq(kmend_symbols_named(symbols, "", 0, &other), 0);
	kmend_symbols_free(symbols);
}

Test(symbols, lines)
{
	struct kmend_symbols *symbols = open_self(NULL);
	const struct kmend_symbol *target = only(symbols, "symbols_target");
	struct kmend_line line;

	cr_assert_eq(kmend_symbols_line(symbols, target->address, target->address, &line), 1);
	cr_expect(line.line >= TARGET_LINE && line.line <= TARGET_LINE + 7, "%u", line.line);
	cr_expect_not_null(strstr(line.file, "tests/unit/image/test_symbols.c"), "%s", line.file);
	cr_assert_eq(kmend_symbols_line(symbols, target->address + target->size - 1, target->address, &line), 1);
	cr_expect_leq(line.line, TARGET_LINE + 7);
	cr_expect_eq(kmend_symbols_line(symbols, 0, 0, &line), 0);
	cr_expect_eq(kmend_symbols_line(symbols, UINT64_MAX, 0, &line), 0);
	kmend_symbols_free(symbols);
}

/* Sites name their files relative to the root of the units; lines do, too. */
Test(symbols, files_below_a_root)
{
	char *here = realpath("../../..", NULL);
	struct kmend_symbols *symbols = open_self(here);
	struct kmend_line line;

	cr_assert_eq(kmend_symbols_line(symbols, only(symbols, "symbols_target")->address, 0, &line), 1);
	cr_expect_str_eq(line.file, "tests/unit/image/test_symbols.c");
	kmend_symbols_free(symbols);
	free(here);
}

/* Of several the longest that fits: what is built below a folder of the target is not named after that. */
Test(symbols, files_below_one_of_several_roots)
{
	char *here = realpath("../../..", NULL), *roots = kmend_format("/nowhere\n%s\n%s/tests/unit", here, here);
	struct kmend_symbols *symbols = open_self(roots);
	struct kmend_line line;

	cr_assert_eq(kmend_symbols_line(symbols, only(symbols, "symbols_target")->address, 0, &line), 1);
	cr_expect_str_eq(line.file, "image/test_symbols.c");
	kmend_symbols_free(symbols);
	free(roots);
	free(here);
}

static const char *write_file(const char *bytes, size_t size)
{
	static char name[64];
	int fd;

	strcpy(name, "/tmp/kmend-symbols-XXXXXX");
	fd = mkstemp(name);
	cr_assert_geq(fd, 0);
	cr_assert_eq(write(fd, bytes, size), (ssize_t)size);
	close(fd);
	return name;
}

Test(symbols, no_image)
{
	struct kmend_symbols *symbols;
	const char *name;

	cr_expect_eq(kmend_symbols_open(&symbols, "/nowhere/image", NULL), -1);
	cr_expect_not_null(strstr(kmend_error_text(), "/nowhere/image"));
	cr_expect_null(symbols);
	name = write_file("hello", 5);
	cr_expect_eq(kmend_symbols_open(&symbols, name, NULL), -1);
	cr_expect_not_null(strstr(kmend_error_text(), "not a usable ELF image"));
	unlink(name);
}

/* A copy of this program with FILE in the section SECTION. */
static char *with_section(const char *section, const char *file)
{
	char *path = kmend_format("/tmp/kmend-symbols-part-%d", (int)getpid());
	char *command =
		kmend_format("llvm-objcopy-19 --add-section %s=%s /proc/%d/exe %s", section, file, (int)getpid(), path);
	cr_assert_eq(system(command), 0, "%s", command);
	free(command);
	return path;
}

Test(symbols, a_part_of_the_image)
{
	char *self = kmend_format("/proc/%d/exe", (int)getpid()), *path = with_section(KMEND_PART_SECTION "pm", self);
	struct kmend_symbols *image, *part;
	struct kmend_line line;

	cr_assert_eq(kmend_symbols_open(&image, path, NULL), 0, "%s", kmend_error_text());
	cr_expect_eq(kmend_symbols_part(&part, image, "vfs"), 0);
	cr_expect_null(part);
	cr_expect_eq(kmend_symbols_part(&part, image, ""), 0);
	cr_assert_eq(kmend_symbols_part(&part, image, "pm"), 1, "%s", kmend_error_text());
	kmend_symbols_free(image);
	cr_expect_eq(kmend_symbols_line(part, only(part, "symbols_target")->address, 0, &line), 1);
	cr_expect_geq(line.line, TARGET_LINE);
	kmend_symbols_free(part);
	unlink(path);
	free(path);
	free(self);
}

Test(symbols, a_part_that_is_none)
{
	char *path = with_section(KMEND_PART_SECTION "pm", "/etc/passwd");
	struct kmend_symbols *image, *part;

	cr_assert_eq(kmend_symbols_open(&image, path, NULL), 0, "%s", kmend_error_text());
	cr_expect_eq(kmend_symbols_part(&part, image, "pm"), -1);
	cr_expect_not_null(strstr(kmend_error_text(), "pm: not a usable ELF image"));
	cr_expect_null(part);
	kmend_symbols_free(image);
	unlink(path);
	free(path);
}

/* Whatever is broken: nothing is known, or something that lies inside what was read. Nothing crashes. */
Test(symbols, damage)
{
	struct kmend_buf self = KMEND_BUF_INIT;
	uint32_t state = 7;

	cr_assert_eq(kmend_file_read(&self, SELF, 64 << 20), 0);
	for (int round = 0; round < 60; round++) {
		struct kmend_buf copy = KMEND_BUF_INIT;
		struct kmend_symbols *symbols;
		const struct kmend_symbol *first;
		struct kmend_line line;
		const char *name;

		kmend_buf_append(&copy, self.data, round % 2 ? self.size : self.size * (size_t)round / 60);
		for (int i = 0; i < 2000 && copy.size; i++) {
			state = state * 1664525 + 1013904223;
			copy.data[((uint64_t)state * copy.size) >> 32] ^= (char)(state >> 8);
		}
		if (copy.size > 5)
			memcpy(copy.data, self.data, 6); /* so that it is looked at */
		name = write_file(copy.data ? copy.data : "", copy.size);
		if (kmend_symbols_open(&symbols, name, NULL) == 0) {
			if (kmend_symbols_named(symbols, "symbols_target", 14, &first))
				kmend_symbols_line(symbols, first->address, first->address, &line);
			for (uint64_t address = 0; address < 1 << 18; address += 997)
				kmend_symbols_line(symbols, address, 0, &line);
			kmend_symbols_free(symbols);
		}
		unlink(name);
		kmend_buf_release(&copy);
	}
	kmend_buf_release(&self);
}
