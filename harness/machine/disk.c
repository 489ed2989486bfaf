/* Reads the head of a disk image: which format, how large. Everything else about it is QEMU's business. */
#include "harness/machine/disk.h"

#include <endian.h>
#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "harness/base/error.h"

#define SECTOR 512u
#define BYTES_MAX (1ull << 42)
#define WARM_MAX (256u << 20) /* bytes that are read beforehand */

static int look(struct disk *disk, int fd)
{
	struct {
		char magic[4];
		uint32_t version;
		uint64_t backing[2];
		uint64_t bytes;
	} head = { 0 };
	struct stat st;

	if (fstat(fd, &st) < 0 || pread(fd, &head, sizeof head, 0) < 0)
		return kmend_error("%s: %s", disk->path, strerror(errno));
	disk->is_qcow2 = !memcmp(head.magic, "QFI\xfb", 4);
	disk->bytes = disk->is_qcow2 ? be64toh(head.bytes) : (uint64_t)st.st_size;
	if (!disk->bytes || disk->bytes > BYTES_MAX)
		return kmend_error("%s: not a disk image of 1 byte to 4 TiB", disk->path);
	disk->bytes = (disk->bytes + SECTOR - 1) / SECTOR * SECTOR;
	return 0;
}

/*
 * A request that has to wait for the host's own disk takes a time of the guest that nobody can foresee: the host reads the
 * image before the guest does. What cannot be read here is left to QEMU to complain about.
 */
static void warm(int fd)
{
	static char block[1 << 18];
	off_t at = 0;
	ssize_t got;

	for (size_t left = WARM_MAX; left; left -= (size_t)got) {
		off_t data = lseek(fd, at, SEEK_DATA);

		got = data < 0 ? 0 : pread(fd, block, left < sizeof block ? left : sizeof block, data);
		if (got <= 0)
			return;
		at = data + got;
	}
}

int disk_open(struct disk *disk, const struct machine_config *config)
{
	int fd, result;

	*disk = (struct disk){ 0 };
	if (kmend_target_disk_path(
		    &disk->path, config->disk, config->image_name ? config->image_name : "", config->image_path) < 0)
		return -1;
	if (!disk->path)
		return 0;
	fd = open(disk->path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return kmend_error("%s: %s", disk->path, strerror(errno));
	result = look(disk, fd);
	if (result == 0)
		warm(fd);
	close(fd);
	return result;
}

void disk_release(struct disk *disk)
{
	free(disk->path);
	*disk = (struct disk){ 0 };
}

char *disk_blockdev(const struct disk *disk)
{
	json_t *node = json_pack("{s:s, s:s, s:b, s:{s:s, s:s}}", "driver", disk->is_qcow2 ? "qcow2" : "raw",
		"node-name", DISK_NODE, "read-only", 1, "file", "driver", "file", "filename", disk->path);
	char *text = node ? json_dumps(node, JSON_COMPACT) : NULL;

	json_decref(node);
	return text;
}
