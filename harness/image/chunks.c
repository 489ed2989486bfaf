/* Cuts a site table into chunks: components, and the units that belong to each. */
#include <stdlib.h>
#include <string.h>

#include "harness/base/error.h"
#include "harness/image/private.h"

#define MAX_UNITS (1u << 16)

static int broken(size_t at, const char *why)
{
	return kmend_error("site table: chunk at byte %zu: %s", at, why);
}

static int is_component(const char *name, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (name[i] <= ' ' || name[i] > '~' || name[i] == '/' || name[i] == ':')
			return 0;
	return n && n < sizeof(((struct kmend_image_component *)0)->name);
}

static int open_component(struct kmend_image *image, const char *name, size_t n, size_t at)
{
	struct kmend_image_component *c = &image->components[image->ncomponents];

	if (!is_component(name, n))
		return broken(at, "bad component name");
	if (image->ncomponents == KMEND_MAX_COMPONENTS)
		return broken(at, "too many components");
	memcpy(c->name, name, n);
	c->name[n] = 0;
	for (uint32_t i = 0; i < image->ncomponents; i++)
		if (strcmp(image->components[i].name, c->name) == 0)
			return broken(at, "two components of one name");
	image->ncomponents++;
	return 0;
}

static int read_component(struct kmend_image *image, const uint8_t *chunk, size_t bytes, size_t at)
{
	struct kmend_component_chunk c;

	if (bytes != sizeof(c))
		return broken(at, "a component chunk of the wrong size");
	memcpy(&c, chunk, sizeof(c));
	return open_component(image, c.name, strnlen(c.name, sizeof(c.name)), at);
}

static struct image_unit *new_unit(struct image_units *units)
{
	if (units->count == units->room) {
		uint32_t room = units->room ? 2 * units->room : 64;
		struct image_unit *more = room <= MAX_UNITS ? realloc(units->units, room * sizeof(*more)) : NULL;

		if (!more)
			return NULL;
		units->units = more;
		units->room = room;
	}
	return &units->units[units->count++];
}

static int read_unit(struct kmend_image *image, const uint8_t *chunk, size_t bytes, size_t at)
{
	struct image_unit *unit = new_unit(&image_storage(image)->units);
	const char *why;

	if (!unit)
		return broken(at, "too many units");
	if (image_unit_read(unit, chunk, bytes, &why))
		return broken(at, why);
	if (!image->ncomponents && open_component(image, "kernel", 6, at))
		return -1;
	unit->component = image->ncomponents - 1;
	return 0;
}

static int read_chunk(struct kmend_image *image, const uint8_t *bytes, const struct kmend_chunk *chunk, size_t at)
{
	switch (chunk->kind) {
	case KMEND_CHUNK_COMPONENT:
		return read_component(image, bytes, chunk->bytes, at);
	case KMEND_CHUNK_UNIT:
		return read_unit(image, bytes, chunk->bytes, at);
	default:
		return broken(at, "of a kind that does not exist");
	}
}

int image_chunks_read(struct kmend_image *image, size_t bytes)
{
	const uint8_t *table = image_storage(image)->table;
	struct kmend_chunk chunk;

	for (size_t at = 0; at < bytes; at += chunk.bytes) {
		if (bytes - at < sizeof(chunk))
			return broken(at, "cut off");
		memcpy(&chunk, table + at, sizeof(chunk));
		if (chunk.magic != KMEND_CHUNK_MAGIC)
			return broken(at, "not a chunk");
		if (chunk.version != KMEND_ABI_VERSION)
			return kmend_error(
				"site table of version %u, this kmend reads version %u: build the image again",
				chunk.version, KMEND_ABI_VERSION);
		if (chunk.bytes < sizeof(chunk) || chunk.bytes % 8 || chunk.bytes > bytes - at)
			return broken(at, "its size is wrong");
		if (read_chunk(image, table + at, &chunk, at))
			return -1;
	}
	return 0;
}
