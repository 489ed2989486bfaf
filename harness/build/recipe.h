/* Carries out a command of target.yaml. */
#ifndef KMEND_BUILD_RECIPE_H
#define KMEND_BUILD_RECIPE_H

#include "harness/build/build.h"

/* Where a build works and with what. */
struct build_place {
	const char *out, *common;
	const char *cache; /* the folder that remembers how long builds are */
	const char *cc;    /* NULL: kmend cc */
};

/*
 * Runs TEXT, a command of target.yaml, with its {names} and its environment; all of its output goes to OUT/build.log. -1 with
 * the line that says why it failed. COST can be NULL.
 */
int build_run(const struct kmend_target *target, const struct kmend_build *build, const char *text,
	const struct build_place *place, struct kmend_build_cost *cost);

/* The value of KMEND_SITES, and of KMEND_DETECTORS. */
const char *build_sites(const struct kmend_build *build);
const char *build_detectors(const struct kmend_build *build);

#endif
