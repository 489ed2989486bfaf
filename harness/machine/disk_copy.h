/*
 * The content of a disk image where a request for it never waits for the host's own disk: such a wait takes a time of the
 * guest that nobody can foresee. Of a small image that is a copy in memory, one for all machines of this process, because a
 * page cache forgets; a larger one is read beforehand.
 */
#ifndef KMEND_MACHINE_DISK_COPY_H
#define KMEND_MACHINE_DISK_COPY_H

#define DISK_COPY_MAX (256u << 20) /* bytes of data (holes do not count) that are copied, or read beforehand */

/*
 * The copy of the image that is open as `fd`: a nameless file that nobody writes; return it with disk_copy_put(). -1 when there
 * is none, because the image is too large or there is no memory for it; then its first bytes have been read, and what cannot
 * be read is left to the emulator to complain about.
 */
int disk_copy_get(int fd);

/* -1 is fine. */
void disk_copy_put(int copy);

/* Reads the image that is open as `fd` beforehand, without a copy. */
void disk_copy_warm(int fd);

#endif
