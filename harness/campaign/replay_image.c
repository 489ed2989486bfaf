#include "harness/campaign/replay_image.h"

#include <stdlib.h>
#include <string.h>

#include "harness/base/error.h"
#include "harness/base/fault.h"
#include "harness/build/build.h"
#include "harness/build/cache.h"

static int opens_as_wanted(struct kmend_image **image, const char *path, const char *hash)
{
	if (kmend_image_open(image, path) < 0)
		return 0;
	if (!strcmp((*image)->hash, hash))
		return 1;
	kmend_image_free(*image);
	*image = NULL;
	return 0;
}

/* Nobody but us writes into the cache. Without links the path must lie below it. NULL: it does not. */
char *replay_in_cache(const char *path)
{
	char *cache = kmend_cache_dir(), *folder = cache ? realpath(cache, NULL) : NULL, *file = realpath(path, NULL);
	size_t size = folder ? strlen(folder) : 0;
	int inside = file && size && !strncmp(file, folder, size) && file[size] == '/';

	free(cache);
	free(folder);
	if (inside)
		return file;
	free(file);
	return NULL;
}

/* The machine of the result is that of the target, setting by setting. */
static int settings_agree(const struct replay_image_wanted *wanted, const struct kmend_target *target)
{
	for (const struct kmend_machine_setting *row = kmend_machine_setting_rows; row->key; row++) {
		char *ours = kmend_machine_setting_text(&target->settings, row);
		char *theirs = kmend_machine_setting_text(wanted->settings, row);
		int same = ours && theirs && !strcmp(ours, theirs);

		free(ours);
		free(theirs);
		if (!same)
			return kmend_error("the target '%s' has another `%s` than this result", target->name, row->key);
	}
	return 0;
}

static int build(struct kmend_image **image, char **path, const struct replay_image_wanted *wanted)
{
	const struct kmend_build how = { .policy = wanted->policy,
		.oracle = wanted->oracle,
		.detectors = wanted->detectors,
		.log = wanted->log,
		.sites = kmend_fault_types_all() };
	struct kmend_target *target = NULL;
	int result = -1;

	if (kmend_target_load(&target, wanted->target) == 0 && settings_agree(wanted, target) == 0 &&
		kmend_build_image(target, &how, path) == 0)
		result = opens_as_wanted(image, *path, wanted->hash)
			? 0
			: kmend_error(
				  "the target '%s' does not make the image of this result any more (its hash is %.12s)",
				  target->name, wanted->hash);
	kmend_target_free(target);
	if (result < 0) {
		free(*path);
		*path = NULL;
	}
	return result;
}

int replay_image_find(struct kmend_image **image, char **path, const struct replay_image_wanted *wanted)
{
	*image = NULL;
	*path = NULL;
	if (wanted->target)
		return build(image, path, wanted);
	for (int i = 0; i < KMEND_TARGET_FILES; i++) {
		const char *file = kmend_machine_file(wanted->settings, i);

		if (file && *file == '/')
			return kmend_error_as(KMEND_ERROR_USAGE,
				"%s names its %s by a path: name the target that it is from with --target",
				wanted->result_path, kmend_target_file_key(i));
	}
	if (wanted->settings->arguments && *wanted->settings->arguments)
		return kmend_error_as(KMEND_ERROR_USAGE,
			"%s has arguments for the emulator: name the target that they are from with --target",
			wanted->result_path);
	*path = replay_in_cache(wanted->path);
	if (*path && opens_as_wanted(image, *path, wanted->hash))
		return 0;
	free(*path);
	*path = NULL;
	return kmend_error_as(KMEND_ERROR_USAGE,
		"the image of this result is not in the cache (its hash is %.12s): name its target with --target, "
		"which builds it",
		wanted->hash);
}
