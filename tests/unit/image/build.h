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

/*
 * Appends a UNIT chunk with NSITES fail-stop sites, one in each of NBLOCKS blocks (site I in block I % NBLOCKS), all in
 * function FUNCTION, line 10 + I of file "file.c".
 */
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
