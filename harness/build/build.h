/* Images of a target, cached by content: the same sources, compiler and policy never compile twice. */
#ifndef KMEND_BUILD_BUILD_H
#define KMEND_BUILD_BUILD_H

#include "harness/config/target.h"

/*
 * Builds (or finds) the image of `target` under `policy`; *image_path is a new string of the caller. `sites`: value of
 * KMEND_SITES ("fail-stop", "none"). `verbose`: the build's own output goes to stderr; else only, when it fails, the
 * first error in the message. The cache is $KMEND_CACHE, or kmend/ below $XDG_CACHE_HOME or ~/.cache.
 */
int kmend_build_image(const struct kmend_target *target, const char *policy, const char *sites, int verbose,
	char **image_path);

#endif
