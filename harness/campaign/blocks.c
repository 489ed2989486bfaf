#include "harness/campaign/blocks.h"

#include <stdlib.h>
#include <string.h>

#include "harness/base/error.h"

/* The sites of a block follow each other, and every block has one. */
static void find_first_sites(struct blocks *blocks, const struct kmend_image *image)
{
	for (uint32_t i = image->nsites; i-- > 0;)
		blocks->first_site[kmend_image_block_of(image, i)] = i;
	blocks->first_site[image->nblocks] = image->nsites;
}

static int find_own(
	struct blocks *blocks, size_t policy, const struct kmend_image *first, const struct kmend_image *image)
{
	char identity[KMEND_IMAGE_IDENTITY_MAX];

	for (uint32_t i = 0; i < blocks->count; i++) {
		uint32_t site = blocks->first_site[i];

		kmend_image_identity(first, site, identity);
		if (image != first && !kmend_image_find(image, identity, &site))
			return kmend_error("the images differ: '%s' is missing in one", identity);
		blocks->own[policy][i] = kmend_image_block_of(image, site);
	}
	return 0;
}

int blocks_make(struct blocks *blocks, struct kmend_image *const *images, size_t npolicies)
{
	const struct kmend_image *first = images[0];
	size_t room = (size_t)first->nblocks + 1;

	*blocks = (struct blocks){ .count = first->nblocks,
		.npolicies = npolicies,
		.first_site = calloc(room, sizeof *blocks->first_site),
		.own = calloc(npolicies, sizeof *blocks->own),
		.reached = malloc(room),
		.booted = calloc(room, 1) };
	if (!blocks->first_site || !blocks->own || !blocks->reached || !blocks->booted)
		return kmend_error_memory();
	memset(blocks->reached, 1, room);
	find_first_sites(blocks, first);
	for (size_t i = 0; i < npolicies; i++) {
		blocks->own[i] = calloc(room, sizeof **blocks->own);
		if (!blocks->own[i])
			return kmend_error_memory();
		if (find_own(blocks, i, first, images[i]) < 0)
			return -1;
	}
	return 0;
}

void blocks_release(struct blocks *blocks)
{
	for (size_t i = 0; blocks->own && i < blocks->npolicies; i++)
		free(blocks->own[i]);
	free(blocks->own);
	free(blocks->first_site);
	free(blocks->reached);
	free(blocks->booted);
	*blocks = (struct blocks){ 0 };
}

static int ran(const struct kmend_count *count)
{
	return count->protected_runs || count->unprotected_runs;
}

void blocks_count(
	struct blocks *blocks, size_t policy, const struct kmend_count *golden, const struct kmend_count *boot)
{
	for (uint32_t i = 0; i < blocks->count; i++) {
		uint32_t own = blocks->own[policy][i];

		blocks->reached[i] &= ran(&golden[own]);
		blocks->booted[i] |= ran(&boot[own]);
	}
}
