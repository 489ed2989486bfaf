/* Memory and strings, as in C. */
#ifndef LIBC_STRING_H
#define LIBC_STRING_H

#include <stddef.h>

void *memcpy(void *to, const void *from, size_t n);
void *memmove(void *to, const void *from, size_t n);
void *memset(void *p, int c, size_t n);
int memcmp(const void *a, const void *b, size_t n);
size_t strlen(const char *s);
int strcmp(const char *a, const char *b);
int strncmp(const char *a, const char *b, size_t n);
char *strcpy(char *to, const char *from);
char *strchr(const char *s, int c);
char *strrchr(const char *s, int c);
char *strstr(const char *s, const char *part);

/* Copies at most size-1 bytes and always ends with NUL (size > 0); returns strlen(from). */
size_t strlcpy(char *to, const char *from, size_t size);

/* 1 when the whole text matches the pattern: '*' any run, '?' any one character. */
int pattern_match(const char *pattern, const char *text);

#endif
