/* Shared by the files of the image reader, by nobody else. */
#ifndef KMEND_IMAGE_PRIVATE_H
#define KMEND_IMAGE_PRIVATE_H

#include "harness/image/image.h"

/* What kmend_image.storage points to: everything that the arrays of the image point into. */
struct image_storage {
	uint8_t *table;    /* copy of the section; unit, function and file names lie here */
	char *identities;  /* one after the other, each with its NUL */
	uint64_t watch_va; /* of the image's first block */
	uint32_t *by_name; /* indices of the sites in the order of their identities */
};

/* A UNIT chunk that has passed every check of its own. */
struct image_unit {
	uint32_t component;
	uint64_t watch_va;
	uint32_t nblocks, nsites;
	const char *name;
	const struct kmend_site *records; /* unaligned is possible: read with memcpy */
	const char *strings;
	uint32_t strings_bytes;
	int shared_name; /* a unit of the same name is part of another component, too */
};

struct image_units {
	struct image_unit *units;
	uint32_t count, room;
};

/* chunks.c: cuts TABLE into chunks; fills the components' names and UNITS (to be freed also on error). */
int image_chunks_read(struct kmend_image *image, struct image_units *units, const uint8_t *table, size_t bytes);

/* table.c: from the table in the image's storage to components, blocks and sites. */
int image_table_read(struct kmend_image *image, size_t bytes);

/* identity.c: gives each site its identity and builds the index; duplicates are an error. */
int image_identities_make(struct kmend_image *image, const struct image_unit *unit_of_site[]);

/*
 * elf.c: finds the section KMEND_SITES_SECTION (*TABLE points into BYTES; NULL when there is none) and the control
 * block (fills control_pa and has_control) in the ELF file at BYTES.
 */
int image_elf_read(struct kmend_image *image, const void **table, size_t *table_bytes, char *bytes, size_t size);

/* builtin.c: finds the runtime for kernels without glue (fills builtin and has_builtin), after the table was read.
 * WATCH_VA is the address of the first watch byte. No such runtime is fine. */
int image_builtin_read(struct kmend_image *image, char *bytes, size_t size, uint64_t watch_va);

#endif
