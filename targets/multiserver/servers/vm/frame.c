/*
 * Physical frames: a reference count for each one and a chain through the free ones. A frame is named here by its index
 * in VM's range. Contents of a fresh frame are undefined: whoever takes one zeroes it or copies into it (KC_VM_ZERO,
 * KC_VM_COPY) before a process can see it.
 */
#include "vm.h"

uint32_t frames_total, frames_free;

static uint64_t frame_first;      /* physical number of frame 0 */
static uint8_t refs[NFRAME];      /* at most one for each space and page: NSPACE < 256 sharers of one page */
static frame_t next_free[NFRAME]; /* NO_FRAME: the last one */
static frame_t free_head;

void frame_init(uint64_t first, uint64_t count)
{
	if (count > NFRAME)
		count = NFRAME;
	frame_first = first;
	frames_total = (uint32_t)count;
	frames_free = frames_total;
	free_head = NO_FRAME;
	for (uint32_t i = frames_total; i-- > 0;) {
		refs[i] = 0;
		next_free[i] = free_head;
		free_head = (frame_t)i;
	}
}

frame_t frame_alloc(void)
{
	frame_t frame = free_head;

	if (frame == NO_FRAME)
		return NO_FRAME;
	ms_assert(frame < frames_total && refs[frame] == 0);
	free_head = next_free[frame];
	frames_free--;
	refs[frame] = 1;
	return frame;
}

void frame_share(frame_t frame)
{
	ms_assert(frame < frames_total && refs[frame] > 0 && refs[frame] < UINT8_MAX);
	refs[frame]++;
}

void frame_drop(frame_t frame)
{
	ms_assert(frame < frames_total && refs[frame] > 0);
	if (--refs[frame] > 0)
		return;
	next_free[frame] = free_head;
	free_head = frame;
	frames_free++;
}

uint32_t frame_refs(frame_t frame)
{
	return refs[frame];
}

uint64_t frame_physical(frame_t frame)
{
	return frame_first + frame;
}

static unsigned audit_free_list(char *text, size_t size)
{
	uint32_t seen = 0;

	for (frame_t f = free_head; f != NO_FRAME; f = next_free[f]) {
		if (f >= frames_total || refs[f] != 0) {
			sv_format(text, size, "frame %u on the free list has %u references", f,
				f < frames_total ? refs[f] : 0);
			return 1;
		}
		if (++seen > frames_total) {
			sv_format(text, size, "the free list is a circle");
			return 1;
		}
	}
	if (seen == frames_free)
		return 0;
	sv_format(text, size, "%u frames on the free list, %u counted", seen, frames_free);
	return 1;
}

unsigned frame_audit(const uint8_t *expected, char *text, size_t size)
{
	unsigned problems = 0;
	uint32_t used = 0;

	for (uint32_t f = 0; f < frames_total; f++) {
		if (refs[f] > 0)
			used++;
		if (refs[f] == expected[f])
			continue;
		if (problems++ > 0)
			continue;
		if (expected[f] == 0)
			sv_format(text, size, "frame %u leaked: %u references, nobody has it", f, refs[f]);
		else
			sv_format(text, size, "frame %u has %u references, %u found", f, refs[f], expected[f]);
	}
	if (used + frames_free != frames_total) {
		if (problems++ == 0)
			sv_format(text, size, "%u frames used, %u free, %u in all", used, frames_free, frames_total);
	}
	return problems + audit_free_list(problems ? NULL : text, problems ? 0 : size);
}
