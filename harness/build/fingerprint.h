/* What decides whether an image must be built again, as one hash. */
#ifndef KMEND_BUILD_FINGERPRINT_H
#define KMEND_BUILD_FINGERPRINT_H

#include "harness/config/target.h"

enum { KMEND_FINGERPRINT_CHARS = 41 }; /* 40 hex digits and a NUL */

/*
 * Hash over the names and contents of every file in the target's folder and its `sources`, the compiler's version, the
 * kmend-cc program, the build command and `settings` (policy, fault model ...). Time stamps do not count.
 */
int kmend_fingerprint(char out[KMEND_FINGERPRINT_CHARS], const struct kmend_target *target, const char *settings);

/* Hash over the content of one file. */
int kmend_fingerprint_file(char out[KMEND_FINGERPRINT_CHARS], const char *path);

#endif
