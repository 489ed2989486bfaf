/*
 * Programs of services: whole ELF files inside the image. Text and constants are mapped straight from the image,
 * read-only; data, the runtime's region and the stack are private frames of the pool; watch bytes and counters are made
 * once a program, physically contiguous, and shared by all its instances. The images are ours, yet every offset is checked:
 * a bad build must end in a clear panic.
 */
#include <ms/errno.h>

#include "kernel.h"
#include "proc.h"

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
enum { ELF_LOAD = 1, ELF_EXEC = 1, ELF_WRITE = 2, ELF_AMD64 = 62 };

struct bundle_entry { /* made by bundle.S */
	const char *name;
	const uint8_t *start, *end;
};
extern const struct bundle_entry bundle_table[];

_Static_assert(KMEND_CHUNK_MAGIC == 0x54534d4b && KMEND_ABI_VERSION == 2 && KMEND_CHUNK_COMPONENT == 1 &&
		sizeof(struct kmend_component_chunk) == 32,
	"the chunks that bundle.S writes are others");

struct program loader_programs[NSERVICE];

static const struct elf_segment *segments(const struct program *program, unsigned *n)
{
	const struct elf_header *h = (const void *)program->elf;
	*n = h->phnum;
	return (const void *)(program->elf + h->phoff);
}

static _Noreturn void bad(const struct program *program)
{
	console_write(program->name, strlen(program->name));
	console_line(": bad program in the image");
	panic("bad-program");
}

/* Bytes of the file at a program address; NULL when they are not all there. */
static const void *file_at(const struct program *program, uint64_t va, uint64_t n)
{
	unsigned count;
	const struct elf_segment *s = segments(program, &count);
	for (unsigned i = 0; i < count; i++)
		if (s[i].type == ELF_LOAD && va >= s[i].vaddr && va - s[i].vaddr <= s[i].filesz &&
			n <= s[i].filesz - (va - s[i].vaddr))
			return program->elf + s[i].offset + (va - s[i].vaddr);
	return NULL;
}

static bool range_good(uint64_t start, uint64_t end, uint64_t alignment)
{
	return start <= end && end <= USER_TOP && start % alignment == 0 && end % alignment == 0;
}

static void check(struct program *program)
{
	const struct elf_header *h = (const void *)program->elf;
	unsigned n;
	if (program->elf_bytes < sizeof *h || memcmp(h->ident, "\177ELF\2\1", 6) != 0 || h->machine != ELF_AMD64 ||
		h->phentsize != sizeof(struct elf_segment) || h->phoff > program->elf_bytes ||
		h->phnum * sizeof(struct elf_segment) > program->elf_bytes - h->phoff)
		bad(program);
	const struct elf_segment *s = segments(program, &n);
	for (unsigned i = 0; i < n; i++) {
		if (s[i].type != ELF_LOAD)
			continue;
		if (s[i].offset > program->elf_bytes || s[i].filesz > program->elf_bytes - s[i].offset ||
			s[i].filesz > s[i].memsz || s[i].vaddr > USER_TOP || s[i].memsz > USER_TOP - s[i].vaddr)
			bad(program);
	}
	const struct kmend_header *header = file_at(program, PROGRAM_BASE, sizeof *header);
	if (header == NULL || header->magic != KMEND_HEADER_MAGIC || header->version != KMEND_ABI_VERSION ||
		!range_good(header->data_start, header->data_end, PAGE_SIZE) ||
		!range_good(header->runtime_start, header->runtime_end, 1) || header->runtime_start % PAGE_SIZE != 0 ||
		!range_good(header->watch_start, header->watch_end, 1) ||
		!range_good(header->counts_start, header->counts_end, 1) ||
		!range_good(header->units_start, header->units_end, 1) || header->entry >= USER_TOP ||
		header->entry_recover >= USER_TOP)
		bad(program);
	program->header = *header;
}

/* Also tells the harness of a program that can have fault sites: the blocks of a boot that counts count from here on. */
static void prepare(unsigned ep, struct program *program)
{
	struct kmend_part part = { .name = program->name };
	const struct kmend_header *h = &program->header;
	program->nblocks = (uint32_t)(h->watch_end - h->watch_start);
	if (h->counts_end - h->counts_start != program->nblocks * sizeof(struct kmend_count))
		bad(program);
	if (program->nblocks > 0) {
		program->watch_pa = pool_alloc_contiguous(program->nblocks);
		program->counts_pa = pool_alloc_contiguous(program->nblocks * sizeof(struct kmend_count));
	}
	uint64_t bytes = h->units_end - h->units_start;
	const struct kmend_unit *unit = bytes == 0 ? NULL : file_at(program, h->units_start, bytes);
	for (uint64_t i = 0; unit != NULL && i < bytes / sizeof *unit; i++)
		part.nsites += unit[i].nsites;
	if (ep == EP_DISK)
		return; /* trusted: not a component of the site table */
	part.watch = mem_at(program->watch_pa);
	part.watch_pa = program->watch_pa;
	part.counts_pa = program->counts_pa;
	part.nblocks = program->nblocks;
	kmend_component(&part);
}

