/* From checked chunks to dense numbers (kmend/abi.h: "Dense numbers"). */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "harness/base/error.h"
#include "harness/image/private.h"

static int by_address(const void *a, const void *b)
{
	const struct image_unit *x = a, *y = b;

	if (x->component != y->component)
		return x->component < y->component ? -1 : 1;
	if (x->watch_va != y->watch_va)
		return x->watch_va < y->watch_va ? -1 : 1;
	/* equal addresses: empty units first, then by place in the table, so that the order never depends on the sort */
	if (!x->nblocks != !y->nblocks)
		return x->nblocks ? 1 : -1;
	return x->name < y->name ? -1 : x->name > y->name;
}

static int by_name(const void *a, const void *b)
{
	const struct image_unit *x = *(struct image_unit *const *)a, *y = *(struct image_unit *const *)b;
	int order = strcmp(x->name, y->name);

	return order ? order : (x->component > y->component) - (x->component < y->component);
}

/* A unit that is linked into two components needs the component's name in its identities. */
static int mark_shared_names(struct image_units *units)
{
	struct image_unit **sorted = malloc((units->count + 1) * sizeof(*sorted));

	if (!sorted)
		return kmend_error("out of memory");
	for (uint32_t i = 0; i < units->count; i++)
		sorted[i] = &units->units[i];
	qsort(sorted, units->count, sizeof(*sorted), by_name);
	for (uint32_t i = 0, end; i < units->count; i = end) {
		int shared;

		for (end = i + 1; end < units->count && strcmp(sorted[i]->name, sorted[end]->name) == 0; end++)
			;
		shared = sorted[i]->component != sorted[end - 1]->component;
		for (uint32_t k = i; k < end; k++)
			sorted[k]->shared_name = shared;
	}
	free(sorted);
	return 0;
}

/* Numbers blocks and sites; a component's watch bytes must follow each other without a gap, or armed bytes would be others. */
static int number(struct kmend_image *image, struct image_units *units)
{
	uint64_t functions = 0, blocks = 0, sites = 0;

	for (uint32_t i = 0; i < units->count; i++) {
		struct image_unit *u = &units->units[i], *before = i ? u - 1 : NULL;
		struct kmend_image_component *c = &image->components[u->component];

		if (before && before->component == u->component && before->watch_va + before->nblocks != u->watch_va)
			return kmend_error("site table: component %s: the watch bytes of %s do not follow those of %s",
				c->name, u->name, before->name);
		u->first_site = (uint32_t)sites;
		c->nblocks += u->nblocks;
		c->nsites += u->nsites;
		functions += u->nfunctions; /* each has a block */
		blocks += u->nblocks;
		sites += u->nsites;
		if (blocks > KMEND_IMAGE_MAX_BLOCKS || sites > KMEND_IMAGE_MAX_SITES)
			return kmend_error("site table: more than %u blocks or %u sites", KMEND_IMAGE_MAX_BLOCKS,
				KMEND_IMAGE_MAX_SITES);
	}
	image_storage(image)->watch_va = units->count ? units->units[0].watch_va : 0;
	image->nfunctions = (uint32_t)functions;
	image->nblocks = (uint32_t)blocks;
	image->nsites = (uint32_t)sites;
	for (uint32_t i = 1; i < image->ncomponents; i++) {
		const struct kmend_image_component *before = &image->components[i - 1];

		image->components[i].first_block = before->first_block + before->nblocks;
		image->components[i].first_site = before->first_site + before->nsites;
	}
	return 0;
}

static int make_arrays(const struct kmend_image *image)
{
	struct image_storage *s = image_storage(image);
	size_t functions = (size_t)image->nfunctions + 1, blocks = (size_t)image->nblocks + 1;

	s->functions = calloc(functions, sizeof(*s->functions));
	s->function_of = calloc(blocks, sizeof(*s->function_of));
	s->ordinal_of = calloc(blocks, sizeof(*s->ordinal_of));
	s->first_site = calloc(blocks, sizeof(*s->first_site));
	s->block_of = calloc((size_t)image->nsites + 1, sizeof(*s->block_of));
	return s->functions && s->function_of && s->ordinal_of && s->first_site && s->block_of
		? 0
		: kmend_error("out of memory");
}

/* Spreads the nested records of the units over the dense arrays. */
static void fill(const struct kmend_image *image)
{
	struct image_storage *s = image_storage(image);
	uint32_t function = 0, block = 0, site = 0;

	for (uint32_t i = 0; i < s->units.count; i++) {
		const struct image_unit *u = &s->units.units[i];
		const struct kmend_block *b = u->blocks;

		for (uint32_t f = 0; f < u->nfunctions; f++, function++) {
			s->functions[function] =
				(struct image_function){ .record = &u->functions[f], .unit = i, .first_block = block };
			for (uint32_t k = 0; k < u->functions[f].nblocks; k++, b++, block++) {
				s->function_of[block] = function;
				s->ordinal_of[block] = b->ordinal;
				s->first_site[block] = site;
				for (uint32_t n = 0; n < b->nsites; n++)
					s->block_of[site++] = block;
			}
		}
	}
	s->functions[function].first_block = block;
	s->first_site[block] = site;
}

int image_table_read(struct kmend_image *image, size_t bytes)
{
	struct image_units *units = &image_storage(image)->units;

	if (image_chunks_read(image, bytes))
		return -1;
	if (units->count)
		qsort(units->units, units->count, sizeof(*units->units), by_address);
	if (mark_shared_names(units) || number(image, units) || make_arrays(image))
		return -1;
	fill(image);
	return image_identities_make(image);
}
