/*
 * Writes of every kind into a block of memory that the caller chose. Compiled with recovery instrumentation; the caller
 * rolls the log back and compares. Nothing here may write memory of the block in a way that docs/fault-sites.md calls unseen.
 */
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "torture.h"

typedef int vector __attribute__((vector_size(32), aligned(1)));

struct __attribute__((packed)) odd {
	uint8_t a;
	uint16_t b;
	uint32_t c;
	uint64_t d;
	unsigned bits : 5, more : 11;
	double e;
	long double f;
	__int128 g;
};

struct large {
	unsigned char bytes[777];
};

static uint32_t state;

static uint32_t next(void)
{
	state = state * 1664525 + 1013904223;
	return state >> 8;
}

static void scalars(unsigned char *p)
{
	struct odd *o = (struct odd *)(p + next() % 64);

	o->a = (uint8_t)next();
	o->b = (uint16_t)next();
	o->c = next();
	o->d = next() * 1234567ull;
	o->bits = next();
	o->more = next();
	o->e = next();
	o->f = next();
	o->g = (__int128)next() << 70;
	*(vector *)(p + 100 + next() % 32) += 7;
	*(volatile uint16_t *)(p + 201) = (uint16_t)next();
}

static void blocks(unsigned char *p)
{
	size_t n = next() % 300, from = next() % 400, to = next() % 400;

	memcpy(p + 1000 + to, p + from, n);
	memmove(p + to, p + from, n);
	memset(p + next() % 700, (int)next(), next() % 41);
	*(struct large *)(p + 801) = *(struct large *)(p + 3);
	p[600 + next() % 8] = 0;
	strcpy((char *)p + 1200, (char *)p + 590);
	strncpy((char *)p + 1300 + next() % 8, "a string", next() % 20);
}

static void atomics(unsigned char *p)
{
	uint64_t *w = (uint64_t *)(void *)(p + 16), expected = *w;
	uint32_t *h = (uint32_t *)(void *)(p + 36);

	__atomic_fetch_add(w, next(), __ATOMIC_SEQ_CST);
	__atomic_fetch_nand(h, next(), __ATOMIC_RELAXED);
	__atomic_exchange_n(p + 41, (unsigned char)next(), __ATOMIC_ACQ_REL);
	__atomic_store_n((uint16_t *)(void *)(p + 42), (uint16_t)next(), __ATOMIC_RELEASE);
	__atomic_compare_exchange_n(w, &expected, 99, 0, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST);
	expected = *w;
	__atomic_compare_exchange_n(w, &expected, next(), 1, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST);
}

static void assembly(unsigned char *p)
{
	__asm__("movq %1, %0" : "=m"(*(uint64_t *)(void *)(p + 5)) : "r"((uint64_t)next()));
	__asm__("incl %0" : "+m"(*(uint32_t *)(void *)(p + 21)));
}

/* Loops that the vectoriser likes, one with a condition: stores under a mask where the processor has them. */
static void loops(unsigned char *p)
{
	int *a = (int *)(void *)(p + 1600), *b = (int *)(void *)(p + 2000);
	int limit = (int)next(), n = (int)(next() % 90);

	for (int i = 0; i < n; i++)
		a[i] += b[i];
	for (int i = 0; i < n; i++)
		if (b[i] > limit)
			a[i] = b[i];
	for (int i = 0; i < n; i++)
		p[2400 + (p[i] & 127)] ^= (unsigned char)i;
}

void torture(unsigned char *p, uint32_t seed)
{
	static void (*const kinds[])(unsigned char *) = { scalars, blocks, atomics, assembly, loops };

	state = seed;
	for (int i = 0; i < 40; i++)
		kinds[next() % 5](p);
}

int blocks_of_this(int n)
{
	int sum = 0;

	while (n > 0)
		sum += n % 2 ? n-- : (n -= 2, 1);
	return sum;
}
