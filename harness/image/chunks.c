/*
 * Cuts a site table into chunks and checks each for itself: sizes, counts, strings. After this file nothing in a unit
 * points outside the table.
 */
#include <stdlib.h>
#include <string.h>

#include "harness/base/error.h"
#include "harness/base/fault.h"
#include "harness/image/private.h"

#define MAX_UNITS (1u << 16)

static int broken(size_t at, const char *why)
{
	return kmend_error("site table: chunk at byte %zu: %s", at, why);
}

static int printable(const char *text, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (text[i] <= ' ' || text[i] > '~')
			return 0;
	return 1;
}

static int open_component(struct kmend_image *image, const char *name, size_t n, size_t at)
{
	struct kmend_image_component *c = &image->components[image->ncomponents];

	if (!n || n >= sizeof(c->name) || !printable(name, n) || memchr(name, '/', n) || memchr(name, ':', n))
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

/* All strings of a unit at once: printable, NUL-terminated, none too long. */
static int check_strings(const char *strings, uint32_t bytes, size_t at)
{
	size_t n;

	if (!bytes || strings[bytes - 1] != 0)
		return broken(at, "strings are not terminated");
	for (uint32_t i = 0; i < bytes; i += (uint32_t)n + 1) {
		n = strlen(strings + i);
		if (n >= KMEND_IMAGE_MAX_NAME)
			return broken(at, "a name is too long");
		if (!printable(strings + i, n))
			return broken(at, "a name is not printable");
	}
	return 0;
}

static int check_sites(const struct image_unit *unit, size_t at)
{
	struct kmend_site site;

	for (uint32_t i = 0; i < unit->nsites; i++) {
		memcpy(&site, (const uint8_t *)unit->records + i * sizeof(site), sizeof(site));
		if (site.block >= unit->nblocks)
			return broken(at, "a site in a block that does not exist");
		if (site.function >= unit->strings_bytes || site.file >= unit->strings_bytes)
			return broken(at, "a name outside the strings");
		if (!kmend_fault_type_text(site.type))
			return broken(at, "a fault type that does not exist");
		if (!unit->strings[site.function])
			return broken(at, "a function without a name");
	}
	return 0;
}

static int add_unit(struct image_units *units, const struct image_unit *unit, size_t at)
{
	if (units->count == units->room) {
		uint32_t room = units->room ? 2 * units->room : 64;
		struct image_unit *more = room <= MAX_UNITS ? realloc(units->units, room * sizeof(*more)) : NULL;

		if (!more)
			return broken(at, "too many units");
		units->units = more;
		units->room = room;
	}
	units->units[units->count++] = *unit;
	return 0;
}

static int read_unit(
	struct kmend_image *image, struct image_units *units, const uint8_t *chunk, size_t bytes, size_t at)
{
	struct kmend_unit_chunk c;
	struct image_unit unit;
	uint64_t needed;

	if (bytes < sizeof(c))
		return broken(at, "a unit chunk that is too short");
	memcpy(&c, chunk, sizeof(c));
	needed = sizeof(c) + (uint64_t)c.nsites * sizeof(struct kmend_site) + c.strings_bytes;
	if (needed > bytes || bytes - needed >= 8)
		return broken(at, "counts do not fit the size");
	if (c.nblocks > KMEND_IMAGE_MAX_BLOCKS || c.watch_va > UINT64_MAX - c.nblocks)
		return broken(at, "too many blocks");
	if (!image->ncomponents && open_component(image, "kernel", 6, at))
		return -1;
	unit = (struct image_unit){
		.component = image->ncomponents - 1,
		.watch_va = c.watch_va,
		.nblocks = c.nblocks,
		.nsites = c.nsites,
		.records = (const struct kmend_site *)(const void *)(chunk + sizeof(c)),
		.strings = (const char *)chunk + sizeof(c) + (size_t)c.nsites * sizeof(struct kmend_site),
		.strings_bytes = c.strings_bytes,
	};
	if (check_strings(unit.strings, unit.strings_bytes, at))
		return -1;
	if (c.unit >= c.strings_bytes || !unit.strings[c.unit])
		return broken(at, "a unit without a name");
	unit.name = unit.strings + c.unit;
	return check_sites(&unit, at) ? -1 : add_unit(units, &unit, at);
}

int image_chunks_read(struct kmend_image *image, struct image_units *units, const uint8_t *table, size_t bytes)
{
	struct kmend_chunk chunk;
	int failed = 0;

	for (size_t at = 0; at < bytes && !failed; at += chunk.bytes) {
		if (bytes - at < sizeof(chunk))
			return broken(at, "cut off");
		memcpy(&chunk, table + at, sizeof(chunk));
		if (chunk.magic != KMEND_CHUNK_MAGIC)
			return broken(at, "not a chunk");
		if (chunk.version != KMEND_ABI_VERSION)
			return broken(at, "of another version of kmend");
		if (chunk.bytes < sizeof(chunk) || chunk.bytes % 8 || chunk.bytes > bytes - at)
			return broken(at, "its size is wrong");
		if (chunk.kind == KMEND_CHUNK_COMPONENT)
			failed = read_component(image, table + at, chunk.bytes, at);
		else if (chunk.kind == KMEND_CHUNK_UNIT)
			failed = read_unit(image, units, table + at, chunk.bytes, at);
		else
			return broken(at, "of a kind that does not exist");
	}
	return failed;
}
