/*
 * Address spaces: four-level page tables whose upper half is the kernel's in every space. Ring 3 lies below USER_TOP,
 * so one top-level entry is all that differs. Leaf entries carry who owns the frame (PTE_POOL, PTE_FRAME), so that clearing
 * a space gives everything back.
 */
#include <ms/errno.h>

#include "kernel.h"
#include "mem.h"
#include "proc.h"

enum { ENTRIES = 512, HALF = 256 };

extern uint64_t boot_pml4[], boot_pdpt_kernel[];
extern char text_start[], text_end[], rodata_end[], image_end[], boot_image_start[];

static uint64_t loaded; /* what CR3 holds */

static uint64_t index_at(uint64_t va, unsigned level)
{
	return va >> (12 + 9 * level) & (ENTRIES - 1);
}

/* The kernel's image: text executable, constants read-only, nothing else executable; nothing at address 0. */
void paging_init(void)
{
	uint64_t start = (uint64_t)boot_image_start, end = (uint64_t)image_end - KERNEL_BASE;
	uint64_t directory = pool_alloc_contiguous(PAGE_SIZE), *table = NULL;

	for (uint64_t pa = start; pa < end; pa += PAGE_SIZE) {
		uint64_t va = pa + KERNEL_BASE, flags = PTE_PRESENT | 0x100;
		if (pa == start || index_at(va, 0) == 0) {
			uint64_t at = pool_alloc_contiguous(PAGE_SIZE);
			((uint64_t *)mem_at(directory))[index_at(va, 1)] = at | PTE_PRESENT | PTE_WRITE;
			table = mem_at(at);
		}
		if (va >= (uint64_t)rodata_end)
			flags |= PTE_WRITE;
		if (va < (uint64_t)text_start || va >= (uint64_t)text_end)
			flags |= PTE_NOEXEC;
		table[index_at(va, 0)] = pa | flags;
	}
	boot_pdpt_kernel[ENTRIES - 2] = directory | PTE_PRESENT | PTE_WRITE;
	boot_pml4[0] = 0;
	boot_pml4[HALF] |= PTE_NOEXEC;
	loaded = (uint64_t)boot_pml4 - KERNEL_BASE;
	uint64_t cr4;
	__asm__ volatile("mov %%cr4, %0" : "=r"(cr4));
	__asm__ volatile("mov %0, %%cr4" : : "r"(cr4 & ~0x80ull) : "memory"); /* drops global entries too */
	write_cr3(loaded);
	__asm__ volatile("mov %0, %%cr4" : : "r"(cr4 | 0x80ull) : "memory");
}

int space_create(struct space *s)
{
	s->root = pool_alloc();
	s->tables = 1;
	if (s->root == 0)
		return -ENOMEM;
	uint64_t *top = mem_at(s->root);
	for (unsigned i = HALF; i < ENTRIES; i++)
		top[i] = boot_pml4[i];
	return 0;
}

static void leaf_drop(uint64_t entry)
{
	if ((entry & PTE_POOL) != 0)
		pool_free(entry & PTE_ADDRESS);
	else if ((entry & PTE_FRAME) != 0)
		frames_unmap((entry & PTE_ADDRESS) / PAGE_SIZE);
}

/* Most of a table is empty: eight entries at a time. */
static bool eight_empty(const uint64_t *e)
{
	return (e[0] | e[1] | e[2] | e[3] | e[4] | e[5] | e[6] | e[7]) == 0;
}

static void table_drop(struct space *s, uint64_t *entry, unsigned level)
{
	uint64_t *table = mem_at(*entry & PTE_ADDRESS);
	for (unsigned i = 0; i < ENTRIES; i++) {
		if (i % 8 == 0 && eight_empty(&table[i])) {
			i += 7;
			continue;
		}
		if (table[i] == 0)
			continue;
		if (level == 0)
			leaf_drop(table[i]);
		else
			table_drop(s, &table[i], level - 1);
		table[i] = 0;
	}
	pool_free_empty(*entry & PTE_ADDRESS);
	s->tables--;
	*entry = 0;
}

void space_clear(struct space *s)
{
	uint64_t *top = mem_at(s->root);
	if ((top[0] & PTE_PRESENT) != 0)
		table_drop(s, &top[0], 2);
	if (s->root == loaded)
		write_cr3(loaded);
}

void space_destroy(struct space *s)
{
	if (s->root == 0)
		return;
	if (s->root == loaded) {
		loaded = (uint64_t)boot_pml4 - KERNEL_BASE;
		write_cr3(loaded);
	}
	space_clear(s);
	pool_free(s->root);
	*s = (struct space){ 0, 0 };
}

/* The leaf slot of an address; makes missing tables when asked to. NULL: not there, or no memory. */
static uint64_t *leaf(struct space *s, uint64_t va, bool make)
{
	if (va >= USER_TOP || s->root == 0)
		return NULL;
	uint64_t *table = mem_at(s->root);
	for (unsigned level = 3; level > 0; level--) {
		uint64_t *entry = &table[index_at(va, level)];
		if ((*entry & PTE_PRESENT) == 0) {
			uint64_t pa = make ? pool_alloc() : 0;
			if (pa == 0)
				return NULL;
			s->tables++;
			*entry = pa | PTE_PRESENT | PTE_WRITE | PTE_USER;
		}
		table = mem_at(*entry & PTE_ADDRESS);
	}
	return &table[index_at(va, 0)];
}

int space_map(struct space *s, uint64_t va, uint64_t pa, uint64_t flags)
{
	uint64_t *entry = leaf(s, va, true);
	if (entry == NULL)
		return -ENOMEM;
	if ((flags & PTE_FRAME) != 0)
		frames_map(pa / PAGE_SIZE);
	leaf_drop(*entry);
	*entry = (pa & PTE_ADDRESS) | flags | PTE_PRESENT | PTE_USER;
	if (s->root == loaded)
		invlpg(va);
	return 0;
}

void space_unmap(struct space *s, uint64_t va)
{
	uint64_t *entry = leaf(s, va, false);
	if (entry == NULL)
		return;
	leaf_drop(*entry);
	*entry = 0;
	if (s->root == loaded)
		invlpg(va);
}

uint64_t space_entry(const struct space *s, uint64_t va)
{
	uint64_t *entry = leaf((struct space *)s, va, false);
	return entry == NULL ? 0 : *entry;
}

void space_set_entry(struct space *s, uint64_t va, uint64_t value)
{
	uint64_t *entry = leaf(s, va, false);
	if (entry == NULL)
		panic("space-set-entry");
	*entry = value;
	if (s->root == loaded)
		invlpg(va);
}

void space_load(const struct space *s)
{
	if (s->root == loaded)
		return;
	loaded = s->root;
	write_cr3(loaded);
}

unsigned space_tables(void)
{
	unsigned n = 0;
	for (unsigned i = USER_SLOT_FIRST; i < NSLOT; i++)
		n += proc_table[i].space.tables;
	return n;
}
