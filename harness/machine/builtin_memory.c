#include "harness/machine/builtin_memory.h"

#include <string.h>

#include "harness/base/error.h"
#include "harness/base/file.h"
#include "harness/machine/memfile.h"

static int inside(uint64_t at, uint64_t bytes, size_t ram_bytes)
{
	return at <= ram_bytes && bytes <= ram_bytes - at;
}

int builtin_fits(const struct kmend_image *image, size_t ram_bytes)
{
	const struct kmend_image_builtin *b = &image->builtin;

	if (inside(b->block.pa, sizeof(struct kmend_builtin), ram_bytes) &&
		inside(b->watch.pa, image->nblocks, ram_bytes) &&
		inside(b->counts.pa, (uint64_t)image->nblocks * sizeof(struct kmend_count), ram_bytes))
		return 1;
	kmend_error("the image lies outside of guest memory (runtime at 0x%llx): is memory_mib too small?",
		(unsigned long long)b->block.pa);
	return 0;
}

/* ---- the prepared image --------------------------------------------------------------------------------------- */

static int put(struct kmend_buf *file, uint64_t at, const void *bytes, size_t size)
{
	if (!inside(at, size, file->size))
		return kmend_error("the image has changed on disk");
	memcpy(file->data + at, bytes, size);
	return 0;
}

static int prepare(struct kmend_buf *file, const struct kmend_image *image, uint64_t stop_at)
{
	const struct kmend_image_builtin *place = &image->builtin;
	struct kmend_builtin block;

	if (!inside(place->block.offset, sizeof block, file->size) ||
		!inside(place->watch.offset, image->nblocks, file->size))
		return kmend_error("the image has changed on disk");
	memcpy(&block, file->data + place->block.offset, sizeof block);
	if (block.magic != KMEND_BUILTIN_MAGIC || block.version != KMEND_ABI_VERSION)
		return kmend_error("the image holds no runtime of ABI version %u", KMEND_ABI_VERSION);
	block.stop_at = stop_at ? stop_at : KMEND_BUILTIN_NEVER;
	memset(file->data + place->watch.offset, KMEND_WATCH_COUNT, image->nblocks);
	return put(file, place->block.offset, &block, sizeof block);
}

int builtin_file(const char *image_path, const struct kmend_image *image, uint64_t stop_at)
{
	struct kmend_buf file = KMEND_BUF_INIT;
	int fd = -1;

	if (kmend_file_read(&file, image_path, KMEND_IMAGE_MAX_BYTES) == 0 && prepare(&file, image, stop_at) == 0)
		fd = memfile_of("kmend-image", file.data, file.size);
	kmend_buf_release(&file);
	return fd;
}

/* ---- guest memory --------------------------------------------------------------------------------------------- */

int builtin_read(struct kmend_builtin *out, const void *ram, size_t ram_bytes, const struct kmend_image *image)
{
	memset(out, 0, sizeof *out);
	if (!builtin_fits(image, ram_bytes))
		return -1;
	memcpy(out, (const char *)ram + image->builtin.block.pa, sizeof *out);
	if (out->magic != KMEND_BUILTIN_MAGIC || out->version != KMEND_ABI_VERSION) {
		memset(out, 0, sizeof *out);
		return kmend_error("the kernel is not where its program headers say (no runtime at 0x%llx)",
			(unsigned long long)image->builtin.block.pa);
	}
	return 0;
}

uint32_t builtin_overwritten(const void *ram, size_t ram_bytes, const struct kmend_image *image, uint8_t expected)
{
	const uint8_t *watch = (const uint8_t *)ram + image->builtin.watch.pa;
	uint32_t changed = 0;

	if (!inside(image->builtin.watch.pa, image->nblocks, ram_bytes))
		return 0;
	for (uint32_t i = 0; i < image->nblocks; i++)
		changed += watch[i] != expected;
	return changed;
}

int builtin_settle(void *ram, size_t ram_bytes, const struct kmend_image *image)
{
	struct kmend_builtin block;
	uint32_t changed;

	if (builtin_read(&block, ram, ram_bytes, image) < 0)
		return -1;
	changed = builtin_overwritten(ram, ram_bytes, image, KMEND_WATCH_COUNT);
	if (changed)
		return kmend_error("the kernel has overwritten %u of %u watch bytes while it booted: its linker script "
				   "must place kmend_watch and kmend_counts with its data (docs/your-own-kernel.md)",
			changed, image->nblocks);
	memset((char *)ram + image->builtin.watch.pa, 0, image->nblocks);
	memset((char *)ram + image->builtin.counts.pa, 0, (size_t)image->nblocks * sizeof(struct kmend_count));
	return 0;
}

int builtin_arm(void *ram, size_t ram_bytes, const struct kmend_image *image, const struct control_order *order,
	uint64_t stop_at, uint64_t token)
{
	struct kmend_builtin block;
	uint8_t *watch;

	if (builtin_read(&block, ram, ram_bytes, image) < 0)
		return -1;
	if (order->mode == KMEND_MODE_ARMED && order->block >= image->nblocks)
		return kmend_error("block %u is not one of the image", order->block);
	watch = (uint8_t *)ram + image->builtin.watch.pa;
	if (order->mode == KMEND_MODE_GOLDEN)
		memset(watch, KMEND_WATCH_COUNT, image->nblocks);
	if (order->mode == KMEND_MODE_ARMED)
		watch[order->block] = KMEND_WATCH_ARMED;
	block.fault = order->fault;
	block.fault.executions = block.fault.activations = 0;
	block.stop_at = stop_at ? stop_at : KMEND_BUILTIN_NEVER;
	block.token = token;
	block.blocks = 0;
	block.stopped = 0;
	memcpy((char *)ram + image->builtin.block.pa, &block, sizeof block);
	return 0;
}

int builtin_counts(struct kmend_count *counts, const void *ram, size_t ram_bytes, const struct kmend_image *image)
{
	if (!builtin_fits(image, ram_bytes))
		return -1;
	memcpy(counts, (const char *)ram + image->builtin.counts.pa, (size_t)image->nblocks * sizeof *counts);
	return 0;
}
