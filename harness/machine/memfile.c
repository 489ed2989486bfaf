/* Anonymous files, and the smallest qcow2 image (version 3: header, refcount table, one refcount block, L1 table). */
#include "harness/machine/memfile.h"

#include <endian.h>
#include <errno.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "harness/base/error.h"

int memfile_new(const char *label, size_t size)
{
	int fd = memfd_create(label, MFD_CLOEXEC);

	if (fd < 0)
		return kmend_error("cannot make a file in memory: %s", strerror(errno));
	if (size && ftruncate(fd, (off_t)size) < 0) {
		kmend_error("no memory for a file of %zu bytes: %s", size, strerror(errno));
		close(fd);
		return -1;
	}
	return fd;
}

int memfile_of(const char *label, const void *bytes, size_t size)
{
	int fd = memfile_new(label, 0);

	for (size_t at = 0; fd >= 0 && at < size;) {
		ssize_t wrote = write(fd, (const char *)bytes + at, size - at);

		if (wrote > 0) {
			at += (size_t)wrote;
			continue;
		}
		kmend_error("cannot write a file in memory: %s", strerror(errno));
		close(fd);
		fd = -1;
	}
	return fd;
}

int memfile_read(struct kmend_buf *out, int fd, size_t limit, size_t *size)
{
	struct stat st;
	char chunk[65536];
	size_t at = 0;

	if (fstat(fd, &st) < 0)
		return kmend_error("cannot read a serial log: %s", strerror(errno));
	*size = (size_t)st.st_size;
	if (limit > *size)
		limit = *size;
	while (at < limit) {
		size_t want = limit - at < sizeof chunk ? limit - at : sizeof chunk;
		ssize_t got = pread(fd, chunk, want, (off_t)at);

		if (got <= 0)
			return kmend_error("cannot read a serial log: %s", got < 0 ? strerror(errno) : "it shrinks");
		if (kmend_buf_append(out, chunk, (size_t)got) < 0)
			return kmend_error_memory();
		at += (size_t)got;
	}
	return 0;
}

#define CLUSTER 65536u
#define L2_BYTES ((uint64_t)CLUSTER * (CLUSTER / 8)) /* of the disk that one entry of the L1 table stands for */

struct qcow2_header {
	uint32_t magic, version;
	uint64_t backing_offset;
	uint32_t backing_size, cluster_bits;
	uint64_t bytes;
	uint32_t crypt, l1_entries;
	uint64_t l1_offset, refcount_offset;
	uint32_t refcount_clusters, snapshots;
	uint64_t snapshots_offset, incompatible, compatible, autoclear;
	uint32_t refcount_order, header_bytes;
};

static int put(int fd, const void *bytes, size_t size, off_t at)
{
	if (pwrite(fd, bytes, size, at) != (ssize_t)size)
		return kmend_error("cannot write the snapshot file: %s", strerror(errno));
	return 0;
}

int memfile_make_qcow2(int fd, uint64_t bytes)
{
	const struct qcow2_header header = {
		.magic = htobe32(0x514649fb),
		.version = htobe32(3),
		.cluster_bits = htobe32(16),
		.bytes = htobe64(bytes),
		.l1_entries = htobe32((uint32_t)((bytes + L2_BYTES - 1) / L2_BYTES)),
		.l1_offset = htobe64(3 * CLUSTER),
		.refcount_offset = htobe64(CLUSTER),
		.refcount_clusters = htobe32(1),
		.refcount_order = htobe32(4),
		.header_bytes = htobe32(sizeof header),
	};
	const uint64_t block = htobe64(2 * CLUSTER);
	const uint16_t used[4] = { htobe16(1), htobe16(1), htobe16(1), htobe16(1) };

	_Static_assert(sizeof header == 104, "qcow2 version 3 header");
	if (ftruncate(fd, 0) < 0 || ftruncate(fd, 4 * CLUSTER) < 0)
		return kmend_error("cannot size the snapshot file: %s", strerror(errno));
	if (put(fd, &header, sizeof header, 0) < 0 || put(fd, &block, sizeof block, CLUSTER) < 0)
		return -1;
	return put(fd, used, sizeof used, 2 * CLUSTER);
}
