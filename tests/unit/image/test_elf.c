/* Image files: the table's section, the control block's physical address, refusal of what is no image. */
#include <criterion/criterion.h>
#include <elf.h>
#include <string.h>
#include <unistd.h>

#include "harness/base/error.h"
#include "tests/unit/image/build.h"

static struct build table, file;

static struct kmend_image *open_file(void)
{
	struct kmend_image *image = NULL;
	const char *path = build_file(&file);
	int result = kmend_image_open(&image, path);

	unlink(path);
	return result ? NULL : image;
}

static void refused(const char *why)
{
	cr_assert_null(open_file(), "accepted, should say: %s", why);
	cr_assert(strstr(kmend_error_text(), why), "'%s' does not say '%s'", kmend_error_text(), why);
}

TestSuite(elf);

Test(elf, whole)
{
	struct kmend_image *image;

	build_component(&table, "pm");
	build_unit(&table, "a.c", "f", 0x1000, 3, 3);
	build_elf(&file, &table, 0x401000);
	image = open_file();
	cr_assert_not_null(image, "%s", kmend_error_text());
	cr_assert_eq(image->nsites, 3);
	cr_assert_eq(image->has_control, 1);
	cr_assert_eq(image->control_pa, 0x101000);
	cr_assert_eq(strlen(image->hash), 40);
	kmend_image_free(image);
}

Test(elf, without_table_and_control)
{
	struct kmend_image *image;

	build_elf(&file, NULL, 0);
	image = open_file();
	cr_assert_not_null(image, "%s", kmend_error_text());
	cr_assert_eq(image->nsites, 0);
	cr_assert_eq(image->has_control, 0);
	kmend_image_free(image);
}

Test(elf, hash_follows_content)
{
	struct kmend_image *a, *b, *c;

	build_elf(&file, NULL, 0x401000);
	a = open_file();
	b = open_file();
	build_elf(&file, NULL, 0x401008);
	c = open_file();
	cr_assert_str_eq(a->hash, b->hash);
	cr_assert_str_neq(a->hash, c->hash);
	kmend_image_free(a);
	kmend_image_free(b);
	kmend_image_free(c);
}

Test(elf, control_outside)
{
	build_elf(&file, NULL, 0x300000);
	refused("no loaded segment");
	build_elf(&file, NULL, 0x410000 - sizeof(struct kmend_control) + 1);
	refused("no loaded segment");
	build_elf(&file, NULL, UINT64_MAX - 7);
	refused("no loaded segment");
}

Test(elf, no_elf)
{
	file.size = 0;
	refused("not a usable ELF image");
	memcpy(file.bytes, "#!/bin/sh\n", 10);
	file.size = 10;
	refused("not a usable ELF image");
	cr_assert_eq(kmend_image_open(&(struct kmend_image *){ NULL }, "/no/such/image"), -1);
	cr_assert(strstr(kmend_error_text(), "/no/such/image"));
}

Test(elf, big_endian_and_relocatable)
{
	build_elf(&file, NULL, 0);
	file.bytes[16] = ET_REL;
	refused("not linked");
	build_elf(&file, NULL, 0);
	file.bytes[EI_DATA] = ELFDATA2MSB;
	cr_assert_null(open_file());
}

/* Every single byte set to bad values: never more than a refusal. */
Test(elf, every_byte_damaged)
{
	static const uint8_t bad[] = { 0x00, 0xff, 0x80, 0x01 };
	uint8_t kept;

	build_component(&table, "pm");
	build_unit(&table, "a.c", "f", 0x1000, 2, 2);
	build_elf(&file, &table, 0x401000);
	for (size_t i = 0; i < file.size; i++) {
		kept = file.bytes[i];
		for (size_t k = 0; k < sizeof(bad); k++) {
			file.bytes[i] = bad[k];
			kmend_image_free(open_file());
		}
		file.bytes[i] = kept;
	}
}

Test(elf, cut_off)
{
	size_t whole;

	build_component(&table, "pm");
	build_unit(&table, "a.c", "f", 0x1000, 2, 2);
	build_elf(&file, &table, 0x401000);
	whole = file.size;
	for (size_t n = 0; n < whole; n++) {
		file.size = n;
		kmend_image_free(open_file());
	}
}
