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
};

/* The symbols of one policy's image: opened when the first crash comes. Zero is unused. */
struct crash_image {
	const char *path, *root; /* of the image; folder that source files are relative to */
	struct kmend_symbols *symbols;
	int tried;
	struct crash_part {
		char name[32];
		struct kmend_symbols *symbols; /* NULL: the image has no such part */
	} parts[CRASH_PARTS_MAX];
	size_t nparts;
};

/*
 * Names a crash; and with `crashed` 0 what was detected in a run that came to another outcome and that nothing recovered
 * from, if anything was (else the texts stay empty). Bytes and `reason` as in kmend_crash_read(); SITE is the armed one (NULL: not known): the
 * place of last resort, and what decides between functions of one name. A function that is broken itself is the place. An image whose symbols cannot be read knows none.
 * -1 only when out of memory.
 */
int crash_name(struct crash_text *text, struct crash_image *image, int crashed, const char *log, size_t log_size,
	const char *console, size_t console_size, const char *reason, const struct kmend_image_site *site);

void crash_image_release(struct crash_image *image);

#endif
