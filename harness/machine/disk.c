/* Reads the head of a disk image, which format and how large, and keeps its content at hand. All else is QEMU's business. */
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
#include "harness/base/file.h"
#include "harness/machine/disk_copy.h"
#include "harness/machine/memfile.h"

#define SECTOR 512u
#define BYTES_MAX (1ull << 42)
#define QCOW2_EXTERNAL_DATA (UINT64_C(1) << 2) /* incompatible feature: the data lies in another file */

struct qcow2_head {
	char magic[4];
	uint32_t version;
	uint64_t backing_offset;
	uint32_t backing_bytes, cluster_bits;
	uint64_t bytes;
	char others[40];
	uint64_t incompatible; /* from version 3 on */
};

_Static_assert(offsetof(struct qcow2_head, incompatible) == 72, "as QEMU writes it");

/* A qcow2 image that needs another file, whose name may be relative to its own place. */
static int needs_another(const struct qcow2_head *head)
{
	return head->backing_offset ||
		(be32toh(head->version) >= 3 && (be64toh(head->incompatible) & QCOW2_EXTERNAL_DATA));
}

static int look(struct disk *disk, int fd)
{
	struct qcow2_head head = { 0 };
	struct stat st;

	if (fstat(fd, &st) < 0 || pread(fd, &head, sizeof head, 0) < 0)
		return kmend_error("%s: %s", disk->path, strerror(errno));
	disk->is_qcow2 = !memcmp(head.magic, "QFI\xfb", 4);
	disk->bytes = disk->is_qcow2 ? be64toh(head.bytes) : (uint64_t)st.st_size;
	if (!disk->bytes || disk->bytes > BYTES_MAX)
		return kmend_error("%s: not a disk image of 1 byte to 4 TiB", disk->path);
	disk->bytes = (disk->bytes + SECTOR - 1) / SECTOR * SECTOR;
	if (disk->is_qcow2 && needs_another(&head))
		disk_copy_warm(fd);
	else
		disk->copy = disk_copy_get(fd);
	return 0;
}

static int open_one(struct disk *disk, const struct machine_config *config, int number)
{
	const struct kmend_machine_settings *settings = &config->settings;
	int fd, result;

	disk->node = number ? "disk2" : "disk";
	if (kmend_target_file_path(&disk->path, kmend_machine_file(settings, number),
		    settings->image ? settings->image : "", config->image_path) < 0)
		return -1;
	if (!disk->path)
		return 0;
	fd = open(disk->path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return kmend_error("%s: %s", disk->path, strerror(errno));
	result = look(disk, fd);
	close(fd);
	if (result < 0 || number == 0)
		return result;
	disk->overlay = memfile_new("kmend-disk", 0);
	return disk->overlay < 0 ? -1 : memfile_make_qcow2(disk->overlay, disk->bytes);
}

static const struct disk nothing[KMEND_DISKS] = { DISK_INIT, DISK_INIT };

int disks_open(struct disk disks[KMEND_DISKS], const struct machine_config *config)
{
	memcpy(disks, nothing, sizeof nothing);
	for (int i = 0; i < KMEND_DISKS; i++)
		if (open_one(&disks[i], config, i) < 0)
			return -1;
	return 0;
}

void disks_release(struct disk disks[KMEND_DISKS])
{
	for (int i = 0; i < KMEND_DISKS; i++) {
		disk_copy_put(disks[i].copy);
		free(disks[i].path);
		if (disks[i].overlay >= 0)
			close(disks[i].overlay);
	}
	memcpy(disks, nothing, sizeof nothing);
}

char *disk_blockdev(const struct disk *disk)
{
	char *own = disk->copy >= 0 ? kmend_format("/proc/self/fd/%d", disk->copy) : strdup(disk->path);
	json_t *node = own ? json_pack("{s:s, s:s, s:b, s:{s:s, s:s}}", "driver", disk->is_qcow2 ? "qcow2" : "raw",
				     "node-name", disk->node, "read-only", 1, "file", "driver", "file", "filename", own)
			   : NULL;
	char *text = node ? json_dumps(node, JSON_COMPACT) : NULL;

	json_decref(node);
	free(own);
	return text;
}
