/* Selection by seeded hash. */
#include "harness/campaign/plan.h"

#include <stdlib.h>

#include "harness/base/error.h"

struct draw {
	uint64_t key;
	uint32_t site, component;
};

/* FNV-1a over the identity, then the finalizer of splitmix64 with the seed: neighbours in name are not in key. */
static uint64_t draw_key(const char *identity, uint64_t seed)
{
	uint64_t hash = 0xcbf29ce484222325u;

	for (; *identity; identity++)
		hash = (hash ^ (unsigned char)*identity) * 0x100000001b3u;
	hash += (seed + 1) * 0x9e3779b97f4a7c15u;
	hash = (hash ^ hash >> 30) * 0xbf58476d1ce4e5b9u;
	hash = (hash ^ hash >> 27) * 0x94d049bb133111ebu;
	return hash ^ hash >> 31;
}

static int by_key(const void *a, const void *b)
{
	const struct draw *x = a, *y = b;

	if (x->key != y->key)
		return x->key < y->key ? -1 : 1;
	return x->site < y->site ? -1 : x->site > y->site;
}

static int by_number(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return x < y ? -1 : x > y;
}

int plan_keep_active(unsigned char *active, const struct kmend_image *image, const struct kmend_image *other,
	const struct kmend_count *counts)
{
	char identity[KMEND_IMAGE_IDENTITY_MAX];

	for (uint32_t i = 0; i < image->nsites; i++) {
		uint32_t number = i, block;

		if (!active[i])
			continue;
		if (image != other && !kmend_image_find(other, kmend_image_identity(image, i, identity), &number))
			return kmend_error("the images differ: '%s' is missing in one", identity);
		block = kmend_image_block_of(other, number);
		if (!counts[block].protected_runs && !counts[block].unprotected_runs)
			active[i] = 0;
	}
	return 0;
}

int plan_select(uint32_t **chosen, size_t *nchosen, const struct kmend_image *image, const unsigned char *active,
	const struct plan_request *request)
{
	struct draw *draws = calloc(image->nsites + 1, sizeof *draws);
	uint32_t *list = calloc(image->nsites + 1, sizeof *list);
	uint32_t taken[KMEND_MAX_COMPONENTS] = { 0 };
	char identity[KMEND_IMAGE_IDENTITY_MAX];
	size_t ndraws = 0, count = 0;

	if (!draws || !list) {
		free(draws);
		free(list);
		return kmend_error("out of memory");
	}
	for (uint32_t i = 0; i < image->nsites; i++)
		if (active[i] && kmend_image_type_of(image, i) == request->type)
			draws[ndraws++] =
				(struct draw){ draw_key(kmend_image_identity(image, i, identity), request->seed), i,
					kmend_image_site(image, i).component };
	if (request->select != KMEND_SELECT_ALL)
		qsort(draws, ndraws, sizeof *draws, by_key);
	for (size_t i = 0; i < ndraws; i++) {
		if (request->select == KMEND_SELECT_SAMPLE && count == request->sample)
			break;
		if (request->select == KMEND_SELECT_PER_COMPONENT && taken[draws[i].component]++ >= request->sample)
			continue;
		list[count++] = draws[i].site;
	}
	qsort(list, count, sizeof *list, by_number);
	free(draws);
	*chosen = list;
	*nchosen = count;
	return 0;
}
