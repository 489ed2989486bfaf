/* A growing byte buffer with a limit: nothing that a guest produces grows without bound. */
#ifndef KMEND_BASE_BUF_H
#define KMEND_BASE_BUF_H

#include <stddef.h>

struct kmend_buf {
	char *data; /* NUL-terminated after `size` bytes; NULL while empty */
	size_t size, capacity;
};

#define KMEND_BUF_INIT { NULL, 0, 0 }
#define KMEND_BUF_LIMIT ((size_t)256 << 20)

/* Appends; -1 when out of memory or past KMEND_BUF_LIMIT (the buffer stays as it was). */
int kmend_buf_append(struct kmend_buf *buf, const void *data, size_t size);
int kmend_buf_printf(struct kmend_buf *buf, const char *format, ...) __attribute__((format(printf, 2, 3)));
void kmend_buf_clear(struct kmend_buf *buf);   /* empties, keeps the memory */
void kmend_buf_release(struct kmend_buf *buf); /* frees; the buffer can be used again */

#endif
