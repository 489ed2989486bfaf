/* Freestanding memory and text functions. */
#include "kernel.h"

void *memcpy(void *restrict to, const void *restrict from, size_t n)
{
	void *d = to;
	size_t words = n / 8;
	__asm__ volatile("rep movsq" : "+D"(d), "+S"(from), "+c"(words) : : "memory");
	n %= 8;
	__asm__ volatile("rep movsb" : "+D"(d), "+S"(from), "+c"(n) : : "memory");
	return to;
}

void *memmove(void *to, const void *from, size_t n)
{
	uint8_t *d = to;
	const uint8_t *s = from;
	if (d <= s || d >= s + n)
		return memcpy(to, from, n);
	while (n-- > 0)
		d[n] = s[n];
	return to;
}

void *memset(void *to, int byte, size_t n)
{
	void *d = to;
	uint64_t pattern = (uint8_t)byte * 0x0101010101010101ull;
	size_t words = n / 8;
	__asm__ volatile("rep stosq" : "+D"(d), "+c"(words) : "a"(pattern) : "memory");
	n %= 8;
	__asm__ volatile("rep stosb" : "+D"(d), "+c"(n) : "a"(pattern) : "memory");
	return to;
}

int memcmp(const void *a, const void *b, size_t n)
{
	const uint8_t *x = a, *y = b;
	for (size_t i = 0; i < n; i++)
		if (x[i] != y[i])
			return x[i] - y[i];
	return 0;
}

size_t strlen(const char *text)
{
	size_t n = 0;
	while (text[n] != '\0')
		n++;
	return n;
}

bool text_equal(const char *a, const char *b)
{
	size_t n = strlen(a);
	return n == strlen(b) && memcmp(a, b, n) == 0;
}

void text_init(struct text *t, char *buffer, size_t size)
{
	*t = (struct text){ buffer, 0, size };
	buffer[0] = '\0';
}

void text_char(struct text *t, char c)
{
	if (t->used + 1 >= t->size)
		return;
	t->at[t->used++] = c;
	t->at[t->used] = '\0';
}

void text_put(struct text *t, const char *s)
{
	while (*s != '\0')
		text_char(t, *s++);
}

void text_decimal(struct text *t, uint64_t n)
{
	char digits[20];
	unsigned k = 0;
	do
		digits[k++] = (char)('0' + n % 10);
	while ((n /= 10) != 0);
	while (k > 0)
		text_char(t, digits[--k]);
}

void text_hex(struct text *t, uint64_t n)
{
	int shift = 60;
	while (shift > 0 && n >> shift == 0)
		shift -= 4;
	for (; shift >= 0; shift -= 4)
		text_char(t, "0123456789abcdef"[n >> shift & 15]);
}
