/* Files that a build leaves beside its image, found again from the image's path. */
#ifndef KMEND_BUILD_OUT_H
#define KMEND_BUILD_OUT_H

#include "harness/config/target.h"

#define BUILD_ROOTS_FILE ".roots" /* the folders that names of units and source files are relative to, one a line */

/* NAME in the folder that the image at IMAGE_PATH was built in. New string of the caller; NULL: no memory, message set. */
char *build_out_file(const struct kmend_target *target, const char *image_path, const char *name);

/*
 * The folders that source files of that image are shown relative to, one a line: with them cut off a place has the same name in every
 * build. New string of the caller; NULL and a message on error.
 */
char *kmend_build_roots(const struct kmend_target *target, const char *image_path);

#endif
