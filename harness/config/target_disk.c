/* Where a target's disk image lies, and whether it is there. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "harness/base/error.h"
#include "harness/base/file.h"
#include "harness/config/target.h"

#define OUT "{out}/"

int kmend_target_disk_path(char **path, const char *disk, const char *image, const char *image_path)
{
	size_t whole = strlen(image_path), below = strlen(image);

	*path = NULL;
	if (!disk || !*disk)
		return 0;
	if (strncmp(disk, OUT, strlen(OUT)) != 0)
		*path = strdup(disk);
	else if (whole <= below || strcmp(image_path + whole - below, image) != 0)
		return kmend_error("%s does not end in %s: no output folder, no disk", image_path, image);
	else
		*path = kmend_format("%.*s%s", (int)(whole - below), image_path, disk + strlen(OUT));
	return *path ? 0 : kmend_error_memory();
}

const char *kmend_machine_disk(const struct kmend_machine_settings *settings, int number)
{
	return number ? settings->disk2 : settings->disk;
}

static int check(const struct kmend_target *target, int number, const char *image_path)
{
	const char *key = number ? "disk2" : "disk", *disk = kmend_machine_disk(&target->settings, number);
	const int line = target->disk_lines[number];
	char *path;
	struct stat st;
	int error = 0, result = 0;

	if (kmend_target_disk_path(&path, disk, target->settings.image, image_path) < 0)
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

static int settle(struct kmend_target *target, int number, char **disk)
{
	char *path;

	if (!**disk || strncmp(*disk, OUT, strlen(OUT)) == 0)
		return 0;
	if (**disk != '/') {
		path = kmend_format("%s/%s", target->dir, *disk);
		if (!path)
			return kmend_error_memory();
		free(*disk);
		*disk = path;
	}
	/* Missing already here it is the person's mistake; after a build it is the build's. */
	return check(target, number, "") < 0 ? kmend_error_as(KMEND_ERROR_INVALID, "%s", kmend_error_text()) : 0;
}

int kmend_target_disks_settle(struct kmend_target *target)
{
	return settle(target, 0, &target->settings.disk) < 0 ? -1 : settle(target, 1, &target->settings.disk2);
}

int kmend_target_disk_check(const struct kmend_target *target, const char *image_path)
{
	int result = 0;

	for (int i = 0; i < KMEND_DISKS && result == 0; i++)
		result = check(target, i, image_path);
	return result;
}
