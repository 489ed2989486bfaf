/*
 * Where the runtime for kernels without glue lies in an image: its struct, the watch bytes and the counters, by their
 * symbols, as physical addresses (program headers) and as places in the file, so that a copy of it can be prepared.
 */
#include <gelf.h>
#include <libelf.h>
#include <string.h>

#include "harness/base/error.h"
#include "harness/image/private.h"

#define MAX_SEGMENTS 1024
#define MAX_SYMBOLS (8u << 20)

enum { BLOCK, WATCH, COUNTS, PIECES };

struct piece {
	const char *symbol;
	uint64_t bytes;
	uint64_t va;
	int found;
	struct kmend_image_place *place;
};

static void read_symbol(const char *name, uint64_t va, struct piece *pieces)
{
	for (int i = 0; i < PIECES; i++)
		if (name && !pieces[i].found && strcmp(name, pieces[i].symbol) == 0) {
			pieces[i].found = 1;
			pieces[i].va = va;
		}
}

static void read_symbols(Elf *elf, Elf_Scn *section, const GElf_Shdr *header, struct piece *pieces)
{
	Elf_Data *data = elf_getdata(section, NULL);
	size_t count = header->sh_entsize ? header->sh_size / header->sh_entsize : 0;
	GElf_Sym symbol;

	for (size_t i = 0; data && i < count && i < MAX_SYMBOLS; i++)
		if (gelf_getsym(data, (int)i, &symbol) && symbol.st_shndx != SHN_UNDEF)
			read_symbol(elf_strptr(elf, header->sh_link, symbol.st_name), symbol.st_value, pieces);
}

static int put_place(Elf *elf, const struct piece *piece, size_t size)
{
	GElf_Phdr segment;
	size_t count;

	if (elf_getphdrnum(elf, &count) || count > MAX_SEGMENTS)
		return kmend_error("not a usable ELF image: program headers");
	for (size_t i = 0; i < count; i++) {
		uint64_t at;

		if (!gelf_getphdr(elf, (int)i, &segment))
			return kmend_error("not a usable ELF image: program headers");
		if (segment.p_type != PT_LOAD || piece->va < segment.p_vaddr || segment.p_filesz < piece->bytes ||
			piece->va - segment.p_vaddr > segment.p_filesz - piece->bytes)
			continue;
		at = piece->va - segment.p_vaddr;
		if (segment.p_paddr > UINT64_MAX - segment.p_filesz || segment.p_offset > size ||
			segment.p_filesz > size - segment.p_offset)
			return kmend_error("not a usable ELF image: a segment ends past the end of the file");
		*piece->place = (struct kmend_image_place){ segment.p_paddr + at, segment.p_offset + at };
		return 0;
	}
	return kmend_error("symbol %s lies in no loaded segment, or in .bss: name its section in the linker script",
		piece->symbol);
}

static int read_all(struct kmend_image *image, Elf *elf, size_t size, uint64_t watch_va)
{
	struct kmend_image_builtin *builtin = &image->builtin;
	struct piece pieces[PIECES] = {
		{ KMEND_BUILTIN_SYMBOL, sizeof(struct kmend_builtin), 0, 0, &builtin->block },
		{ KMEND_BUILTIN_WATCH_SYMBOL, image->nblocks, 0, 0, &builtin->watch },
		{ KMEND_BUILTIN_COUNTS_SYMBOL, (uint64_t)image->nblocks * sizeof(struct kmend_count), 0, 0,
			&builtin->counts },
	};
	Elf_Scn *section = NULL;
	GElf_Shdr header;

	while ((section = elf_nextscn(elf, section)))
		if (gelf_getshdr(section, &header) && header.sh_type == SHT_SYMTAB)
			read_symbols(elf, section, &header, pieces);
	if (!pieces[BLOCK].found)
		return 0;
	for (int i = 0; i < PIECES; i++) {
		if (!pieces[i].found)
			return kmend_error("no symbol %s", pieces[i].symbol);
		if (put_place(elf, &pieces[i], size))
			return -1;
	}
	if (image->ncomponents != 1)
		return kmend_error("a kernel without glue has one component, this image %u", image->ncomponents);
	if (pieces[WATCH].va != watch_va)
		return kmend_error("the watch bytes do not begin at " KMEND_BUILTIN_WATCH_SYMBOL);
	image->has_builtin = 1;
	return 0;
}

int image_builtin_read(struct kmend_image *image, char *bytes, size_t size, uint64_t watch_va)
{
	Elf *elf;
	int result;

	if (!image->nblocks)
		return 0;
	elf = elf_memory(bytes, size);
	if (!elf)
		return kmend_error("not a usable ELF image");
	result = read_all(image, elf, size, watch_va);
	elf_end(elf);
	return result;
}
