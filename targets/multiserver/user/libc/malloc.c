/*
 * The heap: a list of blocks in address order over brk, first fit, neighbours joined when one is freed; requests of
 * MMAP_FROM bytes and more get pages of their own from mmap and give them back.
 */
#include <stdint.h>

#include "stdlib.h"
#include "string.h"
#include "unistd.h"

#define MMAP_FROM (32u * 1024)
#define GROW_BYTES 4096u

struct block {
	size_t size;        /* of the payload, a multiple of 16; MAPPED set when the block came from mmap */
	struct block *next; /* free list in address order; unused while the block is taken */
};

#define MAPPED 1ul

static struct block *free_list;

static void *map_block(size_t n)
{
	size_t bytes = (n + sizeof(struct block) + PAGE_SIZE - 1) & ~(size_t)(PAGE_SIZE - 1);
	struct block *b = mmap_at(NULL, bytes, PROT_READ | PROT_WRITE);

	if (b == MAP_FAILED)
		return NULL;
	b->size = (bytes - sizeof(*b)) | MAPPED;
	return b + 1;
}

static void insert(struct block *b)
{
	struct block **at = &free_list, *previous = NULL;

	while (*at && *at < b) {
		previous = *at;
		at = &(*at)->next;
	}
	b->next = *at;
	*at = b;
	if (b->next && (char *)(b + 1) + b->size == (char *)b->next) {
		b->size += sizeof(*b) + b->next->size;
		b->next = b->next->next;
	}
	if (previous && (char *)(previous + 1) + previous->size == (char *)b) {
		previous->size += sizeof(*b) + b->size;
		previous->next = b->next;
	}
}

static int grow(size_t n)
{
	size_t bytes = (n + 2 * sizeof(struct block) + GROW_BYTES - 1) & ~(size_t)(GROW_BYTES - 1);
	uint64_t start = (uint64_t)sbrk(0), aligned = (start + 15) & ~15ul;
	struct block *b = (struct block *)aligned;

	if (start == (uint64_t)-1 || brk_raw(aligned + bytes) == (uint64_t)-1)
		return -1;
	b->size = bytes - sizeof(*b);
	insert(b);
	return 0;
}

void *malloc(size_t n)
{
	if (n > HEAP_LIMIT) {
		errno = ENOMEM;
		return NULL;
	}
	n = n ? (n + 15) & ~15ul : 16;
	if (n >= MMAP_FROM)
		return map_block(n);
	for (int i = 0; i < 2; i++) {
		for (struct block **at = &free_list; *at; at = &(*at)->next) {
			struct block *b = *at;

			if (b->size < n)
				continue;
			if (b->size >= n + 2 * sizeof(*b)) {
				struct block *rest = (struct block *)((char *)(b + 1) + n);

				rest->size = b->size - n - sizeof(*b);
				rest->next = b->next;
				b->size = n;
				*at = rest;
			} else {
				*at = b->next;
			}
			return b + 1;
		}
		if (grow(n) < 0)
			break;
	}
	return NULL;
}

void free(void *p)
{
	struct block *b = (struct block *)p - 1;

	if (!p)
		return;
	if (b->size & MAPPED)
		munmap(b, (b->size & ~MAPPED) + sizeof(*b));
	else
		insert(b);
}

void *calloc(size_t n, size_t size)
{
	size_t bytes;
	void *p = __builtin_mul_overflow(n, size, &bytes) ? NULL : malloc(bytes);

	return p ? memset(p, 0, bytes) : NULL;
}

void *realloc(void *p, size_t n)
{
	struct block *b = (struct block *)p - 1;
	void *fresh;

	if (p && (b->size & ~MAPPED) >= n)
		return p;
	fresh = malloc(n);
	if (fresh && p) {
		memcpy(fresh, p, b->size & ~MAPPED);
		free(p);
	}
	return fresh;
}
