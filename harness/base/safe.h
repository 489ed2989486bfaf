/*
 * Text that came out of a guest, a log or a file is hostile: it reaches a terminal or a page only through here.
 * Printable ASCII, tabs (as a space) and well-formed UTF-8 from U+00A0 on pass, except what hides or turns text around
 * (direction marks and overrides, zero-width characters, tags); every other byte becomes \xHH.
 */
#ifndef KMEND_BASE_SAFE_H
#define KMEND_BASE_SAFE_H

#include <stddef.h>
#include <stdio.h>

/* Writes `length` bytes of `text` in safe form. Newlines pass only when `multiline`. */
void kmend_print_safe(FILE *out, const char *text, size_t length, int multiline);

/* printf of one line: the whole is written in safe form, then a newline. The format holds no newline of its own. */
void kmend_print_line(FILE *out, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The safe form as a new string of the caller (free it), cut after `limit` input bytes. NULL when out of memory. */
char *kmend_safe_string(const char *text, size_t length, size_t limit);

#endif
