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

/* Sites are spread over the blocks from the first on. */
static uint32_t sites_of(const struct build_function *f, uint32_t block)
{
	return f->nsites / f->nblocks + (block < f->nsites % f->nblocks);
}

void build_component(struct build *b, const char *name)
{
	char text[16] = { 0 };

	memcpy(text, name, strnlen(name, 16));
	put_chunk(b, KMEND_CHUNK_COMPONENT, 32);
	put(b, text, 16);
}

void build_functions(
	struct build *b, const char *unit, uint64_t watch_va, const struct build_function *functions, uint32_t n)
{
	char strings[8192];
	uint32_t counts[3] = { n, 0, 0 }, names[256], file_at, strings_bytes, bytes, line = 10;
	static const uint8_t zeros[8];

	strings_bytes = (uint32_t)strlen(unit) + 1;
	memcpy(strings, unit, strings_bytes);
	for (uint32_t i = 0; i < n; i++) {
		names[i] = strings_bytes;
		strings_bytes += (uint32_t)snprintf(strings + strings_bytes, sizeof(strings) - strings_bytes, "%s",
					 functions[i].name) +
			1;
		counts[1] += functions[i].nblocks;
		counts[2] += functions[i].nsites;
	}
	file_at = strings_bytes;
	memcpy(strings + file_at, "file.c", 7);
	strings_bytes += 7;
	bytes = 48 + 16 * counts[0] + 8 * counts[1] + 12 * counts[2] + strings_bytes;
	put_chunk(b, KMEND_CHUNK_UNIT, (bytes + 7) / 8 * 8);
	put(b, &watch_va, 8);
	put(b, counts, 12);
	put(b, (uint32_t[3]){ strings_bytes, 0, 0 }, 12);
	for (uint32_t i = 0; i < n; i++) {
		put(b, &functions[i].shape, 8);
		put(b, (uint32_t[2]){ names[i], functions[i].nblocks }, 8);
	}
	for (uint32_t i = 0; i < n; i++)
		for (uint32_t k = 0; k < functions[i].nblocks; k++)
			put(b, (uint32_t[2]){ k, sites_of(&functions[i], k) }, 8);
	for (uint32_t i = 0; i < n; i++)
		for (uint32_t k = 0; k < functions[i].nblocks; k++)
			for (uint16_t c = 0; c < sites_of(&functions[i], k); c++) {
				put(b, (uint16_t[2]){ functions[i].type, c }, 4);
				put(b, (uint32_t[2]){ file_at, line++ }, 8);
			}
	put(b, strings, strings_bytes);
	put(b, zeros, (8 - bytes % 8) % 8);
}

void build_unit(
	struct build *b, const char *unit, const char *function, uint64_t watch_va, uint32_t nblocks, uint32_t nsites)
{
	const struct build_function one = { function, 0x5ea9e, KMEND_FAULT_FAIL_STOP, nblocks, nsites };

	build_functions(b, unit, watch_va, &one, 1);
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
