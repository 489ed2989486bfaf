/*
 * The image of a result that is to run again. A result file can come from anybody: alone it never runs a build, and nothing
 * that it names is opened but what our own cache holds (docs/security.md).
 */
#ifndef KMEND_CAMPAIGN_REPLAY_IMAGE_H
#define KMEND_CAMPAIGN_REPLAY_IMAGE_H

#include "harness/config/machine_settings.h"
#include "harness/image/image.h"

struct replay_image_wanted {
	const char *result_path; /* for messages */
	const char *target;      /* the target that the person trusts; NULL: the cache must have the image */
	/* What the result says: */
	const char *path, *policy, *hash, *detectors, *log; /* the last two can be NULL */
	int oracle;
	const struct kmend_machine_settings *settings;
};

/* PATH without links when it lies in our own cache, a new string of the caller; NULL: it does not. */
char *replay_in_cache(const char *path);

/* The image and its path, both of the caller. -1: it is not to be had; KMEND_ERROR_USAGE when a target must be named. */
int replay_image_find(struct kmend_image **image, char **path, const struct replay_image_wanted *wanted);

#endif
