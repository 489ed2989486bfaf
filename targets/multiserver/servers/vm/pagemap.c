/*
 * Telling the kernel. Copy on write lives here: a frame that more than one leaf entry names is mapped without write
 * permission, whatever the region allows; the fault handler sorts the first write out.
 */
#include "vm.h"

unsigned map_prot(const struct region *r, frame_t frame)
{
	unsigned prot = r->prot;

	if (prot & (PROT_WRITE | PROT_EXEC))
		prot |= PROT_READ; /* the machine has no pages that can be written or run but not read */
	if (frame_refs(frame) > 1)
		prot &= ~(unsigned)PROT_WRITE;
	return prot;
}

int map_page(const struct space *s, const struct region *r, page_t page, frame_t frame)
{
	return kc_vm_map(s->owner, addr_of(page), frame_physical(frame), map_prot(r, frame));
}

/*
 * Notes of what the kernel is to be told: all books are written, and everything is looked up, before it hears of the first page, because that
 * closes the window. One word each: it costs one entry of the undo log.
 */
enum { NOTES = 2 * SPACE_PAGES, PAGE_BITS = 24, FRAME_SHIFT = 24, PROT_SHIFT = 48, SPACE_SHIFT = 56 };
_Static_assert(NSPACE <= 256 && USER_TOP >> PAGE_SHIFT <= 1ul << PAGE_BITS, "fits a note");
static uint64_t notes[NOTES];
static uint32_t nnotes;

static void note(const struct space *s, page_t page, uint64_t frame, unsigned prot)
{
	ms_assert(nnotes < NOTES);
	notes[nnotes++] = (uint64_t)page | frame << FRAME_SHIFT | (uint64_t)prot << PROT_SHIFT |
		(uint64_t)(s - spaces) << SPACE_SHIFT;
}

void map_note_range(struct space *s, page_t start, page_t end)
{
	for (page_t p = leaf_next_page(s, start, end); p < end; p = leaf_next_page(s, p + 1, end)) {
		const struct region *r = region_find(s, p);
		frame_t frame = leaf_get(s, p);

		ms_assert(r);
		note(s, p, frame_physical(frame), map_prot(r, frame));
	}
}

int map_tell(void)
{
	uint32_t n = nnotes;

	nnotes = 0;
	for (uint32_t i = 0; i < n; i++) {
		uint64_t page = notes[i] & ((1ul << PAGE_BITS) - 1);
		uint64_t frame = notes[i] >> FRAME_SHIFT & ((1ul << PAGE_BITS) - 1);
		int error = kc_vm_map(spaces[notes[i] >> SPACE_SHIFT].owner, addr_of((page_t)page), frame,
			(unsigned)(notes[i] >> PROT_SHIFT) & PROT_ALL);

		if (error < 0)
			return error;
	}
	return 0;
}

int map_range(struct space *s, page_t start, page_t end)
{
	map_note_range(s, start, end);
	return map_tell();
}

void drop_range(struct space *s, page_t start, page_t end)
{
	for (page_t p = leaf_next_page(s, start, end); p < end; p = leaf_next_page(s, p + 1, end))
		note(s, p, 0, PROT_NONE);
	leaf_drop(s, start, end);
	(void)map_tell();
}
