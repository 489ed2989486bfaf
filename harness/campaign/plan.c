/* Selection by seeded hash. */
#include "harness/campaign/plan.h"

#include <fnmatch.h>
#include <math.h>
#include <stdlib.h>

#include "harness/base/error.h"
#include "harness/campaign/select.h"

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

static int by_rank(const void *a, const void *b)
{
	const struct select_site *x = a, *y = b;

	if (x->rank != y->rank)
		return x->rank < y->rank ? -1 : 1;
	if (x->key != y->key)
		return x->key < y->key ? -1 : 1;
	return x->number < y->number ? -1 : x->number > y->number;
}

static int by_number(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return x < y ? -1 : x > y;
}

static void add(struct plan_stratum *total, const struct plan_stratum *one)
{
	total->sites += one->sites;
	total->reached += one->reached;
	total->booted += one->booted;
	total->eligible += one->eligible;
}

/* Does the campaign want the site, by its identity? */
static int is_named(const struct kmend_image *image, uint32_t site, const struct plan_request *request)
{
	char identity[KMEND_IMAGE_IDENTITY_MAX];

	if (!request->npatterns)
		return 1;
	kmend_image_identity(image, site, identity);
	for (uint64_t i = 0; i < request->npatterns; i++)
		if (fnmatch(request->patterns[i], identity, FNM_NOESCAPE) == 0)
			return 1;
	return 0;
}

/* What one site adds to its stratum. */
static struct plan_stratum look_at(
	const struct blocks *blocks, uint32_t block, uint32_t type, const struct plan_request *request)
{
	struct plan_stratum one = { .sites = 1, .reached = blocks->reached[block] };

	one.booted = one.reached && blocks->booted[block];
	one.eligible = one.reached && (!request->weights || request->weights[type]) &&
		(request->types & KMEND_FAULT_BIT(type)) && !(one.booted && request->boot == KMEND_BOOT_EXCLUDE);
	return one;
}

/* Counts all sites and gathers the eligible ones, which are total.eligible afterwards. */
static void gather(struct plan *plan, struct select_site *sites, const struct kmend_image *image,
	const struct blocks *blocks, const struct plan_request *request)
{
	for (uint32_t i = 0; i < image->nsites; i++) {
		uint32_t type = kmend_image_type_of(image, i), block = kmend_image_block_of(image, i);
		uint32_t component = kmend_image_component_of(image, i);
		struct plan_stratum one = look_at(blocks, block, type, request);

		one.eligible = one.eligible && is_named(image, i, request);
		if (one.eligible)
			sites[plan->total.eligible] =
				(struct select_site){ .number = i, .component = component, .block = block };
		add(&plan->strata[component][type], &one);
		add(&plan->total, &one);
	}
}

/*
 * When a candidate arrives in a race in which all run at the speed of their type's weight: exponentially distributed. With one weight for all the order is
 * that of the keys.
 */
static double rank_of(uint64_t key, uint32_t weight)
{
	return -log1p(-(double)(key >> 11) * 0x1p-53) / weight;
}

/* Marks of each block the site that comes first; the sites are in the order of their blocks. */
static void mark_leaders(struct select_site *sites, size_t count)
{
	size_t first = 0;

	for (size_t i = 0; i < count; i++) {
		if (i && sites[i].block != sites[i - 1].block)
			first = i;
		sites[i].leads = 1;
		if (i == first)
			continue;
		if (by_rank(&sites[i], &sites[first]) < 0) {
			sites[first].leads = 0;
			first = i;
		} else {
			sites[i].leads = 0;
		}
	}
}

/* Where all are taken nothing is drawn. */
static void draw(
	struct select_site *sites, size_t count, const struct kmend_image *image, const struct plan_request *request)
{
	char identity[KMEND_IMAGE_IDENTITY_MAX];

	for (size_t i = 0; i < count; i++) {
		uint32_t weight = request->weights ? request->weights[kmend_image_type_of(image, sites[i].number)] : 1;

		sites[i].key = draw_key(kmend_image_identity(image, sites[i].number, identity), request->seed);
		sites[i].rank = rank_of(sites[i].key, weight);
	}
	mark_leaders(sites, count);
	qsort(sites, count, sizeof *sites, by_rank);
}

int plan_make(struct plan *plan, const struct kmend_image *image, const struct blocks *blocks,
	const struct plan_request *request)
{
	struct select_site *sites = calloc((size_t)image->nsites + 1, sizeof *sites);

	*plan = (struct plan){ 0 };
	if (!sites)
		return kmend_error_memory();
	gather(plan, sites, image, blocks, request);
	if (kmend_selection_takes_sample(request->select))
		draw(sites, plan->total.eligible, image, request);
	plan->nsites = select_sites(request->select, sites, plan->total.eligible, request->sample);
	plan->sites = calloc(plan->nsites + 1, sizeof *plan->sites);
	for (size_t i = 0; plan->sites && i < plan->nsites; i++)
		plan->sites[i] = sites[i].number;
	free(sites);
	if (!plan->sites)
		return kmend_error_memory();
	qsort(plan->sites, plan->nsites, sizeof *plan->sites, by_number);
	return 0;
}

void plan_release(struct plan *plan)
{
	free(plan->sites);
	*plan = (struct plan){ 0 };
}
