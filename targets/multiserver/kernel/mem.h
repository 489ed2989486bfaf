/*
 * Physical memory and address spaces. RAM past the image is cut in two: the kernel pool (page tables, private memory
 * of the services) and the frames that VM owns and hands out to user processes. The kernel reads user memory by
 * walking page tables in software, through PHYSMAP: it never follows a ring-3 pointer.
 */
#ifndef MS_MEM_H
#define MS_MEM_H

#include <ms/params.h>

#include "cpu.h"
#include "layout.h"

struct proc;

static inline void *mem_at(uint64_t pa)
{
	return (void *)(PHYSMAP + pa);
}

/* --- pool.c: the kernel pool -------------------------------------------------------------------------------- */
void pool_init(uint64_t start_info);
uint64_t pool_alloc(void);                    /* one zeroed frame's address, 0 when there is none */
uint64_t pool_alloc_contiguous(size_t bytes); /* zeroed, for ever */
void pool_free(uint64_t pa);
void pool_free_empty(uint64_t pa); /* the same, of a frame that holds nothing but zeros */
uint64_t pool_free_count(void);

/* --- frames.c: the frames that VM owns ---------------------------------------------------------------------- */
void frames_init(uint64_t first, uint64_t count, uint16_t *maps);
uint64_t frames_first(void);
uint64_t frames_count(void);
bool frames_owned(uint64_t frame);
unsigned frames_maps(uint64_t frame); /* page table entries that hold it */
void frames_map(uint64_t frame);
void frames_unmap(uint64_t frame);

/* --- paging.c: address spaces ------------------------------------------------------------------------------- */
#define PTE_PRESENT 1ull
#define PTE_WRITE 2ull
#define PTE_USER 4ull
#define PTE_POOL (1ull << 9)   /* the frame belongs to this mapping and goes back to the pool with it */
#define PTE_FRAME (1ull << 10) /* the frame is one of VM's */
#define PTE_NOEXEC (1ull << 63)
#define PTE_ADDRESS 0x000ffffffffff000ull

struct space {
	uint64_t root;   /* physical address of the top table, 0: none */
	unsigned tables; /* frames of its page tables */
};

void paging_init(void);
int space_create(struct space *s); /* -ENOMEM */
void space_clear(struct space *s); /* unmaps everything below USER_TOP, frees the tables there */
void space_destroy(struct space *s);
int space_map(struct space *s, uint64_t va, uint64_t pa, uint64_t flags); /* replaces; -ENOMEM */
void space_unmap(struct space *s, uint64_t va);
uint64_t space_entry(const struct space *s, uint64_t va);           /* leaf entry, 0: not mapped */
void space_set_entry(struct space *s, uint64_t va, uint64_t entry); /* of a page whose table exists */
void space_load(const struct space *s);                             /* into CR3, when it is not there already */
unsigned space_tables(void); /* frames of page tables of all spaces of user processes */

/* --- copy.c: memory of processes ---------------------------------------------------------------------------- */
/*
 * All return 0, -EFAULT (outside ring-3 space: hopeless) or COPY_FAULT: the page is not there or not writable yet,
 * copy_fault says which, and VM may mend it.
 */
enum { COPY_FAULT = -1000 };
enum copy_access { COPY_READ, COPY_WRITE, COPY_WRITE_ANY /* ignores write protection: exec loads text */ };
struct copy_fault {
	struct proc *owner;
	uint64_t address;
	bool write;
};
extern struct copy_fault copy_fault;

int copy_check(struct proc *p, uint64_t va, uint64_t n, enum copy_access access);
int copy_in(struct proc *p, void *to, uint64_t va, uint64_t n);
int copy_out(struct proc *p, uint64_t va, const void *from, uint64_t n);
int copy_between(
	struct proc *to, uint64_t to_va, enum copy_access access, struct proc *from, uint64_t from_va, uint64_t n);

#endif
