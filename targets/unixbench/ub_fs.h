/*
 * UnixBench's file copy, for its three sizes of buffer: writes a file, reads it, and copies it to a second file several times, one buffer a call. Only the copies
 * count as work in its figure; here the guest time of all three is divided by the bytes of the copies. Its files are 2 MB, 125 KB and 32 MB; the whole disk of
 * the multi-server kernel has 2 MB, so ours are 120 KB (twice the cache of its file server), 32 KB (inside it) and 128 KB with four times the buffer.
 */
#ifndef UB_FS_H
#define UB_FS_H

#include "ub.h"

static char ub_data[4096], ub_seen[4096];

static void ub_fill(unsigned n, size_t bytes)
{
	for (size_t i = 0; i < bytes; i += 8)
		ub_data[i] = (char)(n + i / 8);
}

static void ub_read_all(int fd, size_t bytes, unsigned buffers)
{
	UB_CHECK(lseek(fd, 0, SEEK_SET) == 0);
	for (unsigned n = 0; n < buffers; n++) {
		ub_fill(n, bytes);
		UB_CHECK(ub_whole(fd, ub_seen, bytes, 0) && memcmp(ub_seen, ub_data, bytes) == 0);
	}
	UB_CHECK(read(fd, ub_seen, bytes) == 0);
}

static int ub_copy_files(const char *from, const char *to, size_t bytes, unsigned buffers, unsigned copies)
{
	int in = open(from, O_RDWR | O_CREAT | O_TRUNC, 0600), out = open(to, O_RDWR | O_CREAT | O_TRUNC, 0600);

	UB_CHECK(in >= 0 && out >= 0);
	for (unsigned n = 0; n < buffers; n++) {
		ub_fill(n, bytes);
		UB_CHECK(ub_whole(in, ub_data, bytes, 1));
	}
	ub_read_all(in, bytes, buffers);
	for (unsigned i = 0; i < copies; i++) {
		UB_CHECK(lseek(in, 0, SEEK_SET) == 0 && lseek(out, 0, SEEK_SET) == 0);
		for (unsigned n = 0; n < buffers; n++)
			UB_CHECK(ub_whole(in, ub_seen, bytes, 0) && ub_whole(out, ub_seen, bytes, 1));
	}
	ub_read_all(out, bytes, buffers);
	UB_CHECK(close(in) == 0 && close(out) == 0 && unlink(from) == 0 && unlink(to) == 0);
	return 0;
}

#define UB_COPY(test)                                                                                         \
	ub_copy_files(UB_FOLDER #test ".from", UB_FOLDER #test ".to", UB_##test##_BYTES, UB_##test##_BUFFERS, \
		UB_##test##_COPIES)

#endif
