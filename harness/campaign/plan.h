/*
 * Which sites a campaign breaks. Pure: the same input gives the same plan everywhere. A sample is the n sites with the
 * smallest seeded hash of their identity, so that it does not depend on the order or number of the others, and a
 * larger sample with the same seed contains the smaller one.
 */
#ifndef KMEND_CAMPAIGN_PLAN_H
#define KMEND_CAMPAIGN_PLAN_H

#include <stddef.h>
#include <stdint.h>

#include "harness/config/campaign.h"
#include "harness/image/image.h"

struct plan_request {
	enum kmend_select select;
	uint32_t sample; /* sites: in all, or for each component */
	uint64_t seed;
	uint32_t type; /* only sites of this enum kmend_fault_type */
};

/* Marks in `active` (a byte for each site of `image`) what `counts` of another image with the same sites leaves active:
 * a site whose block was executed there. Call once for each policy on an array that starts as all ones. */
int plan_keep_active(unsigned char *active, const struct kmend_image *image, const struct kmend_image *other,
	const struct kmend_count *counts);

/* The chosen site numbers of `image`, ascending, in *chosen (of the caller, free). */
int plan_select(uint32_t **chosen, size_t *nchosen, const struct kmend_image *image, const unsigned char *active,
	const struct plan_request *request);

#endif
