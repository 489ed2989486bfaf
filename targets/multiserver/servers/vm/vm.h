/*
 * VM: address spaces of user processes. Shared declarations of its files.
 *
 * VM owns a range of physical frames and decides which of them a process sees where. The kernel's page tables are
 * only a copy of what VM decided; VM's own books are three tables, from the bottom up:
 *
 *   frames (frame.c)   how many leaf entries name each frame; free ones are chained
 *   leaves (leaf.c)    64 pages each: which frame, if any, lies behind each page of a space
 *   spaces (space.c)   one for each process: its break, its leaves, its sorted regions (region.c)
 *
 * A region says what may be there (bounds, protection, kind); a page comes into being on its first touch (fault.c).
 * Invariants, checked by VM_AUDIT (audit.c): every page lies in a region of its space; a frame's reference count is the
 * number of leaf entries that name it; a frame with more than one reference is mapped writable nowhere.
 *
 * Every handler follows one order (OSIRIS IV-B, "check everything, then change"): validate without side effects, change
 * the own books, tell the kernel last. The recovery window is open until the first kernel call that modifies something.
 */
#ifndef VM_H
#define VM_H

#include "server.h"

#define NSPACE NUSER
#define NREGION 24           /* of one space */
#define NFRAME 8192u         /* most frames VM can own: 32 MiB */
#define NLEAF 640            /* of all spaces together */
#define LEAF_PAGES 64u       /* pages of one leaf, a power of two */
#define SPACE_PAGES 4096u    /* most pages a process may have in regions: 16 MiB */
#define STACK_FIRST_PAGES 4u /* of a fresh stack region; it grows on demand down to USER_STACK_LIMIT */

#define PAGE_SHIFT 12
#define PROT_ALL (PROT_READ | PROT_WRITE | PROT_EXEC)
#define NO_FRAME 0xffffu

typedef uint32_t page_t;  /* virtual address / PAGE_SIZE */
typedef uint16_t frame_t; /* index into the frames that VM owns: 0 is the first one */

enum region_kind { REGION_FREE, REGION_IMAGE, REGION_HEAP, REGION_MMAP, REGION_STACK };

struct region {
	page_t start, end; /* [start, end) */
	uint8_t prot;
	uint8_t kind; /* enum region_kind */
	uint16_t reserved;
};

struct leaf {
	page_t base;   /* first page, a multiple of LEAF_PAGES */
	int16_t next;  /* of the same space in ascending order, or of the free list; -1 the last one */
	uint16_t used; /* entries that name a frame */
	frame_t frame[LEAF_PAGES];
};

struct space {
	endpoint_t owner; /* EP_NONE: slot is free */
	page_t heap_start;
	uint64_t brk;
	int16_t leaves; /* first leaf, -1 none */
	uint16_t nregions;
	uint32_t pages; /* pages with a frame */
	struct region region[NREGION];
};

/* --- frame.c: reference-counted frames ---------------------------------------------------------------------------- */

extern uint32_t frames_total, frames_free;
void frame_init(uint64_t first, uint64_t count);
/* -> a frame with one reference and undefined contents, NO_FRAME when there is none. */
frame_t frame_alloc(void);
void frame_share(frame_t frame);
/* Drops a reference; the last one frees the frame. */
void frame_drop(frame_t frame);
uint32_t frame_refs(frame_t frame);
/* Physical frame number, as the kernel counts. */
uint64_t frame_physical(frame_t frame);
/* -> problems in the free list and in the counts, which must be `expected`; describes the first in text. */
unsigned frame_audit(const uint8_t *expected, char *text, size_t size);

/* --- leaf.c: pages of a space -------------------------------------------------------------------------------------- */

extern uint32_t leaves_free;
void leaf_init(void);
/* Leaf that holds the page, -1 none. */
int leaf_find(const struct space *s, page_t page);
/* The same, made when absent; -ENOMEM. */
int leaf_need(struct space *s, page_t page);
frame_t leaf_get(const struct space *s, page_t page);
/* Enters a frame behind a page that has none; the leaf must exist. The caller's reference goes into the leaf. */
void leaf_set(struct space *s, page_t page, frame_t frame);
/* Replaces the frame behind a page that has one; the old reference is the caller's now. */
frame_t leaf_exchange(struct space *s, page_t page, frame_t frame);
/* Drops every page of [start, end) from the books and their references; -> pages dropped. */
uint32_t leaf_drop(struct space *s, page_t start, page_t end);
/* Leaves that the space uses. */
uint32_t leaf_count(const struct space *s);
/* First page >= from that has a frame and lies below end; end when there is none. */
page_t leaf_next_page(const struct space *s, page_t from, page_t end);
const struct leaf *leaf_at(int index);
unsigned leaf_audit(const struct space *spaces, char *text, size_t size);

