/*
 * The kernel pool: frames for page tables and the services. Stacks of freed frames over a bump pointer, so that
 * contiguous runs (watch bytes and counters, which the harness reads by physical address) can be had at boot. Freed page
 * tables are empty, so they have a stack of their own: most of the frames that are asked for need no clearing.
 */
#include "kernel.h"
#include "mem.h"

struct start_info { /* of the PVH boot protocol */
	uint32_t magic, version, flags, nmodules;
	uint64_t modules, cmdline, rsdp, memmap;
	uint32_t memmap_entries, reserved;
};
struct memmap_entry {
	uint64_t address, size;
	uint32_t type, reserved;
};

enum { START_MAGIC = 0x336ec578, MEMMAP_RAM = 1, MEMMAP_LIMIT = 64, VM_SHARE = 8 /* VM gets an eighth */ };

extern char image_end[];

static uint64_t bump, limit, free_list, empty_list, free_frames;

/* End of the RAM that the image lies in. */
static uint64_t ram_end(const struct start_info *info)
{
	uint64_t image = (uint64_t)image_end - KERNEL_BASE;
	if (info->magic != START_MAGIC || info->version == 0)
		panic("no-memory-map");
	const struct memmap_entry *entry = mem_at(info->memmap);
	for (unsigned i = 0; i < info->memmap_entries && i < MEMMAP_LIMIT; i++) {
		uint64_t end = entry[i].address + entry[i].size;
		if (entry[i].type == MEMMAP_RAM && entry[i].address <= image && image < end)
			return end < PHYSMAP_LIMIT ? end : PHYSMAP_LIMIT;
	}
	panic("no-memory-map");
}

void pool_init(uint64_t start_info)
{
	uint64_t end = ram_end(mem_at(start_info)) & ~(uint64_t)(PAGE_SIZE - 1);
	uint64_t start = ((uint64_t)image_end - KERNEL_BASE + PAGE_SIZE - 1) & ~(uint64_t)(PAGE_SIZE - 1);
	uint64_t vm_frames = end / PAGE_SIZE / VM_SHARE;

	bump = start;
	limit = end - vm_frames * PAGE_SIZE;
	if (limit <= start || limit > end)
		panic("no-memory");
	frames_init(limit / PAGE_SIZE, vm_frames, mem_at(pool_alloc_contiguous(vm_frames * sizeof(uint16_t))));
}

/* Takes the top of a stack; the frame under it is the new top. Its link is cleared. */
static uint64_t pop(uint64_t pa)
{
	uint64_t *link = mem_at(pa), next = *link;

	*link = 0;
	free_frames--;
	return next;
}

static void push(uint64_t *list, uint64_t pa)
{
	*(uint64_t *)mem_at(pa) = *list;
	*list = pa;
	free_frames++;
}

uint64_t pool_alloc(void)
{
	uint64_t pa = empty_list;
	if (pa != 0) {
		empty_list = pop(pa);
		return pa;
	}
	pa = free_list;
	if (pa != 0) {
		free_list = pop(pa);
	} else {
		if (bump >= limit)
			return 0;
		pa = bump;
		bump += PAGE_SIZE;
	}
	memset(mem_at(pa), 0, PAGE_SIZE);
	return pa;
}

uint64_t pool_alloc_contiguous(size_t bytes)
{
	uint64_t pa = bump, n = (bytes + PAGE_SIZE - 1) & ~(size_t)(PAGE_SIZE - 1);
	if (n > limit - bump)
		panic("kernel-pool-empty");
	bump += n;
	memset(mem_at(pa), 0, n);
	return pa;
}

void pool_free(uint64_t pa)
{
	push(&free_list, pa);
}

void pool_free_empty(uint64_t pa)
{
	push(&empty_list, pa);
}

uint64_t pool_free_count(void)
{
	return free_frames + (limit - bump) / PAGE_SIZE;
}
