/* One build: for which image, and carrying out a command of target.yaml for it. */
#ifndef KMEND_BUILD_RECIPE_H
#define KMEND_BUILD_RECIPE_H

#include "harness/config/target.h"

/* Which image. One for each target and policy holds the sites of all its fault types; the campaign chooses among them. */
struct kmend_build {
	const char *policy;
	const char *sites; /* value of KMEND_SITES: fault types with commas, or "none"; NULL: all of the target */
	int oracle;        /* KMEND_ORACLE=1: with the rollback oracle compiled in */
	const char *log;   /* KMEND_LOG: how writes reach the undo log; NULL: as kmend cc does it when nobody says */
	const char *detectors; /* KMEND_DETECTORS: sorted, with commas; "" or NULL for none */
	int verbose; /* the build's own output goes to stderr; else only its first error comes, in the message */
};

/* What a build costs: wall clock, and processor time of all its processes. */
struct kmend_build_cost {
	double wall_s, cpu_s;
};

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

/* The value of KMEND_SITES, of KMEND_DETECTORS, and of KMEND_LOG. */
const char *build_sites(const struct kmend_target *target, const struct kmend_build *build);
const char *build_detectors(const struct kmend_build *build);
const char *build_log(const struct kmend_build *build);

#endif
