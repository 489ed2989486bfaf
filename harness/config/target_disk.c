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

int kmend_target_disk_check(const struct kmend_target *target, const char *image_path)
{
	char *path;
	struct stat st;
	int error = 0, result = 0;

	if (kmend_target_disk_path(&path, target->settings.disk, target->settings.image, image_path) < 0)
		return -1;
	if (path && (stat(path, &st) < 0 || access(path, R_OK) < 0))
		error = errno;
	else if (path && !S_ISREG(st.st_mode))
		error = S_ISDIR(st.st_mode) ? EISDIR : EINVAL;
	if (error)
		result = kmend_error(
			"%s/target.yaml:%d: disk: %s: %s", target->dir, target->disk_line, path, strerror(error));
	else if (path && st.st_size == 0)
		result = kmend_error("%s/target.yaml:%d: disk: %s is empty", target->dir, target->disk_line, path);
	free(path);
	return result;
}
