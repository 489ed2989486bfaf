/*
 * One of N parts of a plan, "I/N": the sites in the order of the plan are dealt out one by one, each with all its policies and
 * repeats. So the parts differ by one site at most, and what is compared as a pair is in one part.
 */
#ifndef KMEND_BASE_SHARD_H
#define KMEND_BASE_SHARD_H

#include <stdint.h>

#define KMEND_SHARDS_MAX 100000u
#define KMEND_SHARD_TEXT_MAX 16

struct kmend_shard {
	uint32_t index, count; /* 1 to count, of count */
};

#define KMEND_SHARD_WHOLE ((struct kmend_shard){ 1, 1 }) /* the only part */

/* "2/3". KMEND_ERROR_USAGE for every other text; *shard is the whole then. */
int kmend_shard_parse(struct kmend_shard *shard, const char *text);
const char *kmend_shard_text(char text[KMEND_SHARD_TEXT_MAX], struct kmend_shard shard); /* returns `text` */
int kmend_shard_is_whole(struct kmend_shard shard);
int kmend_shard_is_same(struct kmend_shard a, struct kmend_shard b);

#endif
