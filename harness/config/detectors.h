/*
 * Detectors that a build can add to a kernel (`detectors:` in campaign.yaml and target.yaml): words such as `ubsan` and
 * `kasan`. Which ones there are is the target's matter; what they mean is its build's.
 */
#ifndef KMEND_CONFIG_DETECTORS_H
#define KMEND_CONFIG_DETECTORS_H

#include <stdint.h>

#include "harness/config/target.h"

#define KMEND_DETECTORS_MAX 16 /* in one list */

/* What is wrong with the list, as a text for `yaml: detectors: ...` in `why`; -1 then. Words of lower-case letters, digits and
 * dashes, at most 31 characters long, each once. */
int kmend_detectors_check(char *const *names, uint64_t count, char *why, unsigned size);

/* The list as the builds get it, sorted, with commas; "" for none. New string of the caller, NULL when out of memory. */
char *kmend_detectors_join(char *const *names, uint64_t count);

/*
 * The same for a text with commas from a command line, with a check against the target. -1 and a message when it is wrong or
 * the target has no such detector. `*list` is a new string of the caller.
 */
int kmend_detectors_read(char **list, const struct kmend_target *target, const char *text);

/* 1 when the target declares that detector. */
int kmend_target_has_detector(const struct kmend_target *target, const char *name);

#endif
