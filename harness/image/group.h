/* Components by the names of units: for kernels without glue, whose own table knows only one. */
#ifndef KMEND_IMAGE_GROUP_H
#define KMEND_IMAGE_GROUP_H

#include "harness/image/image.h"

/*
 * ENTRIES are those of `components:` in target.yaml, checked: "name:pattern" makes NAME the component of the units that match, of
 * several the last one counts; entries without a pattern do nothing. Which units lie in which component is then known by the site
 * alone (kmend_image_site().component): the ranges of dense numbers in `components` are empty. Identities, numbers, watch bytes
 * and counters stay as they are. An image of several components, or without such entries, stays as it is. -1: too many components.
 */
int kmend_image_group(struct kmend_image *image, char *const *entries, uint64_t count);

/* 1: a unit of the image matches the pattern of that entry, or the entry has none. */
int kmend_image_group_matches(const struct kmend_image *image, const char *entry);

#endif
