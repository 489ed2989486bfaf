/*
 * Translation units of an image that have no fault sites: other languages, and what the build compiled without the wrapper. The
 * symbol table names the file that each unit was made from.
 */
#ifndef KMEND_IMAGE_UNTOUCHED_H
#define KMEND_IMAGE_UNTOUCHED_H

#include <stddef.h>

#include "harness/image/image.h"

#define KMEND_UNTOUCHED_MAX 4096 /* units that are kept; more are counted */
#define KMEND_UNTOUCHED_NAME 256 /* bytes of a name, NUL included; longer ones are cut */

struct kmend_untouched {
	char (*names)[KMEND_UNTOUCHED_NAME]; /* as the compiler wrote them: hostile text */
	size_t kept, count, touched;         /* units without sites, and with them */
	int has_files;                       /* 0: the symbol table names no file, so nothing is known */
};

/* Of the ELF file at PATH, whose sites are those of IMAGE. -1 when it cannot be read. Release in every case. */
int kmend_untouched_read(struct kmend_untouched *out, const char *path, const struct kmend_image *image);
void kmend_untouched_release(struct kmend_untouched *untouched);

#endif
