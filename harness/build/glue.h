/* Kernels with glue and without, as far as a build is concerned. */
#ifndef KMEND_BUILD_GLUE_H
#define KMEND_BUILD_GLUE_H

#include <stddef.h>

#include "harness/config/target.h"

struct build_glue {
	const char *runtime; /* KMEND_RUNTIME: who brings what fault sites call */
	const char *missing; /* why the linker misses it, as the end of a message */
};

/* The row of this target. */
const struct build_glue *build_glue_of(const struct kmend_target *target);

/* 1: LINE (SIZE bytes) is a linker that misses what fault sites call. */
int build_glue_is_missing(const char *line, size_t size);

#endif
