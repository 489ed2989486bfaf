#include "harness/build/cache.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "harness/base/error.h"
#include "harness/base/file.h"
#include "harness/base/safe.h"

static char *absolute(const char *path)
{
	char *here, *result;

	if (path[0] == '/')
		return strdup(path);
	here = getcwd(NULL, 0);
	if (!here) {
		kmend_error_errno("the present folder");
		return NULL;
	}
	result = kmend_format("%s/%s", here, path);
	free(here);
	return result;
}

static char *cache_path(void)
{
	const char *dir = getenv("KMEND_CACHE");

	if (dir && *dir)
		return absolute(dir);
	dir = getenv("XDG_CACHE_HOME");
	if (dir && dir[0] == '/')
		return kmend_format("%s/kmend", dir);
	dir = getenv("HOME");
	if (dir && dir[0] == '/')
		return kmend_format("%s/.cache/kmend", dir);
	kmend_error("no folder for images: set KMEND_CACHE or HOME");
	return NULL;
}

char *kmend_cache_dir(void)
{
	char *path = cache_path();

	for (size_t n = path ? strlen(path) : 0; n > 1 && path[n - 1] == '/'; n--)
		path[n - 1] = '\0'; /* "link/" would be what the link leads to */
	if (path && kmend_dir_make_private(path) == 0)
		return path;
	free(path);
	return NULL;
}

/* Who holds it has written its number there; only a help for the person that waits. */
static void say_waiting(int fd, const char *name)
{
	char holder[16] = "";
	ssize_t size = pread(fd, holder, sizeof(holder) - 1, 0);

	holder[size > 0 ? strspn(holder, "0123456789") : 0] = '\0';
	kmend_print_line(stderr, "kmend: waiting for another kmend%s%s%s that builds %s", *holder ? " (process " : "",
		holder, *holder ? ")" : "", name);
}

int kmend_cache_lock(const char *cache, const char *name)
{
	char *path = kmend_format("%s/.lock-%s", cache, name);
	int fd = path ? open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600) : -1, held;

	if (fd < 0)
		goto failed;
	held = flock(fd, LOCK_EX | LOCK_NB) == 0;
	if (!held && errno == EWOULDBLOCK)
		say_waiting(fd, name);
	while (!held) {
		held = flock(fd, LOCK_EX) == 0;
		if (!held && errno != EINTR)
			goto failed;
	}
	if (ftruncate(fd, 0) == 0)
		dprintf(fd, "%ld\n", (long)getpid());
	free(path);
	return fd;
failed:
	if (path)
		kmend_error_errno("%s", path);
	if (fd >= 0)
		close(fd);
	free(path);
	return -1;
}
