/*
 * Memory and string functions of services. Never instrumented: those that write log what they overwrite themselves, once
 * for the whole range, so that a call by name is seen as well as an intrinsic that became a call.
 */
#include "glue.h"

/* By words, then the bytes that are left: each iteration of a string instruction counts as an instruction. */
static void copy_up(void *to, const void *from, size_t bytes)
{
	size_t words = bytes / 8, rest = bytes % 8;

	__asm__ volatile("rep movsq" : "+D"(to), "+S"(from), "+c"(words) : : "memory");
	__asm__ volatile("rep movsb" : "+D"(to), "+S"(from), "+c"(rest) : : "memory");
}

void *memcpy(void *to, const void *from, size_t bytes)
{
	__kmend_log_store(to, bytes);
	copy_up(to, from, bytes);
	return to;
}

void *memmove(void *to, const void *from, size_t bytes)
{
	__kmend_log_store(to, bytes);
	if ((uintptr_t)to - (uintptr_t)from >= bytes) {
		copy_up(to, from, bytes);
		return to;
	}
	unsigned char *d = (unsigned char *)to + bytes;
	const unsigned char *s = (const unsigned char *)from + bytes;
	size_t left = bytes;

	__asm__ volatile("dec %0\n\tdec %1\n\tstd\n\trep movsb\n\tcld"
		: "+D"(d), "+S"(s), "+c"(left)
		:
		: "memory", "cc");
	return to;
}

void *memset(void *to, int value, size_t bytes)
{
	void *d = to;
	uint64_t pattern = (unsigned char)value * 0x0101010101010101ull;
	size_t words = bytes / 8, rest = bytes % 8;

	__kmend_log_store(to, bytes);
	__asm__ volatile("rep stosq" : "+D"(d), "+c"(words) : "a"(pattern) : "memory");
	__asm__ volatile("rep stosb" : "+D"(d), "+c"(rest) : "a"(pattern) : "memory");
	return to;
}

int memcmp(const void *a, const void *b, size_t bytes)
{
	const unsigned char *x = a, *y = b;

	for (size_t i = 0; i < bytes; i++)
		if (x[i] != y[i])
			return x[i] < y[i] ? -1 : 1;
	return 0;
}

size_t strnlen(const char *s, size_t max)
{
	size_t n = 0;

	while (n < max && s[n])
		n++;
	return n;
}

size_t strlen(const char *s)
{
	return strnlen(s, SIZE_MAX);
}

int strncmp(const char *a, const char *b, size_t max)
{
	for (size_t i = 0; i < max; i++) {
		unsigned char x = (unsigned char)a[i], y = (unsigned char)b[i];

		if (x != y)
			return x < y ? -1 : 1;
		if (!x)
			break;
	}
	return 0;
}

int strcmp(const char *a, const char *b)
{
	return strncmp(a, b, SIZE_MAX);
}

char *strchr(const char *s, int c)
{
	for (;; s++) {
		if (*s == (char)c)
			return (char *)(uintptr_t)s;
		if (!*s)
			return NULL;
	}
}

char *strrchr(const char *s, int c)
{
	const char *found = NULL;

	for (;; s++) {
		if (*s == (char)c)
			found = s;
		if (!*s)
			return (char *)(uintptr_t)found;
	}
}

size_t strlcpy(char *to, const char *from, size_t size)
{
	size_t length = strlen(from);

	if (size > 0) {
		size_t n = length < size - 1 ? length : size - 1;

		__kmend_log_store(to, n + 1);
		copy_up(to, from, n);
		to[n] = '\0';
	}
	return length;
}
