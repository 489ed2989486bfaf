/*
 * Is it a program? Reads the headers of an ELF64 executable and believes nothing in them: every number is checked
 * against the file and against the address space before it is used. The result is a list of segments in whole pages,
 * ascending, none touching another.
 */
#include "pm.h"

struct elf_header {
	uint8_t ident[16];
	uint16_t type, machine;
	uint32_t version;
	uint64_t entry, phoff, shoff;
	uint32_t flags;
	uint16_t ehsize, phentsize, phnum, shentsize, shnum, shstrndx;
};

struct elf_segment {
	uint32_t type, flags;
	uint64_t offset, vaddr, paddr, filesz, memsz, align;
};

enum { ELF_EXEC = 2, ELF_X86_64 = 62, ELF_LOAD = 1, ELF_DYNAMIC = 2, ELF_INTERP = 3, ELF_X = 1, ELF_W = 2, ELF_R = 4 };

#define PHNUM_MAX 16

static int header_is_good(const struct elf_header *h)
{
	static const uint8_t wanted[7] = { 0x7f, 'E', 'L', 'F', 2 /* 64 bits */, 1 /* little endian */, 1 };

	if (memcmp(h->ident, wanted, sizeof(wanted)) != 0)
		return 0;
	if (h->type != ELF_EXEC || h->machine != ELF_X86_64 || h->version != 1)
		return 0;
	if (h->ehsize != sizeof(struct elf_header) || h->phentsize != sizeof(struct elf_segment))
		return 0;
	return h->phnum > 0 && h->phnum <= PHNUM_MAX && h->phoff >= sizeof(struct elf_header);
}

static uint32_t prot_of(uint32_t flags)
{
	uint32_t prot = 0;

	if (flags & ELF_R)
		prot |= PROT_READ;
	if (flags & ELF_W)
		prot |= PROT_WRITE;
	if (flags & ELF_X)
		prot |= PROT_EXEC;
	return prot;
}

static int segment_is_good(const struct elf_segment *e, uint64_t file_size)
{
	if (e->filesz > e->memsz)
		return 0;
	if (e->offset > file_size || e->filesz > file_size - e->offset)
		return 0;
	if (e->vaddr < PROGRAM_BASE || e->vaddr >= SERVICE_RT_BASE || e->memsz > SERVICE_RT_BASE - e->vaddr)
		return 0;
	return prot_of(e->flags) != PROT_NONE;
}

/* -> 0 added (or empty), -ENOEXEC. */
static int add_segment(struct program *program, const struct elf_segment *e)
{
	struct segment *s;
	uint64_t start, end;

	if (e->memsz == 0)
		return 0;
	if (!segment_is_good(e, program->size) || program->nsegments == NSEGMENT)
		return -ENOEXEC;
	start = e->vaddr & ~(uint64_t)(PAGE_SIZE - 1);
	end = (e->vaddr + e->memsz + PAGE_SIZE - 1) & ~(uint64_t)(PAGE_SIZE - 1);
	if (program->nsegments > 0) {
		const struct segment *before = &program->segment[program->nsegments - 1];

		if (start < before->addr + before->bytes)
			return -ENOEXEC;
	}
	s = &program->segment[program->nsegments++];
	s->addr = start;
	s->bytes = end - start;
	s->data = e->vaddr;
	s->data_offset = e->offset;
	s->data_bytes = e->filesz;
	s->prot = prot_of(e->flags);
	return 0;
}

static int entry_is_code(const struct program *program)
{
	for (unsigned i = 0; i < program->nsegments; i++) {
		const struct segment *s = &program->segment[i];

		if (program->entry >= s->data && program->entry < s->data + s->data_bytes)
			return (s->prot & PROT_EXEC) != 0;
	}
	return 0;
}

int elf_parse(const void *head, uint64_t have, struct program *program)
{
	struct elf_header h;

	program->nsegments = 0;
	if (have < sizeof(h))
		return -ENOEXEC;
	memcpy(&h, head, sizeof(h));
	if (!header_is_good(&h))
		return -ENOEXEC;
	if (h.phoff > have || h.phnum * sizeof(struct elf_segment) > have - h.phoff)
		return -ENOEXEC;
	for (unsigned i = 0; i < h.phnum; i++) {
		struct elf_segment e;

		memcpy(&e, (const char *)head + h.phoff + i * sizeof(e), sizeof(e));
		if (e.type == ELF_INTERP || e.type == ELF_DYNAMIC)
			return -ENOEXEC; /* there is no dynamic linker */
		if (e.type == ELF_LOAD && add_segment(program, &e) < 0)
			return -ENOEXEC;
	}
	program->entry = h.entry;
	return entry_is_code(program) ? 0 : -ENOEXEC;
}
