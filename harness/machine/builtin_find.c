#include "harness/machine/builtin_find.h"

#include <string.h>

static int inside(uint64_t at, uint64_t bytes, const struct memory *memory)
{
	return at <= memory->bytes && bytes <= memory->bytes - at;
}

/* Blocks that the runtime at PA has counted; -1: there is none. */
static int64_t counted(const struct memory *memory, uint64_t pa)
{
	struct kmend_builtin block;

	if (!inside(pa, sizeof block, memory))
		return -1;
	memcpy(&block, memory->map + pa, sizeof block);
	if (block.magic != KMEND_BUILTIN_MAGIC || block.version != KMEND_ABI_VERSION)
		return -1;
	return block.blocks > INT64_MAX ? INT64_MAX : (int64_t)block.blocks;
}

static struct kmend_image_builtin moved(const struct kmend_image_builtin *from, uint64_t by)
{
	struct kmend_image_builtin to = *from;

	to.block.pa += by;
	to.watch.pa += by;
	to.counts.pa += by;
	return to;
}

struct kmend_image_builtin builtin_find(const struct memory *memory, const struct kmend_image *image)
{
	const struct kmend_image_builtin *first = &image->builtin;
	struct kmend_image_builtin best = *first;
	int64_t most = counted(memory, first->block.pa);
	size_t at = 0, end;

	for (; memory_part(memory, &at, &end) > 0; at = end)
		for (; at < end; at += MEMORY_PAGE) {
			const uint64_t pa = at + first->block.pa % MEMORY_PAGE;
			const struct kmend_image_builtin here = moved(first, pa - first->block.pa);
			const int64_t now = counted(memory, pa);

			if (now <= most || !inside(here.watch.pa, image->nblocks, memory) ||
				!inside(here.counts.pa, (uint64_t)image->nblocks * sizeof(struct kmend_count), memory))
				continue;
			best = here;
			most = now;
		}
	return best;
}
