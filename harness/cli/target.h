/* The target that a command line names, and the policy that goes with it. */
#ifndef KMEND_CLI_TARGET_H
#define KMEND_CLI_TARGET_H

#include "harness/config/target.h"

/* Loads the target (kmend_target_free() it). KMEND_ERROR_INVALID when `policy` is given and the target does not have it. */
int target_load_with_policy(struct kmend_target **out, const char *name, const char *policy);

/* On stderr, what the build of that image did to its units by language (harness/build/units.h). 0, or -1 and a message. */
int target_say_units(const struct kmend_target *target, const char *image_path);

#endif