/* --- region.c: what may be where ------------------------------------------------------------------------------------ */

/* Region that holds the page, NULL none. */
struct region *region_find(struct space *s, page_t page);
/* First region that ends after the page, nregions when none does: where a search in address order starts. */
unsigned region_index(const struct space *s, page_t page);
/* 1 when no region meets [start, end). */
int region_is_free(const struct space *s, page_t start, page_t end);
/* 1 when regions cover the whole of [start, end). */
int region_covers(const struct space *s, page_t start, page_t end);
/* Pages in all regions. */
uint32_t region_pages(const struct space *s);
/* Enters a region into free room, joined to a like neighbour if there is one. 0, or -ENOMEM when the table is full. */
int region_insert(struct space *s, page_t start, page_t end, unsigned prot, enum region_kind kind);
/* Most slots that cutting at both ends of a range can cost: ask before region_remove and region_protect. */
unsigned region_cuts(const struct space *s, page_t start, page_t end);
/* Takes [start, end) out of all regions. The caller has checked region_cuts against the room. */
void region_remove(struct space *s, page_t start, page_t end);
/* Changes the protection of [start, end), which regions cover. The same precondition. */
void region_protect(struct space *s, page_t start, page_t end, unsigned prot);
/* Start of the lowest gap of `pages` pages in [low, high), 0 when there is none. */
page_t region_gap(const struct space *s, page_t low, page_t high, uint32_t pages);
unsigned region_audit(const struct space *s, char *text, size_t size);

/* --- space.c: one address space for each process -------------------------------------------------------------------- */

extern struct space spaces[NSPACE];
void space_init(void);
struct space *space_find(endpoint_t owner);
struct space *space_alloc(endpoint_t owner);
/* Drops all pages and regions from the books; the kernel is not told. */
void space_empty(struct space *s);
void space_free(struct space *s);
/*
 * After a rollback (sv_set_end_hook), for a process that somebody ends: when the kernel has emptied its page table already, its pages go from the
 * books too, so that both agree for as long as VM cannot let go of it. -> 0
 */
int space_settle(endpoint_t owner);

/* --- pagemap.c: the kernel's copy of the books ----------------------------------------------------------------------- */

/* Protection that the kernel is told for a page: without PROT_WRITE while its frame is shared. */
unsigned map_prot(const struct region *r, frame_t frame);
/* Notes every page with a frame in [start, end), to be told to the kernel with map_tell(), in this order. 0 or negative errno. */
void map_note_range(struct space *s, page_t start, page_t end);
int map_tell(void);
/* Tells the kernel about one page, or about every page with a frame in [start, end). 0 or negative errno. */
int map_page(const struct space *s, const struct region *r, page_t page, frame_t frame);
int map_range(struct space *s, page_t start, page_t end);
/* Drops [start, end) from the books, then from the kernel's tables. */
void drop_range(struct space *s, page_t start, page_t end);

/* --- requests: result for the reply; handlers may fill m->a[1..5] ------------------------------------------------------ */

int64_t do_pagefault(struct msg *m);                                                  /* fault.c */
int64_t do_brk(struct msg *m);                                                        /* brk.c */
int64_t do_mmap(struct msg *m), do_munmap(struct msg *m), do_mprotect(struct msg *m); /* mmap.c */
int64_t do_new(struct msg *m), do_exit(struct msg *m);                                /* space.c */
int64_t do_fork(struct msg *m);                                                       /* fork.c */
int64_t do_reset(struct msg *m), do_map(struct msg *m);                               /* exec.c */
int64_t do_info(struct msg *m), do_regions(struct msg *m);                            /* info.c */
void do_audit(struct msg *m);                                                         /* audit.c; replies itself */

/* --- ranges ------------------------------------------------------------------------------------------------------------ */

static inline page_t page_of(uint64_t addr)
{
	return (page_t)(addr >> PAGE_SHIFT);
}

static inline uint64_t addr_of(page_t page)
{
	return (uint64_t)page << PAGE_SHIFT;
}

static inline uint64_t page_round_up(uint64_t addr)
{
	return (addr + PAGE_SIZE - 1) & ~(uint64_t)(PAGE_SIZE - 1);
}

#endif
