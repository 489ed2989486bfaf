/* Images of a target, cached by content: the same sources, compiler and policy never compile twice. */
#ifndef KMEND_BUILD_BUILD_H
#define KMEND_BUILD_BUILD_H

#include "harness/config/target.h"

/* Which image. */
struct kmend_build {
	const char *policy;
	const char *sites;     /* value of KMEND_SITES: a fault model, or "none" */
	int oracle;            /* KMEND_ORACLE=1: with the rollback oracle compiled in */
	const char *detectors; /* KMEND_DETECTORS: sorted, with commas; "" or NULL for none */
	int verbose; /* the build's own output goes to stderr; else only its first error comes, in the message */
};

/*
 * Builds the image of `target`, or finds it in the cache: $KMEND_CACHE, or kmend/ below $XDG_CACHE_HOME or ~/.cache.
 * *image_path is a new string of the caller.
 */
int kmend_build_image(const struct kmend_target *target, const struct kmend_build *build, char **image_path);

/* What a build costs: wall clock, and processor time of all its processes. */
struct kmend_build_cost {
	double wall_s, cpu_s;
};

/*
 * Builds from nothing in the empty folder `base`, outside the cache, as BASE/out with BASE/common: first what `prepare:` in
 * target.yaml says, which does not count, then the build itself. `cc` is the compiler; NULL: kmend cc. *image_path is a new
 * string of the caller.
 */
int kmend_build_measure(struct kmend_build_cost *cost, const struct kmend_target *target,
	const struct kmend_build *build, const char *cc, const char *base, char **image_path);

/* The folder of the cache; a new string of the caller, NULL on error. It may not exist yet. */
char *kmend_build_cache_dir(void);

#endif
