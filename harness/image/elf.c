/* The ELF half of the image reader, on libelf. Looks for one section and one symbol; believes no offset and no count. */
#include <gelf.h>
#include <libelf.h>
#include <string.h>

#include "harness/base/error.h"
#include "harness/image/private.h"

#define MAX_SECTIONS 65536
#define MAX_SEGMENTS 1024
#define MAX_SYMBOLS (8u << 20)

struct reader {
	Elf *elf;
	size_t names; /* section with the names of the sections */
	struct kmend_image *image;
	const char *base; /* of the file's bytes */
	size_t size;
};

static int not_elf(const char *why)
{
	return kmend_error("not a usable ELF image: %s", why);
}

/* The bytes of a section that lies whole inside the file; NULL else. */
static const char *section_bytes(const struct reader *r, const GElf_Shdr *header)
{
	if (header->sh_type == SHT_NOBITS || header->sh_offset > r->size ||
		header->sh_size > r->size - header->sh_offset)
		return NULL;
	return r->base + header->sh_offset;
}

static int read_sites(const struct reader *r, const GElf_Shdr *header, const void **table, size_t *bytes)
{
	const char *data = section_bytes(r, header);

	if (*table)
		return kmend_error("two sections %s", KMEND_SITES_SECTION);
	if (!data || header->sh_flags & SHF_COMPRESSED)
		return kmend_error("section %s is compressed or lies outside the file", KMEND_SITES_SECTION);
	*table = data;
	*bytes = header->sh_size;
	return 0;
}

/* From the virtual address of the control block to the physical one and to its place in the file, by the segment that holds it. */
static int place_control(const struct reader *r, uint64_t va)
{
	const uint64_t bytes = sizeof(struct kmend_control);
	GElf_Phdr segment;
	size_t count;

	if (elf_getphdrnum(r->elf, &count) || count > MAX_SEGMENTS)
		return not_elf("program headers");
	for (size_t i = 0; i < count; i++) {
		if (!gelf_getphdr(r->elf, (int)i, &segment))
			return not_elf("program headers");
		if (segment.p_type != PT_LOAD || va < segment.p_vaddr || segment.p_memsz < bytes ||
			va - segment.p_vaddr > segment.p_memsz - bytes)
			continue;
		if (segment.p_paddr > UINT64_MAX - segment.p_memsz)
			return not_elf("a segment ends past the end of memory");
		r->image->control_pa = segment.p_paddr + (va - segment.p_vaddr);
		if (segment.p_filesz >= bytes && va - segment.p_vaddr <= segment.p_filesz - bytes &&
			segment.p_offset <= r->size && segment.p_filesz <= r->size - segment.p_offset)
			r->image->control_offset = segment.p_offset + (va - segment.p_vaddr);
		r->image->has_control = 1;
		return 0;
	}
	return kmend_error("symbol %s lies in no loaded segment", KMEND_CONTROL_SYMBOL);
}

/* Compares the string at OFFSET of a string section with TEXT. */
static int string_is(const char *strings, size_t bytes, uint64_t offset, const char *text)
{
	size_t n = strlen(text) + 1;

	return offset < bytes && bytes - offset >= n && memcmp(strings + offset, text, n) == 0;
}

static int read_symbols(const struct reader *r, Elf_Scn *section, const GElf_Shdr *header)
{
	Elf_Scn *linked = elf_getscn(r->elf, header->sh_link);
	Elf_Data *data;
	GElf_Shdr string_header;
	const char *strings;
	size_t count;
	GElf_Sym symbol;

	if (!linked || !gelf_getshdr(linked, &string_header) || !section_bytes(r, header) ||
		!(strings = section_bytes(r, &string_header)) || !(data = elf_getdata(section, NULL)))
		return not_elf("symbol table");
	count = header->sh_entsize ? header->sh_size / header->sh_entsize : 0;
	if (count > MAX_SYMBOLS)
		return not_elf("too many symbols");
	for (size_t i = 0; i < count; i++) {
		if (!gelf_getsym(data, (int)i, &symbol))
			return not_elf("symbol table");
		if (symbol.st_shndx != SHN_UNDEF &&
			string_is(strings, string_header.sh_size, symbol.st_name, KMEND_CONTROL_SYMBOL))
			return place_control(r, symbol.st_value);
	}
	return 0;
}

static int read_section(const struct reader *r, Elf_Scn *section, const void **table, size_t *bytes)
{
	GElf_Shdr header;
	const char *name;

	if (!gelf_getshdr(section, &header))
		return not_elf("section headers");
	if (header.sh_type == SHT_SYMTAB && !r->image->has_control)
		return read_symbols(r, section, &header);
	name = elf_strptr(r->elf, r->names, header.sh_name);
	if (name && strcmp(name, KMEND_SITES_SECTION) == 0)
		return read_sites(r, &header, table, bytes);
	return 0;
}

static int read_all(struct reader *r, const void **table, size_t *bytes)
{
	Elf_Scn *section = NULL;
	GElf_Ehdr header;
	unsigned count = 0;

	if (elf_kind(r->elf) != ELF_K_ELF || !gelf_getehdr(r->elf, &header))
		return not_elf("no ELF header");
	if (header.e_ident[EI_DATA] != ELFDATA2LSB)
		return not_elf("not little endian");
	if (header.e_type != ET_EXEC && header.e_type != ET_DYN)
		return not_elf("not linked");
	if (elf_getshdrstrndx(r->elf, &r->names))
		return not_elf("section names");
	while ((section = elf_nextscn(r->elf, section))) {
		if (++count > MAX_SECTIONS)
			return not_elf("too many sections");
		if (read_section(r, section, table, bytes))
			return -1;
	}
	return 0;
}

int image_elf_read(struct kmend_image *image, const void **table, size_t *table_bytes, char *bytes, size_t size)
{
	struct reader r = { .image = image, .base = bytes, .size = size };
	int result;

	if (elf_version(EV_CURRENT) == EV_NONE)
		return kmend_error("libelf is of another version");
	r.elf = size ? elf_memory(bytes, size) : NULL;
	if (!r.elf)
		return not_elf("no ELF header");
	result = read_all(&r, table, table_bytes);
	elf_end(r.elf);
	return result;
}
