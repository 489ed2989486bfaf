/* What the boot loader gets: a 64-bit image with a multiboot header as a 32-bit one, everything else as it is. */
#include <criterion/criterion.h>
#include <elf.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "harness/base/error.h"
#include "harness/machine/loaded.h"

#define HIGH UINT64_C(0xffff82d040200000)

/* Two segments: data, then text with the header; the entry is a high address. */
static struct image {
	Elf64_Ehdr head;
	Elf64_Phdr segments[3];
	char data[100];
	uint32_t text[64];
	struct {
		Elf64_Nhdr note;
		char name[4];
		uint32_t entry;
	} note;
} file;

static char path[] = "/tmp/kmend-loaded-XXXXXX";
static struct machine_config config;
static struct loaded loaded;

static void setup(void)
{
	int fd = mkstemp(path);

	cr_assert_geq(fd, 0);
	close(fd);
	memset(&file, 0, sizeof file);
	file.head =
		(Elf64_Ehdr){ .e_ident = { ELFMAG0, ELFMAG1, ELFMAG2, ELFMAG3, ELFCLASS64, ELFDATA2LSB, EV_CURRENT },
			.e_type = ET_EXEC,
			.e_machine = EM_X86_64,
			.e_entry = HIGH + 0x10,
			.e_phoff = offsetof(struct image, segments),
			.e_phentsize = sizeof(Elf64_Phdr),
			.e_phnum = 3 };
	file.segments[0] = (Elf64_Phdr){ .p_type = PT_LOAD,
		.p_offset = offsetof(struct image, data),
		.p_vaddr = HIGH + 0x2000,
		.p_paddr = 0x302000,
		.p_filesz = sizeof file.data,
		.p_memsz = 0x5000 };
	file.segments[1] = (Elf64_Phdr){ .p_type = PT_LOAD,
		.p_offset = offsetof(struct image, text),
		.p_vaddr = HIGH,
		.p_paddr = 0x300000,
		.p_filesz = sizeof file.text,
		.p_memsz = sizeof file.text };
	memset(file.data, 'd', sizeof file.data);
	memcpy(file.text, (const uint32_t[]){ 0, 0x1badb002, 3, -(0x1badb002u + 3) }, 16);
	config = (struct machine_config){ .image_path = path,
		.settings = { .machine = (char[]){ "pc" }, .image = path } };
}

static void teardown(void)
{
	loaded_release(&loaded);
	unlink(path);
}

TestSuite(loaded, .init = setup, .fini = teardown, .timeout = 60);

static int result(void)
{
	FILE *out = fopen(path, "w");

	cr_assert_not_null(out);
	cr_assert_eq(fwrite(&file, 1, sizeof file, out), sizeof file);
	fclose(out);
	return loaded_open(&loaded, &config, -1);
}

Test(loaded, a_32_bit_copy)
{
	unsigned char bytes[2048];
	Elf32_Ehdr head;
	Elf32_Phdr segments[2];
	ssize_t size;

	cr_assert_eq(result(), 0, "%s", kmend_error_text());
	cr_assert_geq(loaded.image, 0, "no copy");
	size = pread(loaded.image, bytes, sizeof bytes, 0);
	cr_assert_gt(size, (ssize_t)(sizeof head + sizeof segments));
	memcpy(&head, bytes, sizeof head);
	memcpy(segments, bytes + head.e_phoff, sizeof segments);
	cr_expect(head.e_ident[EI_CLASS] == ELFCLASS32 && head.e_machine == EM_386 && head.e_phnum == 2);
	cr_expect_eq(head.e_entry, 0x300010u, "the entry is the physical address of the same byte");
	cr_expect(segments[0].p_paddr == 0x302000 && segments[0].p_memsz == 0x5000 && segments[0].p_filesz == 100);
	cr_expect_eq(bytes[segments[0].p_offset + 99], 'd');
	cr_expect(segments[1].p_paddr == 0x300000 && segments[1].p_vaddr == 0x300000);
	cr_expect_eq(memcmp(bytes + segments[1].p_offset, file.text, sizeof file.text), 0);
	cr_expect_lt(segments[1].p_offset, segments[0].p_offset, "the header comes first");
}

Test(loaded, as_it_is)
{
	config.settings.machine = (char[]){ "microvm" };
	cr_assert_eq(result(), 0);
	cr_expect_eq(loaded.image, -1, "a machine without multiboot");
	config.settings.machine = (char[]){ "pc" };
	file.text[3]++;
	cr_assert_eq(result(), 0);
	cr_expect_eq(loaded.image, -1, "a wrong sum");
	file.text[3]--;
	file.note.note = (Elf64_Nhdr){ 4, 4, 18 };
	memcpy(file.note.name, "Xen", 4);
	file.segments[2] = (Elf64_Phdr){
		.p_type = PT_NOTE, .p_offset = offsetof(struct image, note), .p_filesz = sizeof file.note
	};
	cr_assert_eq(result(), 0);
	cr_expect_eq(loaded.image, -1, "a PVH note");
	file.segments[2].p_type = PT_NULL;
	file.head.e_ident[EI_CLASS] = ELFCLASS32;
	cr_assert_eq(result(), 0);
	cr_expect_eq(loaded.image, -1, "32 bits");
}

Test(loaded, broken_images)
{
	file.segments[0].p_paddr = UINT64_C(1) << 32;
	cr_expect_eq(result(), -1);
	cr_expect(strstr(kmend_error_text(), "below 4 GiB"));
	file.segments[0].p_paddr = UINT32_MAX;
	cr_expect_eq(result(), -1);
	file.segments[0].p_paddr = 0x302000;
	file.segments[0].p_filesz = file.segments[0].p_memsz = 1 << 20;
	cr_expect_eq(result(), -1);
	cr_expect(strstr(kmend_error_text(), "past the end of the file"));
	file.segments[0].p_filesz = UINT64_MAX - 5;
	cr_expect_eq(result(), -1);
	file.segments[0].p_type = PT_NULL;
	file.head.e_entry = HIGH + (1 << 20);
	cr_expect_eq(result(), -1);
	cr_expect(strstr(kmend_error_text(), "the entry"));
}

Test(loaded, initrd)
{
	config.settings.initrd = path;
	file.text[3]++;
	cr_assert_eq(result(), 0, "%s", kmend_error_text());
	cr_expect_geq(loaded.initrd, 0);
	loaded_release(&loaded);
	cr_expect_eq(loaded.initrd, -1);
	config.settings.initrd = (char[]){ "/no/such/file" };
	cr_expect_eq(result(), -1);
	cr_expect(strstr(kmend_error_text(), "/no/such/file"));
}
