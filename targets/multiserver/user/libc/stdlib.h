/* Memory from the heap, numbers, sorting. */
#ifndef LIBC_STDLIB_H
#define LIBC_STDLIB_H

#include <stddef.h>

/* The caller owns what malloc returns and gives it back with free; 16-byte aligned; NULL and ENOMEM when there is none. */
void *malloc(size_t n);
void *calloc(size_t n, size_t size);
void *realloc(void *p, size_t n);
void free(void *p);

/* Decimal, with sign; stops at the first other character. */
int atoi(const char *s);

void sort(void *base, size_t n, size_t size, int (*compare)(const void *, const void *));

#endif
