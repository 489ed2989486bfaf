/* The functions of the library that buffer-overflow, mem-leak and dangling-pointer change calls of. Not instrumented, freestanding. */
#include "faults.h"

void *memcpy(void *to, const void *from, unsigned long n)
{
	void *result = to;

	__asm__ volatile("rep movsb" : "+D"(to), "+S"(from), "+c"(n) : : "memory");
	return result;
}

/* Enough for areas of a test, which do not overlap. */
void *memmove(void *to, const void *from, unsigned long n)
{
	return memcpy(to, from, n);
}

void *memset(void *to, int byte, unsigned long n)
{
	void *result = to;

	__asm__ volatile("rep stosb" : "+D"(to), "+c"(n) : "a"(byte) : "memory");
	return result;
}

char *strcpy(char *to, const char *from)
{
	unsigned long n = 0;

	do
		to[n] = from[n];
	while (from[n++]);
	return to;
}

char *strncpy(char *to, const char *from, unsigned long n)
{
	unsigned long i = 0, ended = 0;

	for (; i < n; i++) {
		ended |= !from[i];
		to[i] = (char)(ended ? 0 : from[i]);
	}
	return to;
}
