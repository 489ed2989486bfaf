/* From a crash to its signature and its place: what the guest said, checked against the image that it ran. */
#ifndef KMEND_CAMPAIGN_CRASH_H
#define KMEND_CAMPAIGN_CRASH_H

#include "harness/image/image.h"
#include "harness/image/symbols.h"
#include "harness/outcome/signature.h"

#define CRASH_SIGNATURE_MAX 256
#define CRASH_PARTS_MAX KMEND_MAX_COMPONENTS /* components with programs of their own; more have no places */

/* What is stored of a crash (docs/crash-signatures.md). */
struct crash_text {
	char signature[CRASH_SIGNATURE_MAX];
	char place[KMEND_SOURCE_MAX + 16]; /* `file:line`, or a function's name; "" when nothing is known */
	const char *kind;                  /* who says so: "line", "symbol", "console" or "site"; "" */
	char cause[KMEND_CRASH_CAUSE];
	char function[KMEND_CRASH_FUNCTION]; /* as it is shown; "" when none is known */
	int survived;                        /* what is named is a report that the kernel went on from */
	size_t headline_at,
		said_at; /* bytes of the console before the line with the cause, and the one with the place */
};

/* The symbols of one policy's image: opened when the first crash comes. Zero is unused. */
struct crash_image {
	const char *path,
		*roots; /* of the image (NULL: there is none, the guest is believed); folders that source files are relative to, one a line */
	struct kmend_symbols *symbols;
	int tried;
	struct crash_part {
		char name[32];
		struct kmend_symbols *symbols; /* NULL: the image has no such part */
	} parts[CRASH_PARTS_MAX];
	size_t nparts;
};

/*
 * Names a crash; and of a run that did not crash what was detected in it and that nothing recovered from, if anything was
 * (else the texts stay empty). SITE is the armed one (NULL: not known): the place of last resort, and what decides between
 * functions of one name. A function that is broken itself is the place. An image whose symbols cannot be read knows
 * nothing. -1 only when out of memory.
 */
int crash_name(struct crash_text *text, struct crash_image *image, const struct kmend_crash_run *run,
	const struct kmend_image_site *site);

/* The image's symbols, NULL: they cannot be read. */
struct kmend_symbols *crash_image_symbols(struct crash_image *image);

/* Those of the program of a component, NULL when the image carries none of that name. After the image's own. */
struct kmend_symbols *crash_image_part(struct crash_image *image, const char *component);

void crash_image_release(struct crash_image *image);

#endif
