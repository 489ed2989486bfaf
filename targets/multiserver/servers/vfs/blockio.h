/*
 * Requests to DISK. One is outstanding at a time, the others queue: VFS may block in SEND only while DISK is sure to
 * receive. The worker that asked sleeps until DISK_DONE comes in; its recovery window is closed before the first message
 * leaves, because what the disk does cannot be rolled back. It gets another one when it goes on (cothread.h).
 */
#ifndef VFS_BLOCKIO_H
#define VFS_BLOCKIO_H

#include <stdint.h>

enum blockio_kind { BLOCKIO_READ, BLOCKIO_WRITE };

/* From a worker: moves one block between `data` and the disk and waits for it. 0 or negative errno; -E_CRASH as from cothread_sleep(). */
int blockio_transfer(enum blockio_kind kind, uint32_t block, void *data);
/* DISK_DONE came in. Unknown cookies (of an instance before this one) are ignored. */
void blockio_done(uint64_t cookie, int64_t result);
/* Operations in the queue, for audits. */
unsigned blockio_pending(void);

#endif
