/* Bounded reading and writing of the control block. */
#include "harness/machine/control.h"

#include <stdio.h>
#include <string.h>

#include "harness/base/error.h"
#include "harness/base/file.h"
#include "harness/machine/memfile.h"

static int inside(uint64_t at, uint64_t bytes, size_t ram_bytes)
{
	return at <= ram_bytes && bytes <= ram_bytes - at;
}

static int control_copy(struct kmend_control *out, const void *ram, size_t ram_bytes, uint64_t pa)
{
	if (!inside(pa, sizeof *out, ram_bytes))
		return kmend_error(
			"the control block lies outside of guest memory (at 0x%llx)", (unsigned long long)pa);
	memcpy(out, (const char *)ram + pa, sizeof *out);
	return 0;
}

static int component_check(const struct kmend_component *c, const struct kmend_image_component *is, size_t ram_bytes)
{
	if (memcmp(c->name, is->name,
		    strnlen(is->name, sizeof is->name) + 1 > sizeof is->name ? sizeof is->name : strlen(is->name) + 1))
		return kmend_error("the guest names another component where the image has '%.16s'", is->name);
	if (c->first_block != is->first_block || c->nblocks != is->nblocks)
		return kmend_error("component '%.16s': the guest says blocks %u+%u, the image %u+%u", is->name,
			c->first_block, c->nblocks, is->first_block, is->nblocks);
	if (!inside(c->watch_pa, c->nblocks, ram_bytes) ||
		!inside(c->counts_pa, (uint64_t)c->nblocks * sizeof(struct kmend_count), ram_bytes))
		return kmend_error("component '%.16s': its counters lie outside of guest memory", is->name);
	return 0;
}

static int control_fetch(struct kmend_control *c, const void *ram, size_t ram_bytes, const struct kmend_image *image)
{
	if (!image->has_control)
		return kmend_error("the image has no symbol " KMEND_CONTROL_SYMBOL);
	if (control_copy(c, ram, ram_bytes, image->control_pa) < 0)
		return -1;
	if (c->magic != KMEND_CONTROL_MAGIC || c->version != KMEND_ABI_VERSION)
		return kmend_error("no control block of ABI version %u in the guest", KMEND_ABI_VERSION);
	if (c->nblocks != image->nblocks || c->nsites != image->nsites)
		return kmend_error("the guest says %u blocks and %u sites, the image %u and %u", c->nblocks, c->nsites,
			image->nblocks, image->nsites);
	if (c->ncomponents != image->ncomponents || c->ncomponents > KMEND_MAX_COMPONENTS)
		return kmend_error("the guest says %u components, the image %u", c->ncomponents, image->ncomponents);
	for (uint32_t i = 0; i < c->ncomponents; i++)
		if (component_check(&c->component[i], &image->components[i], ram_bytes) < 0)
			return -1;
	return 0;
}

int control_check(const void *ram, size_t ram_bytes, const struct kmend_image *image)
{
	struct kmend_control c;

	return control_fetch(&c, ram, ram_bytes, image);
}

int control_settle(void *ram, size_t ram_bytes, const struct kmend_image *image)
{
	struct kmend_control c;

	if (control_fetch(&c, ram, ram_bytes, image) < 0)
		return -1;
	for (uint32_t i = 0; i < c.ncomponents; i++) {
		const struct kmend_component *component = &c.component[i];

		memset((char *)ram + component->watch_pa, 0, component->nblocks);
		memset((char *)ram + component->counts_pa, 0, component->nblocks * sizeof(struct kmend_count));
	}
	return 0;
}

uint32_t control_stop(const void *ram, size_t ram_bytes, const struct kmend_image *image)
{
	uint32_t stop;

	if (!inside(image->control_pa, sizeof(struct kmend_control), ram_bytes))
		return 0;
	memcpy(&stop, (const char *)ram + image->control_pa + offsetof(struct kmend_control, stop), sizeof stop);
	return stop <= KMEND_STOP_SHUTDOWN ? stop : 0;
}

/* The names of the tests, with commas between them. `*` is every test but those that have to be named. */
static int put_workload(struct kmend_control *c, const struct control_order *order)
{
	const char *workload = order->workload ? order->workload : "";
	int size = snprintf(c->workload, sizeof c->workload, "%s%s%s", order->test, *order->test ? "," : "",
		*order->test && !*workload ? "*" : workload);

	return size >= 0 && (size_t)size < sizeof c->workload
		? 0
		: kmend_error("the workload's names are longer than %zu characters", sizeof c->workload - 1);
}

int control_arm(void *ram, size_t ram_bytes, const struct kmend_image *image, const struct control_order *order)
{
	struct kmend_control c;
	const size_t from = offsetof(struct kmend_control, mode);

	if (control_copy(&c, ram, ram_bytes, image->control_pa) < 0)
		return -1;
	memset((char *)&c + from, 0, sizeof c - from);
	c.mode = order->mode;
	c.site = order->site;
	c.block = order->block;
	c.flags = order->flags;
	c.fault = order->fault;
	c.fault.executions = c.fault.activations = 0;
	if (put_workload(&c, order) < 0)
		return -1;
	memcpy((char *)ram + image->control_pa + from, (char *)&c + from, sizeof c - from);
	memset((char *)ram + image->control_pa + offsetof(struct kmend_control, stop), 0, sizeof c.stop);
	return 0;
}

int control_fault(struct kmend_fault *out, const void *ram, size_t ram_bytes, const struct kmend_image *image)
{
	struct kmend_control c;

	if (control_copy(&c, ram, ram_bytes, image->control_pa) < 0)
		return -1;
	*out = c.fault;
	return 0;
}

int control_counts(struct kmend_count *counts, const void *ram, size_t ram_bytes, const struct kmend_image *image)
{
	struct kmend_control c;

	if (control_fetch(&c, ram, ram_bytes, image) < 0)
		return -1;
	for (uint32_t i = 0; i < c.ncomponents; i++) {
		const struct kmend_component *component = &c.component[i];

		if (!inside(component->first_block, component->nblocks, image->nblocks))
			return kmend_error("component %u: its blocks do not fit the image", i);
		memcpy(counts + component->first_block, (const char *)ram + component->counts_pa,
			(size_t)component->nblocks * sizeof *counts);
	}
	return 0;
}

static int prepare(struct kmend_buf *file, const struct kmend_image *image)
{
	const uint32_t mode = KMEND_MODE_GOLDEN;
	struct kmend_control c;
	char *place;

	if (!image->has_control || !image->control_offset)
		return kmend_error("the image's file does not hold " KMEND_CONTROL_SYMBOL
				   ": it must lie in initialised data for the boot to be counted");
	if (!inside(image->control_offset, sizeof c, file->size))
		return kmend_error("the image has changed on disk");
	place = file->data + image->control_offset;
	memcpy(&c, place, sizeof c);
	if (c.magic != KMEND_CONTROL_MAGIC || c.version != KMEND_ABI_VERSION)
		return kmend_error("the image holds no control block of ABI version %u", KMEND_ABI_VERSION);
	memcpy(place + offsetof(struct kmend_control, boot_mode), &mode, sizeof mode);
	return 0;
}

int control_file(const char *image_path, const struct kmend_image *image)
{
	struct kmend_buf file = KMEND_BUF_INIT;
	int fd = -1;

	if (kmend_file_read(&file, image_path, KMEND_IMAGE_MAX_BYTES) == 0 && prepare(&file, image) == 0)
		fd = memfile_of("kmend-image", file.data, file.size);
	kmend_buf_release(&file);
	return fd;
}
