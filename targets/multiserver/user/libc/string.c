/* Memory and strings. Copies use the string instructions: short code, and fast where it matters. */
#include "string.h"

void *memcpy(void *to, const void *from, size_t n)
{
	void *d = to;
	size_t words = n / 8, rest = n % 8;

	__asm__ volatile("rep movsq" : "+D"(d), "+S"(from), "+c"(words) : : "memory");
	__asm__ volatile("rep movsb" : "+D"(d), "+S"(from), "+c"(rest) : : "memory");
	return to;
}

void *memmove(void *to, const void *from, size_t n)
{
	char *d = to;
	const char *s = from;

	if (d <= s || d >= s + n)
		return memcpy(to, from, n);
	while (n--)
		d[n] = s[n];
	return to;
}

void *memset(void *p, int c, size_t n)
{
	void *d = p;
	size_t words = n / 8, rest = n % 8;
	unsigned long value = (unsigned char)c * 0x0101010101010101ul;

	__asm__ volatile("rep stosq" : "+D"(d), "+c"(words) : "a"(value) : "memory");
	__asm__ volatile("rep stosb" : "+D"(d), "+c"(rest) : "a"(value) : "memory");
	return p;
}

int memcmp(const void *a, const void *b, size_t n)
{
	const unsigned char *x = a, *y = b;

	for (; n; n--, x++, y++)
		if (*x != *y)
			return *x - *y;
	return 0;
}

size_t strlen(const char *s)
{
	const char *p = s;

	while (*p)
		p++;
	return (size_t)(p - s);
}

int strcmp(const char *a, const char *b)
{
	while (*a && *a == *b)
		a++, b++;
	return (unsigned char)*a - (unsigned char)*b;
}

int strncmp(const char *a, const char *b, size_t n)
{
	for (; n && *a && *a == *b; n--)
		a++, b++;
	return n ? (unsigned char)*a - (unsigned char)*b : 0;
}

char *strcpy(char *to, const char *from)
{
	return memcpy(to, from, strlen(from) + 1);
}

char *strchr(const char *s, int c)
{
	for (; *s != (char)c; s++)
		if (!*s)
			return NULL;
	return (char *)s;
}

char *strrchr(const char *s, int c)
{
	const char *last = NULL;

	for (;; s++) {
		if (*s == (char)c)
			last = s;
		if (!*s)
			return (char *)last;
	}
}

char *strstr(const char *s, const char *part)
{
	size_t n = strlen(part);

	for (;; s++) {
		if (!strncmp(s, part, n))
			return (char *)s;
		if (!*s)
			return NULL;
	}
}

size_t strlcpy(char *to, const char *from, size_t size)
{
	size_t n = strlen(from), copied = n < size ? n : size - 1;

	memcpy(to, from, copied);
	to[copied] = 0;
	return n;
}
