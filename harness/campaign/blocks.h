/*
 * The blocks of a campaign: which block of one policy's image is which in the others, and where the runs without a fault came.
 * Activity is a property of blocks; an image can have a million sites and a tenth of that in blocks.
 */
#ifndef KMEND_CAMPAIGN_BLOCKS_H
#define KMEND_CAMPAIGN_BLOCKS_H

#include <stddef.h>
#include <stdint.h>

#include "harness/image/image.h"

struct blocks {
	uint32_t count;         /* of the first policy's image; numbers below are its dense numbers */
	uint32_t *first_site;   /* of each block, and after the last the number of sites */
	uint32_t **own;         /* by policy: the number of each block in that policy's image */
	unsigned char *reached; /* 1: executed after `ready` under every policy that was told of */
	unsigned char *booted;  /* 1: executed before `ready` under at least one of them */
	size_t npolicies;
};

/* The images have the same sites. Release in every case. */
int blocks_make(struct blocks *blocks, struct kmend_image *const *images, size_t npolicies);
void blocks_release(struct blocks *blocks);

/* Policy number POLICY counted this, by block number of its own image: in the golden run, and while it booted. */
void blocks_count(
	struct blocks *blocks, size_t policy, const struct kmend_count *golden, const struct kmend_count *boot);

#endif
