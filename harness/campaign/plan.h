/*
 * Which sites a campaign breaks. Pure: the same input gives the same plan everywhere. A sample is the n sites with the
 * smallest seeded hash of their identity, so that it does not depend on the order or number of the others, and a
 * larger sample with the same seed contains the smaller one.
 */
#ifndef KMEND_CAMPAIGN_PLAN_H
#define KMEND_CAMPAIGN_PLAN_H

#include <stddef.h>
#include <stdint.h>

#include "harness/campaign/blocks.h"
#include "harness/config/campaign.h"
#include "harness/image/image.h"

#define PLAN_TYPES 64 /* numbers of fault types are below it */

struct plan_request {
	enum kmend_select select;
	uint32_t sample; /* sites: in all, or for each component */
	uint64_t seed;
	uint64_t types;          /* only sites of these: a set of KMEND_FAULT_BIT */
	const uint32_t *weights; /* of types in the draw, PLAN_TYPES of them; 0: is not drawn. NULL: all the same */
	enum kmend_boot boot;    /* EXCLUDE: no site of a block that ran before `ready` */
	char **patterns;         /* only sites whose identity one of them matches (fnmatch(3)); none: every site */
	uint64_t npatterns;
};

/* Sites of one type in one component. */
struct plan_stratum {
	uint64_t sites, reached;
	uint64_t booted;   /* of those that are reached */
	uint64_t eligible; /* what was chosen from */
};

struct plan {
	uint32_t *sites; /* the chosen ones: numbers of the first image, ascending */
	size_t nsites;
	struct plan_stratum strata[KMEND_MAX_COMPONENTS][PLAN_TYPES];
	struct plan_stratum total;
};

/* Plans for this image, the first of those that `blocks` is about. Release in every case. */
int plan_make(struct plan *plan, const struct kmend_image *image, const struct blocks *blocks,
	const struct plan_request *request);
void plan_release(struct plan *plan);

#endif
