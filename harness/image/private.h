/* Shared by the files of the image reader, by nobody else. */
#ifndef KMEND_IMAGE_PRIVATE_H
#define KMEND_IMAGE_PRIVATE_H

#include "harness/image/image.h"

/* A UNIT chunk that has passed every check of its own. Its records lie in the copy of the table, aligned as they must be. */
struct image_unit {
	uint32_t component;
	uint64_t watch_va;
	const char *name;
	int shared_name; /* a unit of the same name is part of another component, too */
	uint32_t nfunctions, nblocks, nsites;
	const struct kmend_function *functions;
	const struct kmend_block *blocks;
	const struct kmend_site *sites;
	const char *strings;
	uint32_t strings_bytes;
	uint32_t first_site; /* dense */
};

struct image_units {
	struct image_unit *units;
	uint32_t count, room;
};

struct image_function {
	const char *head; /* what the identities of its sites begin with: [component/]unit:function */
	const struct kmend_function *record;
	uint32_t unit;
	uint32_t first_block; /* dense */
};

/* What kmend_image.storage points to. Arrays over dense numbers have one element more, which closes the last range. */
struct image_storage {
	uint8_t *table; /* copy of the section; unit, function and file names lie here */
	struct image_units units;
	struct image_function *functions;
	uint32_t *function_of; /* block -> function */
	uint32_t *ordinal_of;  /* block -> ordinal inside its function */
	uint32_t *first_site;  /* block -> its first site */
	uint32_t *block_of;    /* site -> block */
	char *heads;           /* one after the other, each with its NUL */
	uint32_t *by_head;     /* functions in the order of their heads */
	uint64_t watch_va;     /* of the image's first block */
};

static inline struct image_storage *image_storage(const struct kmend_image *image)
{
	return image->storage;
}

/* sites.c: the table's record of site NUMBER. */
const struct kmend_site *image_site_record(const struct kmend_image *image, uint32_t number);

/* chunks.c: cuts the table in the image's storage into chunks; fills the components' names and the units. */
int image_chunks_read(struct kmend_image *image, size_t bytes);

/* unit.c: checks the UNIT chunk of BYTES bytes at CHUNK. On error -1, and *WHY is what is wrong with it. */
int image_unit_read(struct image_unit *unit, const uint8_t *chunk, size_t bytes, const char **why);

/* table.c: from the table in the image's storage to components, blocks and sites. */
int image_table_read(struct kmend_image *image, size_t bytes);

/* identity.c: writes the heads and sorts the functions by them; two functions of one head are an error. */
int image_identities_make(struct kmend_image *image);

/*
 * elf.c: finds the section KMEND_SITES_SECTION (*TABLE points into BYTES; NULL when there is none) and the control
 * block (fills control_pa, control_offset and has_control) in the ELF file at BYTES.
 */
int image_elf_read(struct kmend_image *image, const void **table, size_t *table_bytes, char *bytes, size_t size);

/* builtin.c: finds the runtime for kernels without glue (fills builtin and has_builtin), after the table was read.
 * WATCH_VA is the address of the first watch byte. No such runtime is fine. */
int image_builtin_read(struct kmend_image *image, char *bytes, size_t size, uint64_t watch_va);

#endif
