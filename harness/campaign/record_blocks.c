#include "harness/campaign/record_blocks.h"

#include "harness/base/error.h"

/* A unit of two components has its functions twice; names lie in the image, so that the same pointers are the same function. */
static int is_same_function(const struct kmend_image_site *a, const struct kmend_image_site *b)
{
	return a->component == b->component && a->unit == b->unit && a->function == b->function;
}

int record_blocks(struct kmend_store *store, const struct kmend_image *image, const struct blocks *blocks)
{
	struct kmend_store_function function = { 0 };
	struct kmend_image_site before = { 0 };

	for (uint32_t i = 0; i < blocks->count; i++) {
		const struct kmend_image_site site = kmend_image_site(image, blocks->first_site[i]);
		struct kmend_store_block block = { .ordinal = site.ordinal, .file = site.file, .line = site.line };

		if (!i || !is_same_function(&site, &before)) {
			function = (struct kmend_store_function){ .component = image->components[site.component].name,
				.unit = site.unit,
				.name = site.function,
				.shape = site.shape };
			if (kmend_store_function_add(store, &function) < 0)
				return -1;
		}
		before = site;
		block.function_id = function.id;
		if (kmend_store_block_add(store, &block) < 0)
			return -1;
		if (block.id != (int64_t)i + 1)
			return kmend_error("%s: blocks have odd numbers", kmend_store_path(store));
	}
	return 0;
}

int record_counts(struct kmend_store *store, const struct blocks *blocks, size_t policy,
	const struct kmend_count *golden, const struct kmend_count *boot)
{
	for (uint32_t i = 0; i < blocks->count; i++) {
		uint32_t own = blocks->own[policy][i];
		const struct kmend_store_block_count count = { .policy_id = (int64_t)policy + 1,
			.block_id = (int64_t)i + 1,
			.protected_runs = golden[own].protected_runs,
			.unprotected_runs = golden[own].unprotected_runs,
			.boot_runs = (uint64_t)boot[own].protected_runs + boot[own].unprotected_runs };

		if ((count.protected_runs || count.unprotected_runs || count.boot_runs) &&
			kmend_store_block_count_add(store, &count) < 0)
			return -1;
	}
	return 0;
}
