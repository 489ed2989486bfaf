/* How often each block of one image runs in the workload: golden runs without a campaign. */
#ifndef KMEND_CAMPAIGN_SURVEY_H
#define KMEND_CAMPAIGN_SURVEY_H

#include "harness/config/target.h"
#include "harness/image/image.h"

/* Runs the golden runs of this image. *counts is a new array of the caller, by dense block number (free). */
int survey_counts(struct kmend_count **counts, const struct kmend_target *target, const char *policy,
	const char *image_path, const struct kmend_image *image);

#endif
