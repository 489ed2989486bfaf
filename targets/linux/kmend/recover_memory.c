// SPDX-License-Identifier: MIT
/*
 * What the recovery domains have to know of Linux's memory and locks: which addresses are its own, what is gone when something is freed, how a
 * lock of a domain that is gone is let go. Classes: targets/linux/domains.
 */
#include <linux/list.h>
#include <linux/memblock.h>
#include <linux/mm.h>
#include <linux/mutex.h>
#include <linux/rwsem.h>
#include <linux/sched/task_stack.h>
#include <linux/slab.h>
#include <linux/vmalloc.h>
#include <linux/wait.h>
#include <asm/sections.h>

#include "kmend.h"
#include "rt.h"

/* The running stack dies with the domain; the preempt count is restored by itself; users' memory is theirs. */
int kmend_akeso_is_memory(const void *address, uint64_t bytes)
{
	unsigned long at = (unsigned long)address;

	if (at - (unsigned long)_text < (unsigned long)(_end - _text))
		return at - (unsigned long)&__preempt_count >= sizeof(int);
	if (at >= PAGE_OFFSET && at < (unsigned long)high_memory)
		return 1;
	/* What describes the pages: their locks, counts and marks. */
	if (at >= VMEMMAP_START && at < (unsigned long)pfn_to_page(max_pfn))
		return 1;
	return at >= VMALLOC_START && at < VMALLOC_END && at - (unsigned long)task_stack_page(current) >= THREAD_SIZE;
}

enum { CLASS_MUTEX, CLASS_SEMAPHORE, CLASS_WAITER = 3 };

#define WRITER_LOCKED 1 /* kernel/locking/rwsem.c */

static void release_semaphore(struct rw_semaphore *semaphore)
{
	if (atomic_long_read(&semaphore->count) & WRITER_LOCKED)
		up_write(semaphore);
	else
		up_read(semaphore);
}

void kmend_akeso_release(uintptr_t lock)
{
	void *at = (void *)(lock & ~7ul);
	wait_queue_entry_t *waiter = at;

	switch (lock & 7) {
	case CLASS_MUTEX:
		mutex_unlock(at);
		break;
	case CLASS_SEMAPHORE:
		release_semaphore(at);
		break;
	case CLASS_WAITER:
		if (!list_empty(&waiter->entry))
			list_del_init(&waiter->entry);
		break;
	}
}

enum { FREES_SLAB, FREES_PAGES, FREES_AREA };

/* A page's description is the page allocator's too from here on. */
static void freeing_pages(const struct page *page, unsigned int order)
{
	kmend_akeso_freed(page, sizeof(*page) << order);
	kmend_akeso_freed(page_address(page), PAGE_SIZE << order);
}

void kmend_akeso_freeing(uint32_t class, uintptr_t first, uintptr_t second, uintptr_t third)
{
	const struct vm_struct *area;

	switch (class) {
	case FREES_SLAB:
		kmend_akeso_freed((void *)second, kmem_cache_size((void *)first));
		break;
	case FREES_PAGES:
		freeing_pages((void *)first, second);
		break;
	case FREES_AREA:
		area = find_vm_area((void *)first);
		if (area)
			kmend_akeso_freed(area->addr, area->size);
		break;
	}
}
