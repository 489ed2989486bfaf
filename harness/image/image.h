/*
 * The image reader: what a kernel image says about itself. An image alone is enough to plan and run a campaign: its
 * site table (section KMEND_SITES_SECTION) names every fault site, and its symbol table says where the control block
 * lies. The file is hostile input: nothing in it is believed before it is checked, and every count has a limit.
 *
 * An image can have millions of sites. They are kept as the table has them; a site is described, and its identity
 * written, when somebody asks.
 */
#ifndef KMEND_IMAGE_IMAGE_H
#define KMEND_IMAGE_IMAGE_H

#include <stddef.h>
#include <stdint.h>

#include "recovery-rt/include/kmend/abi.h"

#define KMEND_IMAGE_MAX_BYTES (512u << 20)       /* of the image file */
#define KMEND_IMAGE_MAX_TABLE_BYTES (256u << 20) /* of the site table */
#define KMEND_IMAGE_MAX_SITES (1u << 23)
#define KMEND_IMAGE_MAX_BLOCKS (1u << 20)
#define KMEND_IMAGE_MAX_NAME 1024 /* bytes of one unit, function or file name, NUL included */

/* Bytes of one identity, NUL included: component, unit, function, three numbers or short names, separators. */
#define KMEND_IMAGE_IDENTITY_MAX (2 * KMEND_IMAGE_MAX_NAME + 96)

/* One fault site. The strings belong to the image and are printable ASCII. */
struct kmend_image_site {
	uint32_t number;    /* dense, over the whole image */
	uint32_t block;     /* dense block number, over the whole image */
	uint32_t component; /* index in kmend_image.components */
	const char *unit;   /* translation unit, relative to KMEND_UNIT_ROOT */
	const char *function;
	const char *file;   /* of the source line; "" when unknown */
	uint32_t line;      /* 0: unknown */
	uint32_t ordinal;   /* of the block inside its function */
	uint32_t candidate; /* ordinal of the candidate of this type inside its block */
	uint32_t type;      /* enum kmend_fault_type */
	uint64_t shape;     /* of the function: sites of two revisions are the same only when it is equal */
};

struct kmend_image_component {
	char name[16];
	uint32_t first_block, nblocks; /* dense */
	uint32_t first_site, nsites;   /* dense */
};

/* A piece of the image: where it is in memory once loaded, and in the file. */
struct kmend_image_place {
	uint64_t pa, offset;
};

/* The runtime for kernels without glue. */
struct kmend_image_builtin {
	struct kmend_image_place block;  /* struct kmend_builtin */
	struct kmend_image_place watch;  /* a byte for each block, in the order of their numbers */
	struct kmend_image_place counts; /* a struct kmend_count for each block */
};

struct kmend_image {
	uint32_t nsites;
	uint32_t nblocks;
	uint32_t nfunctions; /* that have sites */
	struct kmend_image_component components[KMEND_MAX_COMPONENTS];
	uint32_t ncomponents;
	uint64_t control_pa;     /* physical address of struct kmend_control; meaningful when has_control is 1 */
	uint64_t control_offset; /* of the same in the file, so that a copy of it can be prepared; 0: the file does not hold it */
	int has_control;         /* 0: the image has no symbol KMEND_CONTROL_SYMBOL */
	struct kmend_image_builtin builtin; /* meaningful when has_builtin is 1; checked against the file */
	int has_builtin;
	char hash[65]; /* content hash of the whole file, hexadecimal (as git names a blob) */
	void *storage; /* private */
};

/*
 * Reads the image at PATH. On success *OUT is the image, owned by the caller, released with kmend_image_free().
 * An image without a site table is valid: it has no sites. -1 and kmend_error_text() when the file cannot be read, is
 * not a little-endian ELF file of 64 or 32 bits, or its table is broken (which chunk, and why) or of another version.
 */
int kmend_image_open(struct kmend_image **out, const char *path);

/* The same for a site table alone (the contents of KMEND_SITES_SECTION). TABLE is copied. No control block, no hash. */
int kmend_image_parse(struct kmend_image **out, const void *table, size_t bytes);

/* Releases an image; NULL is allowed. */
void kmend_image_free(struct kmend_image *image);

/* Site NUMBER, which is below nsites. Logarithmic in the number of units. */
struct kmend_image_site kmend_image_site(const struct kmend_image *image, uint32_t number);

/* What a walk over all sites asks for most: the dense number of the block of site NUMBER, and the site's type. */
uint32_t kmend_image_block_of(const struct kmend_image *image, uint32_t number);
uint32_t kmend_image_type_of(const struct kmend_image *image, uint32_t number);

/* And the index of its component. */
uint32_t kmend_image_component_of(const struct kmend_image *image, uint32_t number);

/*
 * Writes the identity of site NUMBER to OUT, which it returns: unit:function:ordinal:candidate:type, the same in the image
 * of every policy. A unit that is part of several components has `component/` before it.
 */
const char *kmend_image_identity(const struct kmend_image *image, uint32_t number, char out[KMEND_IMAGE_IDENTITY_MAX]);

/* 1, and *NUMBER is the site of this identity; 0: there is none. Logarithmic. */
int kmend_image_find(const struct kmend_image *image, const char *identity, uint32_t *number);

/*
 * 0 when both images have the same sites (identities, as sets); -1 and an error that names an identity which
 * only one of them has. LABEL_A and LABEL_B name the images in that message (policies, for example).
 */
int kmend_image_same_sites(
	const struct kmend_image *a, const char *label_a, const struct kmend_image *b, const char *label_b);

#endif
