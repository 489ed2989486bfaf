/* `units:`, `exclude:` and `components:` in target.yaml: which units of a kernel without glue get sites, and what they belong to. */
#ifndef KMEND_CONFIG_TARGET_UNITS_H
#define KMEND_CONFIG_TARGET_UNITS_H

#include "harness/config/target.h"

/* Checks the three lists. -1 with file and line. */
int kmend_target_units_check(const struct kmend_target *target, const char *path, const char *text);

/* The list that the build gets as KMEND_UNITS (inject/units.h): a new string of the caller, "" when every unit counts. NULL: no memory. */
char *kmend_target_units_list(const struct kmend_target *target);

#endif