void loader_init(void)
{
	for (unsigned ep = 1; ep < NSERVICE; ep++) {
		const struct bundle_entry *entry = &bundle_table[ep - 1];
		struct program *program = &loader_programs[ep];
		if (entry->start == entry->end)
			continue;
		program->name = entry->name;
		program->elf = entry->start;
		program->elf_bytes = (uint64_t)(entry->end - entry->start);
		check(program);
		prepare(ep, program);
	}
}

static int map_shared(struct proc *p, uint64_t va, uint64_t pa, uint64_t bytes, uint64_t flags)
{
	int result = 0;
	for (uint64_t at = 0; at < bytes && result == 0; at += PAGE_SIZE)
		result = space_map(&p->space, va + at, pa + at, flags | PTE_NOEXEC);
	return result;
}

static int map_private(struct proc *p, uint64_t va, uint64_t flags, uint8_t **page)
{
	uint64_t pa = pool_alloc();
	if (pa == 0)
		return -ENOMEM;
	int result = space_map(&p->space, va, pa, flags | PTE_POOL);
	if (result != 0)
		pool_free(pa);
	*page = mem_at(pa);
	return result;
}

static int load_private(struct proc *p, const struct program *program, const struct elf_segment *s, uint64_t flags)
{
	uint64_t start = s->vaddr & ~(uint64_t)(PAGE_SIZE - 1), end = s->vaddr + s->memsz,
		 file_end = s->vaddr + s->filesz;
	for (uint64_t va = start; va < end; va += PAGE_SIZE) {
		uint8_t *page;
		int result = map_private(p, va, flags, &page);
		if (result != 0)
			return result;
		uint64_t from = va < s->vaddr ? s->vaddr : va,
			 to = va + PAGE_SIZE < file_end ? va + PAGE_SIZE : file_end;
		if (from < to)
			memcpy(page + (from - va), program->elf + s->offset + (from - s->vaddr), to - from);
	}
	return 0;
}

static int load_image(struct proc *p, const struct program *program, const struct elf_segment *s, uint64_t flags)
{
	uint64_t start = s->vaddr & ~(uint64_t)(PAGE_SIZE - 1);
	uint64_t pa = (uint64_t)program->elf + s->offset - KERNEL_BASE;
	int result = 0;
	if (pa % PAGE_SIZE != s->vaddr % PAGE_SIZE || s->filesz != s->memsz)
		bad(program);
	pa &= ~(uint64_t)(PAGE_SIZE - 1);
	for (uint64_t va = start; va < s->vaddr + s->memsz && result == 0; va += PAGE_SIZE, pa += PAGE_SIZE)
		result = space_map(&p->space, va, pa, flags);
	return result;
}

static int load_segment(struct proc *p, const struct program *program, const struct elf_segment *s)
{
	uint64_t flags = (s->flags & ELF_EXEC) != 0 ? 0 : PTE_NOEXEC;
	if (s->vaddr >= SERVICE_WATCH_BASE && s->vaddr < SERVICE_COUNTS_BASE)
		return map_shared(p, program->header.watch_start, program->watch_pa, program->nblocks, 0);
	if (s->vaddr >= SERVICE_COUNTS_BASE && s->vaddr < HEAP_LIMIT)
		return map_shared(p, program->header.counts_start, program->counts_pa,
			program->nblocks * sizeof(struct kmend_count), PTE_WRITE);
	if ((s->flags & ELF_WRITE) != 0)
		return load_private(p, program, s, flags | PTE_WRITE);
	return load_image(p, program, s, flags);
}

int loader_load(struct proc *p, unsigned number)
{
	const struct program *program = &loader_programs[number];
	unsigned n;
	int result = 0;
	const struct elf_segment *s = segments(program, &n);
	for (unsigned i = 0; i < n && result == 0; i++)
		if (s[i].type == ELF_LOAD && s[i].memsz > 0)
			result = load_segment(p, program, &s[i]);
	for (uint64_t va = STACK_TOP - SERVICE_STACK_SIZE; va < STACK_TOP && result == 0; va += PAGE_SIZE) {
		uint8_t *page;
		result = map_private(p, va, PTE_WRITE | PTE_NOEXEC, &page);
	}
	return result;
}
