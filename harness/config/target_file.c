/* Where the files of a target's machine lie (its disks and what its boot loader loads), and whether they are there. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "harness/base/error.h"
#include "harness/base/file.h"
#include "harness/config/target.h"

#define OUT "{out}/"

static const struct {
	const char *key;
	size_t offset; /* of the setting */
} files[KMEND_TARGET_FILES] = {
	{ "disk", offsetof(struct kmend_machine_settings, disk) },
	{ "disk2", offsetof(struct kmend_machine_settings, disk2) },
	{ "initrd", offsetof(struct kmend_machine_settings, initrd) },
};

int kmend_target_file_path(char **path, const char *file, const char *image, const char *image_path)
{
	size_t whole = strlen(image_path), below = strlen(image);

	*path = NULL;
	if (!file || !*file)
		return 0;
	if (strncmp(file, OUT, strlen(OUT)) != 0)
		*path = strdup(file);
	else if (whole <= below || strcmp(image_path + whole - below, image) != 0)
		return kmend_error("%s does not end in %s: no output folder, no %s", image_path, image, file);
	else
		*path = kmend_format("%.*s%s", (int)(whole - below), image_path, file + strlen(OUT));
	return *path ? 0 : kmend_error_memory();
}

static char **setting(const struct kmend_machine_settings *settings, int number)
{
	return (char **)((uintptr_t)settings + files[number].offset);
}

const char *kmend_machine_file(const struct kmend_machine_settings *settings, int number)
{
	return *setting(settings, number);
}

const char *kmend_target_file_key(int number)
{
	return files[number].key;
}

static int check(const struct kmend_target *target, int number, const char *image_path)
{
	const char *key = files[number].key, *file = kmend_machine_file(&target->settings, number);
	const int line = target->file_lines[number];
	char *path;
	struct stat st;
	int error = 0, result = 0;

	if (kmend_target_file_path(&path, file, target->settings.image, image_path) < 0)
		return -1;
	if (path && (stat(path, &st) < 0 || access(path, R_OK) < 0))
		error = errno;
	else if (path && !S_ISREG(st.st_mode))
		error = S_ISDIR(st.st_mode) ? EISDIR : EINVAL;
	if (error)
		result = kmend_error("%s/target.yaml:%d: %s: %s: %s", target->dir, line, key, path, strerror(error));
	else if (path && st.st_size == 0)
		result = kmend_error("%s/target.yaml:%d: %s: %s is empty", target->dir, line, key, path);
	free(path);
	return result;
}

static int settle(struct kmend_target *target, int number)
{
	char **file = setting(&target->settings, number), *path;

	if (!**file || strncmp(*file, OUT, strlen(OUT)) == 0)
		return 0;
	if (**file != '/') {
		path = kmend_format("%s/%s", target->dir, *file);
		if (!path)
			return kmend_error_memory();
		free(*file);
		*file = path;
	}
	/* Missing already here it is the person's mistake; after a build it is the build's. */
	return check(target, number, "") < 0 ? kmend_error_as(KMEND_ERROR_INVALID, "%s", kmend_error_text()) : 0;
}

int kmend_target_files_settle(struct kmend_target *target)
{
	int result = 0;

	for (int i = 0; i < KMEND_TARGET_FILES && result == 0; i++)
		result = settle(target, i);
	return result;
}

int kmend_target_files_check(const struct kmend_target *target, const char *image_path)
{
	int result = 0;

	for (int i = 0; i < KMEND_TARGET_FILES && result == 0; i++)
		result = check(target, i, image_path);
	return result;
}
