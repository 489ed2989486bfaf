/*
 * A build works in the folder where its image stays, because sources and objects remember their paths. The image is
 * published by one step, the appearance of the file `.done` beside it, which holds the image's hash; a folder without it is what
 * was left of a build that did not end, and is emptied.
 */
#include "harness/build/build.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "harness/base/error.h"
#include "harness/base/file.h"
#include "harness/build/cache.h"
#include "harness/build/fingerprint.h"
#include "harness/build/glue.h"
#include "harness/build/recipe.h"

/* Paths of one image in the cache. */
struct slot {
	char *cache, *out, *image;
	char *done;       /* its hash: it is published */
	char *common;     /* what the builds of all policies share */
	char *unfinished; /* in there: a build has begun and has not ended well */
};

static int find_slot(struct slot *slot, const struct kmend_target *target, const struct kmend_build *build)
{
	char hash[KMEND_FINGERPRINT_CHARS], common_hash[KMEND_FINGERPRINT_CHARS];
	const char *detectors = build_detectors(build);
	struct kmend_buf inputs = KMEND_BUF_INIT;
	char *settings = kmend_format("policy %s sites %s%s runtime %s log %s detectors %s", build->policy,
		build_sites(target, build), build->oracle ? " oracle" : "", build_glue_of(target)->runtime,
		build_log(build), detectors);
	/* What all policies share may hold objects: those with another detector are others. */
	char *shared = kmend_format("common detectors %s", detectors);
	int result = -1;

	slot->cache = kmend_cache_dir();
	if (!slot->cache || !settings || !shared || kmend_fingerprint_inputs(&inputs, target) < 0 ||
		kmend_fingerprint(hash, &inputs, settings) < 0 || kmend_fingerprint(common_hash, &inputs, shared) < 0)
		goto out;
	slot->out = kmend_format("%s/%s-%s-%.16s", slot->cache, target->name, build->policy, hash);
	slot->common = kmend_format("%s/%s-common-%.16s", slot->cache, target->name, common_hash);
	slot->image = slot->out ? kmend_format("%s/%s", slot->out, target->settings.image) : NULL;
	slot->done = slot->out ? kmend_format("%s/.done", slot->out) : NULL;
	slot->unfinished = slot->common ? kmend_format("%s/.unfinished", slot->common) : NULL;
	result = slot->image && slot->done && slot->unfinished ? 0 : -1;
out:
	kmend_buf_release(&inputs);
	free(shared);
	free(settings);
	return result;
}

static void release_slot(struct slot *slot)
{
	free(slot->cache);
	free(slot->out);
	free(slot->image);
	free(slot->done);
	free(slot->common);
	free(slot->unfinished);
}

/* 1: a build has published this image, and it is what it was then. */
static int is_there(const struct slot *slot, const struct kmend_target *target)
{
	char hash[KMEND_FINGERPRINT_CHARS];
	struct kmend_buf done = KMEND_BUF_INIT;
	int same = access(slot->done, F_OK) == 0 && kmend_file_read(&done, slot->done, sizeof(hash)) == 0 &&
		done.data && kmend_fingerprint_file(hash, slot->image) == 0 && strcmp(done.data, hash) == 0;

	kmend_buf_release(&done);
	return same && kmend_target_files_check(target, slot->image) == 0;
}

/* Creates the file, or replaces it, in one step and for good: after a power failure it is there whole or not at all. */
static int write_for_good(const char *path, const char *text, const char *dir)
{
	char *fresh = kmend_format("%s.new", path);
	int fd = fresh ? open(fresh, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600) : -1;
	size_t length = strlen(text);
	int result = -1;

	if (!fresh)
		return -1;
	if (fd < 0 || write(fd, text, length) != (ssize_t)length || fsync(fd) < 0 || rename(fresh, path) < 0)
		kmend_error_errno("%s", path);
	else
		result = kmend_file_sync(dir);
	if (fd >= 0)
		close(fd);
	free(fresh);
	return result;
}

