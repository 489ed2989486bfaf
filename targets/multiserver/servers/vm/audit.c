/*
 * VM_AUDIT: the books against themselves and against the kernel's page tables, in both directions. Reference counts are recomputed
 * from all leaves; every page must lie in a region and be mapped by the kernel just as the books say; and a frame must be held by as many
 * page table entries as the books have mappings of it. The first finds what is missing or wrong; with the second nothing can be mapped
 * that the books do not know, be it in a process that VM has never heard of.
 */
#include "vm.h"

enum { MAPS_AT_ONCE = 256 };

static uint8_t found[NFRAME];            /* recomputed reference counts; scratch, meaningless between audits */
static uint8_t mapped_as_booked[NFRAME]; /* pages that the kernel maps as the books say; scratch too */

struct finding {
	unsigned problems;
	char text[96]; /* the first one */
};

static char *room(struct finding *f, size_t *size)
{
	*size = f->problems ? 0 : sizeof(f->text);
	return f->problems ? NULL : f->text;
}

static void audit_page(struct finding *f, struct space *s, page_t page, frame_t frame)
{
	const struct region *r = region_find(s, page);
	size_t size;
	char *text = room(f, &size);
	uint32_t prot = 0;
	int64_t mapped;

	if (!r) {
		sv_format(text, size, "page %x of %x lies in no region", page, s->owner);
		f->problems++;
		return;
	}
	mapped = kc_vm_lookup(s->owner, addr_of(page), &prot);
	if (map_prot(r, frame) == PROT_NONE) {
		if (mapped == -EFAULT)
			return;
	} else if (mapped == (int64_t)frame_physical(frame) &&
		((prot & PROT_WRITE) == 0 || (map_prot(r, frame) & PROT_WRITE))) {
		if (frame < NFRAME)
			mapped_as_booked[frame]++;
		return;
	}
	sv_format(text, size, "page %x of %x: kernel has %ld prot %u, VM %lu prot %u", page, s->owner, (long)mapped,
		prot, (unsigned long)frame_physical(frame), map_prot(r, frame));
	f->problems++;
}

static void audit_space(struct finding *f, struct space *s)
{
	size_t size;
	char *text = room(f, &size);

	f->problems += region_audit(s, text, size);
	for (int i = s->leaves; i >= 0; i = leaf_at(i)->next)
		for (unsigned p = 0; p < LEAF_PAGES; p++) {
			frame_t frame = leaf_at(i)->frame[p];

			if (frame == NO_FRAME)
				continue;
			if (frame < NFRAME)
				found[frame]++;
			audit_page(f, s, leaf_at(i)->base + p, frame);
		}
}

static void audit_heap(struct finding *f, const struct space *s)
{
	size_t size;
	char *text = room(f, &size);

	if (s->brk >= addr_of(s->heap_start) && s->brk <= HEAP_LIMIT)
		return;
	sv_format(text, size, "break %lx of %x lies outside the heap", (unsigned long)s->brk, s->owner);
	f->problems++;
}

/* What is mapped without being in the books. Pages that are booked and not mapped were found one by one. */
static void audit_unknown(struct finding *f)
{
	static uint16_t counts[MAPS_AT_ONCE];

	for (uint32_t first = 0; first < frames_total; first += MAPS_AT_ONCE) {
		uint32_t n = frames_total - first < MAPS_AT_ONCE ? frames_total - first : MAPS_AT_ONCE;
		size_t size;
		char *text = room(f, &size);

		if (kc_vm_maps(first, counts, n) < 0) {
			sv_format(text, size, "the kernel does not tell what is mapped");
			f->problems++;
			return;
		}
		for (uint32_t i = 0; i < n; i++) {
			if (counts[i] <= mapped_as_booked[first + i])
				continue;
			text = room(f, &size);
			sv_format(text, size, "frame %u mapped %u times, %u known", first + i, counts[i],
				mapped_as_booked[first + i]);
			f->problems++;
		}
	}
}

void do_audit(struct msg *m)
{
	struct finding f = { .problems = 0 };
	size_t size;
	char *text;

	memset(found, 0, sizeof(found));
	memset(mapped_as_booked, 0, sizeof(mapped_as_booked));
	f.problems = leaf_audit(spaces, f.text, sizeof(f.text));
	for (unsigned i = 0; i < NSPACE; i++) {
		if (spaces[i].owner == EP_NONE)
			continue;
		audit_space(&f, &spaces[i]);
		audit_heap(&f, &spaces[i]);
	}
	text = room(&f, &size);
	f.problems += frame_audit(found, text, size);
	audit_unknown(&f);
	sv_reply_audit(m, f.problems, f.text);
}
