/* The throw-away result file. */
#include "harness/bench/scratch.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "harness/base/error.h"
#include "harness/base/fault.h"
#include "harness/base/file.h"

static int write_plan(struct kmend_store *store, const struct kmend_image *image, const char *name, unsigned count)
{
	const struct kmend_image_site first = kmend_image_site(image, 0);
	char identity[KMEND_IMAGE_IDENTITY_MAX];
	struct kmend_store_policy policy = { .name = name,
		.image_hash = image->hash,
		.image_path = "",
		.nsites = image->nsites,
		.nblocks = image->nblocks };
	struct kmend_store_site site = { .identity = kmend_image_identity(image, 0, identity),
		.type = kmend_fault_type_text(first.type),
		.file = first.file };
	struct kmend_store_site_image site_image = { .dense_site = first.number, .dense_block = first.block };

	struct kmend_store_function function = { .component = "", .unit = first.unit, .name = first.function };
	struct kmend_store_block block = { .file = first.file };

	if (kmend_store_policy_add(store, &policy) < 0 || kmend_store_function_add(store, &function) < 0)
		return -1;
	block.function_id = function.id;
	if (kmend_store_block_add(store, &block) < 0)
		return -1;
	site.block_id = block.id;
	if (kmend_store_site_add(store, &site) < 0)
		return -1;
	site_image.site_id = site.id;
	site_image.policy_id = policy.id;
	if (kmend_store_site_image_add(store, &site_image) < 0)
		return -1;
	for (unsigned i = 0; i < count; i++) {
		struct kmend_store_plan plan = { .policy_id = policy.id, .site_id = site.id, .repeat = i };

		if (kmend_store_plan_add(store, &plan) < 0)
			return -1;
	}
	return 0;
}

int scratch_new(struct scratch *scratch, const struct kmend_image *image, const char *policy, unsigned count)
{
	const char *below = getenv("TMPDIR");
	char *dir = kmend_format("%s/kmend-bench-XXXXXX", below && *below ? below : "/var/tmp");

	*scratch = (struct scratch){ 0 };
	if (!dir)
		return kmend_error("out of memory");
	if (!mkdtemp(dir)) {
		kmend_error("cannot make a folder %s: %s", dir, strerror(errno));
		free(dir);
		return -1;
	}
	scratch->dir = dir;
	scratch->path = kmend_format("%s/result.kmend", dir);
	if (!scratch->path)
		return kmend_error("out of memory");
	if (kmend_store_create(&scratch->store, scratch->path) < 0 || kmend_store_begin(scratch->store) < 0 ||
		write_plan(scratch->store, image, policy, count) < 0)
		return -1;
	return kmend_store_commit(scratch->store);
}

void scratch_free(struct scratch *scratch)
{
	static const char *const ends[] = { "", "-wal", "-shm", "-journal" };

	kmend_store_close(scratch->store);
	for (size_t i = 0; scratch->path && i < sizeof ends / sizeof ends[0]; i++) {
		char *name = kmend_format("%s%s", scratch->path, ends[i]);

		if (name)
			unlink(name);
		free(name);
	}
	if (scratch->dir)
		rmdir(scratch->dir);
	free(scratch->path);
	free(scratch->dir);
	*scratch = (struct scratch){ 0 };
}
