/* Copies of disk images, shared by the machines of this process. Holes stay holes. */
#include "harness/machine/disk_copy.h"

#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "harness/machine/memfile.h"

#define STAT_BLOCK 512u /* bytes, of st_blocks */

/* A copy and the file that it was made from: one that was written since is another one. */
struct copy {
	struct copy *next;
	int fd;
	unsigned users;
	struct stat of;
};

static struct copy *copies;

/* Reads up to DISK_COPY_MAX bytes of data; `copy` (-1: nowhere) gets them at the same places. 1: that was all of it. */
static int read_data(int fd, int copy)
{
	static char block[1 << 18];
	off_t at = 0;

	for (size_t left = DISK_COPY_MAX; left;) {
		off_t data = lseek(fd, at, SEEK_DATA);
		ssize_t got = data < 0 ? 0 : pread(fd, block, left < sizeof block ? left : sizeof block, data);

		if (got <= 0)
			return data < 0 && errno == ENXIO;
		if (copy >= 0 && pwrite(copy, block, (size_t)got, data) != got)
			return 0;
		at = data + got;
		left -= (size_t)got;
	}
	return lseek(fd, at, SEEK_DATA) < 0 && errno == ENXIO;
}

void disk_copy_warm(int fd)
{
	read_data(fd, -1);
}

static int is_same(const struct stat *a, const struct stat *b)
{
	return a->st_dev == b->st_dev && a->st_ino == b->st_ino && a->st_size == b->st_size &&
		a->st_mtim.tv_sec == b->st_mtim.tv_sec && a->st_mtim.tv_nsec == b->st_mtim.tv_nsec;
}

static struct copy *copy_new(int fd, const struct stat *st)
{
	struct copy *copy = calloc(1, sizeof *copy);

	if (!copy)
		return NULL;
	copy->of = *st;
	copy->fd = memfile_new("kmend-disk", (size_t)st->st_size);
	if (copy->fd >= 0 && read_data(fd, copy->fd)) {
		copy->next = copies;
		copies = copy;
		return copy;
	}
	if (copy->fd >= 0)
		close(copy->fd);
	free(copy);
	return NULL;
}

int disk_copy_get(int fd)
{
	struct copy *copy = copies;
	struct stat st;

	if (fstat(fd, &st) < 0)
		return -1;
	while (copy && !is_same(&copy->of, &st))
		copy = copy->next;
	if (!copy && (uint64_t)st.st_blocks * STAT_BLOCK <= DISK_COPY_MAX)
		copy = copy_new(fd, &st);
	if (!copy) {
		disk_copy_warm(fd);
		return -1;
	}
	copy->users++;
	return copy->fd;
}

void disk_copy_put(int fd)
{
	for (struct copy **link = &copies; fd >= 0 && *link; link = &(*link)->next) {
		struct copy *copy = *link;

		if (copy->fd != fd)
			continue;
		if (--copy->users)
			return;
		*link = copy->next;
		close(copy->fd);
		free(copy);
		return;
	}
}
