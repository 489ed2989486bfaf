/* The limits in target.yaml: of the boot, of golden runs, of experiments and of single tests. */
#ifndef KMEND_CONFIG_TARGET_LIMITS_H
#define KMEND_CONFIG_TARGET_LIMITS_H

#include "harness/config/target.h"

/* Sets what the file does not say. */
void kmend_target_limits_default(struct kmend_target *target, const char *text);

/* Checks them, and makes target->limits. -1 with "path:line: key: why". */
int kmend_target_limits_check(struct kmend_target *target, const char *path, const char *text);

#endif
