/*
 * Checks one UNIT chunk: sizes, counts, strings, and the order that makes identities unique. After this file nothing in
 * a unit points outside of its chunk.
 */
#include <string.h>

#include "harness/base/fault.h"
#include "harness/image/private.h"

/* A name becomes part of an identity: its parts must be told apart. */
static int is_name(const char *text)
{
	return *text && !strchr(text, ':');
}

/* All strings of a unit at once: printable, NUL-terminated, none too long. */
static const char *check_strings(const char *strings, uint32_t bytes)
{
	size_t n;

	if (!bytes || strings[bytes - 1] != 0)
		return "strings are not terminated";
	for (uint32_t i = 0; i < bytes; i += (uint32_t)n + 1) {
		n = strlen(strings + i);
		if (n >= KMEND_IMAGE_MAX_NAME)
			return "a name is too long";
		for (size_t k = 0; k < n; k++)
			if (strings[i + k] <= ' ' || strings[i + k] > '~')
				return "a name is not printable";
	}
	return NULL;
}

static const char *check_functions(const struct image_unit *unit)
{
	uint64_t blocks = 0;

	for (uint32_t i = 0; i < unit->nfunctions; i++) {
		const struct kmend_function *f = &unit->functions[i];

		if (f->name >= unit->strings_bytes)
			return "a name outside the strings";
		if (!is_name(unit->strings + f->name))
			return "a function without a proper name";
		if (!f->nblocks)
			return "a function without blocks";
		blocks += f->nblocks;
	}
	return blocks == unit->nblocks ? NULL : "its functions have another number of blocks";
}

static const char *check_blocks(const struct image_unit *unit)
{
	uint64_t sites = 0;
	uint32_t at = 0;

	for (uint32_t i = 0; i < unit->nfunctions; i++)
		for (uint32_t k = 0; k < unit->functions[i].nblocks; k++, at++) {
			if (k && unit->blocks[at].ordinal <= unit->blocks[at - 1].ordinal)
				return "the blocks of a function are not in order";
			if (!unit->blocks[at].nsites)
				return "a block without sites";
			sites += unit->blocks[at].nsites;
		}
	return sites == unit->nsites ? NULL : "its blocks have another number of sites";
}

static const char *check_sites(const struct image_unit *unit)
{
	uint32_t at = 0;

	for (uint32_t i = 0; i < unit->nblocks; i++)
		for (uint32_t k = 0; k < unit->blocks[i].nsites; k++, at++) {
			const struct kmend_site *s = &unit->sites[at], *before = k ? s - 1 : NULL;

			if (s->file >= unit->strings_bytes)
				return "a name outside the strings";
			if (!kmend_fault_type_text(s->type))
				return "a fault type that does not exist";
			if (before &&
				KMEND_ACTION(s->type, s->candidate) <= KMEND_ACTION(before->type, before->candidate))
				return "the sites of a block are not in order";
		}
	return NULL;
}

int image_unit_read(struct image_unit *unit, const uint8_t *chunk, size_t bytes, const char **why)
{
	struct kmend_unit_chunk c;
	uint64_t needed;

	*why = "a unit chunk that is too short";
	if (bytes < sizeof(c))
		return -1;
	memcpy(&c, chunk, sizeof(c));
	needed = sizeof(c) + (uint64_t)c.nfunctions * sizeof(struct kmend_function) +
		(uint64_t)c.nblocks * sizeof(struct kmend_block) + (uint64_t)c.nsites * sizeof(struct kmend_site) +
		c.strings_bytes;
	*why = "counts do not fit the size";
	if (needed > bytes || bytes - needed >= 8)
		return -1;
	*why = "too many blocks";
	if (c.nblocks > KMEND_IMAGE_MAX_BLOCKS || c.watch_va > UINT64_MAX - c.nblocks)
		return -1;
	*unit = (struct image_unit){
		.watch_va = c.watch_va,
		.nfunctions = c.nfunctions,
		.nblocks = c.nblocks,
		.nsites = c.nsites,
		.strings_bytes = c.strings_bytes,
	};
	unit->functions = (const void *)(chunk + sizeof(c));
	unit->blocks = (const void *)(unit->functions + c.nfunctions);
	unit->sites = (const void *)(unit->blocks + c.nblocks);
	unit->strings = (const void *)(unit->sites + c.nsites);
	*why = check_strings(unit->strings, unit->strings_bytes);
	if (!*why && (c.unit >= c.strings_bytes || !is_name(unit->strings + c.unit)))
		*why = "a unit without a proper name";
	unit->name = unit->strings + c.unit;
	if (!*why)
		*why = check_functions(unit);
	if (!*why)
		*why = check_blocks(unit);
	if (!*why)
		*why = check_sites(unit);
	return *why ? -1 : 0;
}
