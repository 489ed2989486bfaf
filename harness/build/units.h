/* What became of the units of a build, by language: what got no sites is said, not passed over. */
#ifndef KMEND_BUILD_UNITS_H
#define KMEND_BUILD_UNITS_H

#include "harness/config/target.h"

#define BUILD_UNITS_FILE ".units" /* in the folder of the build: what kmend cc writes for KMEND_SUMMARY */

/*
 * In words: "12 in C, 1 in C++; without sites: 2 in assembler". Only what the build of that image compiled by kmend cc with sites wanted; ""
 * when it did not say. New string of the caller; NULL and a message on error.
 */
char *kmend_build_units(const struct kmend_target *target, const char *image_path);

#endif
