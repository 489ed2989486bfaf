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

/* Numbers the blocks; a component's watch bytes must follow each other without a gap, or armed bytes would be others. */
static int number_blocks(struct kmend_image *image, const struct image_units *units)
{
	uint64_t blocks = 0, sites = 0;

	for (uint32_t i = 0; i < units->count; i++) {
		const struct image_unit *u = &units->units[i], *before = i ? u - 1 : NULL;
		struct kmend_image_component *c = &image->components[u->component];

		if (before && before->component == u->component && before->watch_va + before->nblocks != u->watch_va)
			return kmend_error("site table: component %s: the watch bytes of %s do not follow those of %s",
				c->name, u->name, before->name);
		c->nblocks += u->nblocks;
		c->nsites += u->nsites;
		blocks += u->nblocks;
		sites += u->nsites;
		if (blocks > KMEND_IMAGE_MAX_BLOCKS || sites > KMEND_IMAGE_MAX_SITES)
			return kmend_error("site table: more than %u blocks or %u sites", KMEND_IMAGE_MAX_BLOCKS,
				KMEND_IMAGE_MAX_SITES);
	}
	((struct image_storage *)image->storage)->watch_va = units->count ? units->units[0].watch_va : 0;
	image->nblocks = (uint32_t)blocks;
	image->nsites = (uint32_t)sites;
	for (uint32_t i = 1; i < image->ncomponents; i++) {
		image->components[i].first_block =
			image->components[i - 1].first_block + image->components[i - 1].nblocks;
		image->components[i].first_site = image->components[i - 1].first_site + image->components[i - 1].nsites;
	}
	return 0;
}

static void fill_unit(struct kmend_image *image, const struct image_unit *u, uint32_t first_site, uint32_t first_block)
{
	struct kmend_site record;

	for (uint32_t i = 0; i < u->nsites; i++) {
		memcpy(&record, (const uint8_t *)u->records + i * sizeof(record), sizeof(record));
		image->sites[first_site + i] = (struct kmend_image_site){
			.number = first_site + i,
			.block = first_block + record.block,
			.component = u->component,
			.unit = u->name,
			.function = u->strings + record.function,
			.file = u->strings + record.file,
			.line = record.line,
			.ordinal = record.ordinal,
			.candidate = record.candidate,
			.type = record.type,
			.identity = "",
		};
	}
}

static int fill(struct kmend_image *image, const struct image_units *units)
{
	const struct image_unit **unit_of_site = calloc((size_t)image->nsites + 1, sizeof(*unit_of_site));
	uint32_t site = 0, block = 0;
	int result;

	image->sites = calloc((size_t)image->nsites + 1, sizeof(*image->sites));
	if (!unit_of_site || !image->sites) {
		free(unit_of_site);
		return kmend_error("out of memory");
	}
	for (uint32_t i = 0; i < units->count; i++) {
		const struct image_unit *u = &units->units[i];

		fill_unit(image, u, site, block);
		for (uint32_t k = 0; k < u->nsites; k++)
			unit_of_site[site + k] = u;
		site += u->nsites;
		block += u->nblocks;
	}
	result = image_identities_make(image, unit_of_site);
	free(unit_of_site);
	return result;
}

int image_table_read(struct kmend_image *image, size_t bytes)
{
	struct image_storage *storage = image->storage;
	struct image_units units = { 0 };
	int result = image_chunks_read(image, &units, storage->table, bytes);

	if (!result) {
		if (units.count)
			qsort(units.units, units.count, sizeof(*units.units), by_address);
		result = mark_shared_names(&units);
	}
	if (!result)
		result = number_blocks(image, &units);
	if (!result)
		result = fill(image, &units);
	free(units.units);
	return result;
}
