/* See build.h. The layout is written out by hand, so that it does not share a mistake with the reader. */
#include "tests/unit/image/build.h"

#include <elf.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void put(struct build *b, const void *bytes, size_t n)
{
	if (b->size + n > BUILD_MAX)
		abort();
	memcpy(b->bytes + b->size, bytes, n);
	b->size += n;
}

static void put_chunk(struct build *b, uint16_t kind, uint32_t bytes)
{
	struct kmend_chunk chunk = { KMEND_CHUNK_MAGIC, KMEND_ABI_VERSION, kind, bytes, 0 };

	put(b, &chunk, sizeof(chunk));
}

void build_component(struct build *b, const char *name)
{
	char text[16] = { 0 };

	memcpy(text, name, strnlen(name, 16));
	put_chunk(b, KMEND_CHUNK_COMPONENT, 32);
	put(b, text, 16);
}

void build_unit(
	struct build *b, const char *unit, const char *function, uint64_t watch_va, uint32_t nblocks, uint32_t nsites)
{
	char strings[512];
	int unit_at = 0, function_at = (int)strlen(unit) + 1, file_at = function_at + (int)strlen(function) + 1;
	int strings_bytes = file_at + 7;
	uint32_t bytes = (uint32_t)(16 + 24 + 24 * nsites) + (uint32_t)strings_bytes;
	uint32_t numbers[4] = { nblocks, nsites, (uint32_t)strings_bytes, (uint32_t)unit_at };
	static const uint8_t zeros[8];

	snprintf(strings, sizeof(strings), "%s%c%s%cfile.c", unit, 0, function, 0);
	put_chunk(b, KMEND_CHUNK_UNIT, (bytes + 7) / 8 * 8);
	put(b, &watch_va, 8);
	put(b, numbers, 16);
	for (uint32_t i = 0; i < nsites; i++) {
		struct kmend_site site = { (uint32_t)function_at, (uint32_t)file_at, 10 + i, i % nblocks, i, 0,
			KMEND_FAULT_FAIL_STOP };
		put(b, &site, sizeof(site));
	}
	put(b, strings, (size_t)strings_bytes);
	put(b, zeros, (8 - bytes % 8) % 8);
}

void build_elf(struct build *out, const struct build *table, uint64_t control_va)
{
	static const char names[] = "\0.kmend.sites\0.symtab\0.strtab\0.shstrtab";
	static const char strings[] = "\0other\0kmend_control";
	Elf64_Sym symbols[3] = { { 0 }, { .st_name = 1, .st_shndx = 1 },
		{ .st_name = 7, .st_shndx = 1, .st_value = control_va } };
	Elf64_Phdr segment = { .p_type = PT_LOAD, .p_vaddr = 0x400000, .p_paddr = 0x100000, .p_memsz = 0x10000 };
	Elf64_Ehdr header = { .e_type = ET_EXEC,
		.e_machine = EM_X86_64,
		.e_version = 1,
		.e_phoff = sizeof(header),
		.e_ehsize = sizeof(header),
		.e_phentsize = sizeof(segment),
		.e_phnum = 1,
		.e_shentsize = sizeof(Elf64_Shdr),
		.e_shnum = 5,
		.e_shstrndx = 4 };
	Elf64_Shdr sections[5] = { { 0 } };
	size_t at = sizeof(header) + sizeof(segment);

	memcpy(header.e_ident, "\177ELF\2\1\1", 7);
	sections[1] = (Elf64_Shdr){ .sh_name = table ? 1 : 0,
		.sh_type = SHT_PROGBITS,
		.sh_offset = at,
		.sh_size = table ? table->size : 0,
		.sh_addralign = 8 };
	at += sections[1].sh_size;
	sections[2] = (Elf64_Shdr){ .sh_name = 14,
		.sh_type = SHT_SYMTAB,
		.sh_offset = at,
		.sh_link = 3,
		.sh_info = 1,
		.sh_size = control_va ? sizeof(symbols) : 2 * sizeof(symbols[0]),
		.sh_entsize = sizeof(symbols[0]),
		.sh_addralign = 8 };
	at += sections[2].sh_size;
	sections[3] = (Elf64_Shdr){ .sh_name = 22, .sh_type = SHT_STRTAB, .sh_offset = at, .sh_size = sizeof(strings) };
	at += sizeof(strings);
	sections[4] = (Elf64_Shdr){ .sh_name = 30, .sh_type = SHT_STRTAB, .sh_offset = at, .sh_size = sizeof(names) };
	at = (at + sizeof(names) + 7) / 8 * 8;
	header.e_shoff = at;

	out->size = 0;
	put(out, &header, sizeof(header));
	put(out, &segment, sizeof(segment));
	if (table)
		put(out, table->bytes, table->size);
	put(out, symbols, sections[2].sh_size);
	put(out, strings, sizeof(strings));
	put(out, names, sizeof(names));
	while (out->size < at)
		put(out, "", 1);
	put(out, sections, sizeof(sections));
}

const char *build_file(const struct build *b)
{
	static char name[64];
	int fd;

	snprintf(name, sizeof(name), "/tmp/kmend-image-XXXXXX");
	fd = mkstemp(name);
	if (fd < 0 || write(fd, b->bytes, b->size) != (ssize_t)b->size)
		abort();
	close(fd);
	return name;
}
