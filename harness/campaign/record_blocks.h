/* The part of a plan's record that is about blocks: functions, blocks, and how often each ran under each policy. */
#ifndef KMEND_CAMPAIGN_RECORD_BLOCKS_H
#define KMEND_CAMPAIGN_RECORD_BLOCKS_H

#include "harness/campaign/blocks.h"
#include "harness/store/store.h"

/* Writes all blocks of `image`, the first policy's: block number N gets the id N + 1. */
int record_blocks(struct kmend_store *store, const struct kmend_image *image, const struct blocks *blocks);

/* Writes what policy number POLICY counted, by block number of its own image: golden run and boot. */
int record_counts(struct kmend_store *store, const struct blocks *blocks, size_t policy,
	const struct kmend_count *golden, const struct kmend_count *boot);

#endif
