/* Insertion sort: the arrays here have a hundred elements, and it is stable. */
#include "stdlib.h"
#include "string.h"

static void swap(char *a, char *b, size_t n)
{
	for (; n--; a++, b++) {
		char c = *a;

		*a = *b;
		*b = c;
	}
}

void sort(void *base, size_t n, size_t size, int (*compare)(const void *, const void *))
{
	char *p = base;

	for (size_t i = 1; i < n; i++)
		for (size_t j = i; j && compare(p + (j - 1) * size, p + j * size) > 0; j--)
			swap(p + (j - 1) * size, p + j * size, size);
}
