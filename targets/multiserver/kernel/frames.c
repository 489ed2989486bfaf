/* The frames that VM owns: which they are, and how many page table entries hold each. */
#include "kernel.h"
#include "mem.h"

static uint64_t first, count;
static uint16_t *maps;

void frames_init(uint64_t first_frame, uint64_t frame_count, uint16_t *map_counts)
{
	first = first_frame;
	count = frame_count;
	maps = map_counts;
}

uint64_t frames_first(void)
{
	return first;
}

uint64_t frames_count(void)
{
	return count;
}

bool frames_owned(uint64_t frame)
{
	return frame >= first && frame - first < count;
}

unsigned frames_maps(uint64_t frame)
{
	return maps[frame - first];
}

void frames_map(uint64_t frame)
{
	maps[frame - first]++;
}

void frames_unmap(uint64_t frame)
{
	if (maps[frame - first]-- == 0)
		panic("frame-count");
}
