/* Builds site tables and small ELF files in memory, right or wrong in one chosen place. */
#ifndef TEST_IMAGE_BUILD_H
#define TEST_IMAGE_BUILD_H

#include "harness/image/image.h"

#define BUILD_MAX 65536

struct build {
	uint8_t bytes[BUILD_MAX];
	size_t size;
};

/* Appends a COMPONENT chunk. */
void build_component(struct build *b, const char *name);

/* A function with NSITES sites of one type in NBLOCKS blocks, which have the ordinals from 0 on; see sites_of(). */
struct build_function {
	const char *name;
	uint64_t shape;
	uint16_t type;
	uint32_t nblocks, nsites;
};

/* Appends a UNIT chunk; site I of it, in the order of the table, is in line 10 + I of file "file.c". At most 256 functions. */
void build_functions(
	struct build *b, const char *unit, uint64_t watch_va, const struct build_function *functions, uint32_t n);

/* The same with one function, of shape 0x5ea9e, and fail-stop sites. */
void build_unit(
	struct build *b, const char *unit, const char *function, uint64_t watch_va, uint32_t nblocks, uint32_t nsites);

/*
 * An ELF file: the table as KMEND_SITES_SECTION (none when B is NULL), a segment that maps vaddr 0x400000 to paddr
 * 0x100000, 64 KiB long, and a symbol KMEND_CONTROL_SYMBOL of value CONTROL_VA (none when 0).
 */
void build_elf(struct build *out, const struct build *table, uint64_t control_va);

/* Writes B to a new temporary file; the name lives until the next call. */
const char *build_file(const struct build *b);

#endif