/* Empties what a build that did not end well has left, and marks what is shared until this one has. */
static int begin(const struct slot *slot)
{
	if (access(slot->unfinished, F_OK) == 0 && kmend_tree_remove(slot->common) < 0)
		return -1;
	if (unlink(slot->done) < 0 && errno != ENOENT)
		return kmend_error_errno("%s", slot->done);
	return kmend_tree_remove(slot->out) < 0 || kmend_dir_make(slot->out) < 0 || kmend_dir_make(slot->common) < 0
		? -1
		: write_for_good(slot->unfinished, "", slot->common);
}

static int check_image(const struct kmend_target *target, const char *image)
{
	return access(image, R_OK) == 0 ? 0
					: kmend_error("building %s succeeded, but there is no %s", target->name, image);
}

static int sync_files(const struct slot *slot, const struct kmend_target *target)
{
	int result = 0;

	for (int i = 0; i < KMEND_TARGET_FILES && result == 0; i++) {
		char *file = NULL;

		result = kmend_target_file_path(
			&file, kmend_machine_file(&target->settings, i), target->settings.image, slot->image);
		if (file && result == 0)
			result = kmend_file_sync(file);
		free(file);
	}
	return result;
}

/* The build has ended well: from here on the image is believed. */
static int publish(const struct slot *slot, const struct kmend_target *target)
{
	char hash[KMEND_FINGERPRINT_CHARS];
	int result = -1;

	if (check_image(target, slot->image) < 0 || kmend_target_files_check(target, slot->image) < 0)
		return -1;
	if (kmend_file_sync(slot->image) == 0 && sync_files(slot, target) == 0 && kmend_file_sync(slot->cache) == 0 &&
		kmend_fingerprint_file(hash, slot->image) == 0)
		result = write_for_good(slot->done, hash, slot->out);
	if (result == 0 && unlink(slot->unfinished) < 0)
		result = kmend_error_errno("%s", slot->unfinished);
	return result;
}

static int make_image(const struct slot *slot, const struct kmend_target *target, const struct kmend_build *build)
{
	const struct build_place place = { .out = slot->out, .common = slot->common, .cache = slot->cache };

	return begin(slot) < 0 || build_run(target, build, target->build, &place, NULL) < 0 || publish(slot, target) < 0
		? -1
		: 0;
}

int kmend_build_image(const struct kmend_target *target, const struct kmend_build *build, char **image_path)
{
	struct slot slot = { 0 };
	int lock = -1, result = -1;

	*image_path = NULL;
	if (find_slot(&slot, target, build) < 0)
		goto out;
	/* What is published stays: who finds it need not wait for a build of something else. */
	if (!is_there(&slot, target)) {
		lock = kmend_cache_lock(slot.cache, target->name);
		if (lock < 0 || (!is_there(&slot, target) && make_image(&slot, target, build) < 0))
			goto out;
	}
	*image_path = slot.image;
	slot.image = NULL;
	result = 0;
out:
	if (lock >= 0)
		close(lock);
	release_slot(&slot);
	return result;
}

int kmend_build_measure(struct kmend_build_cost *cost, const struct kmend_target *target,
	const struct kmend_build *build, const char *cc, const char *base, char **image_path)
{
	char *out = kmend_format("%s/out", base), *common = kmend_format("%s/common", base);
	const struct build_place place = { out, common, base, cc };
	int result = -1;

	*image_path = out ? kmend_format("%s/%s", out, target->settings.image) : NULL;
	if (common && *image_path && kmend_dir_make(out) == 0 && kmend_dir_make(common) == 0 &&
		(!*target->prepare || build_run(target, build, target->prepare, &place, NULL) == 0) &&
		build_run(target, build, target->build, &place, cost) == 0)
		result = check_image(target, *image_path);
	if (result < 0) {
		free(*image_path);
		*image_path = NULL;
	}
	free(out);
	free(common);
	return result;
}
