#include "harness/base/buf.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "harness/base/error.h"

static int reserve(struct kmend_buf *buf, size_t more)
{
	if (more > KMEND_BUF_LIMIT - buf->size)
		return kmend_error_as(
			KMEND_ERROR_NO_MEMORY, "a buffer of more than %zu MiB was asked for", KMEND_BUF_LIMIT >> 20);
	size_t need = buf->size + more + 1;
	if (need <= buf->capacity)
		return 0;
	size_t capacity = buf->capacity ? buf->capacity : 256;
	while (capacity < need)
		capacity *= 2;
	char *data = realloc(buf->data, capacity);
	if (!data)
		return kmend_error_memory();
	buf->data = data;
	buf->capacity = capacity;
	return 0;
}

int kmend_buf_append(struct kmend_buf *buf, const void *data, size_t size)
{
	if (reserve(buf, size) < 0)
		return -1;
	if (size > 0)
		memcpy(buf->data + buf->size, data, size);
	buf->size += size;
	buf->data[buf->size] = '\0';
	return 0;
}

int kmend_buf_printf(struct kmend_buf *buf, const char *format, ...)
{
	va_list args, again;
	va_start(args, format);
	va_copy(again, args);
	int length = vsnprintf(NULL, 0, format, args);
	va_end(args);
	int result = length < 0 ? kmend_error("bad format") : reserve(buf, (size_t)length);
	if (result == 0) {
		vsnprintf(buf->data + buf->size, (size_t)length + 1, format, again);
		buf->size += (size_t)length;
	}
	va_end(again);
	return result;
}

void kmend_buf_clear(struct kmend_buf *buf)
{
	buf->size = 0;
	if (buf->data)
		buf->data[0] = '\0';
}

void kmend_buf_release(struct kmend_buf *buf)
{
	free(buf->data);
	*buf = (struct kmend_buf)KMEND_BUF_INIT;
}
