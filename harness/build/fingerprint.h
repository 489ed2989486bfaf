/* What decides whether an image must be built again, as one hash. */
#ifndef KMEND_BUILD_FINGERPRINT_H
#define KMEND_BUILD_FINGERPRINT_H

#include "harness/base/buf.h"
#include "harness/config/target.h"

enum { KMEND_FINGERPRINT_CHARS = 41 }; /* 40 hex digits and a NUL */

/*
 * What counts for every image of the target, whatever its settings: the names and contents of all files in its folder and its
 * `sources` (symbolic links followed; names that begin with a dot too, except the folders of version control), the
 * compiler, the kmend-cc program, the build command, and what KMEND_... variables of the environment say, with the contents of the
 * files that they name. Time stamps do not count. Release the list with kmend_buf_release.
 */
int kmend_fingerprint_inputs(struct kmend_buf *inputs, const struct kmend_target *target);

/* The hash over those inputs and `settings` (policy, fault types ...). */
int kmend_fingerprint(char out[KMEND_FINGERPRINT_CHARS], const struct kmend_buf *inputs, const char *settings);

/* Hash over the content of one file. */
int kmend_fingerprint_file(char out[KMEND_FINGERPRINT_CHARS], const char *path);

#endif
