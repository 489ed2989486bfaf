/*
 * Formatted text. Unbuffered: one printf is one write. Conversions: %d %i %u %x %c %s %p %%, with '-', '0', width,
 * precision for strings, and the length letters l, ll, z.
 */
#ifndef LIBC_STDIO_H
#define LIBC_STDIO_H

#include <stdarg.h>
#include <stddef.h>

/* Writes at most size-1 characters and a NUL (size 0: nothing); returns the length that the whole text has. */
int vsnprintf(char *out, size_t size, const char *format, va_list args);
int snprintf(char *out, size_t size, const char *format, ...) __attribute__((format(printf, 3, 4)));

/* Text to a descriptor, cut at 256 bytes; bytes written or -1. */
int dprintf(int fd, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Writes all n bytes, over as many calls as it takes: 0 or -1. */
int write_all(int fd, const void *data, size_t n);

/* Text to the kernel's console, past every server; cut at 160 bytes. */
void console_printf(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
