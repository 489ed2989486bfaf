/* Images of a target, cached by content: the same sources, compiler and policy never compile twice. */
#ifndef KMEND_BUILD_BUILD_H
#define KMEND_BUILD_BUILD_H

#include "harness/build/recipe.h"
#include "harness/config/target.h"

/*
 * Builds the image of `target`, or finds it in the cache (harness/build/cache.h). Waits, with a message, while another kmend
 * builds a target of that name. An image counts as there only when its build has ended well and all of it is on the disk.
 * *image_path is a new string of the caller.
 */
int kmend_build_image(const struct kmend_target *target, const struct kmend_build *build, char **image_path);

/*
 * Builds from nothing in the empty folder `base`, outside the cache, as BASE/out with BASE/common: first what `prepare:` in
 * target.yaml says, which does not count, then the build itself. `cc` is the compiler; NULL: kmend cc. *image_path is a new
 * string of the caller.
 */
int kmend_build_measure(struct kmend_build_cost *cost, const struct kmend_target *target,
	const struct kmend_build *build, const char *cc, const char *base, char **image_path);

#endif
