/* Values of every size and shape: bit fields, structs by value, variable arguments, wide integers, vectors, long double. */
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

struct bits { unsigned a : 3, b : 7; int c : 11; unsigned long long d : 37; };
struct small { char c; short s; };
struct large { int v[20]; double d; };
typedef int vector __attribute__((vector_size(16)));

static struct bits table[5];
static struct large kept;
static char text[64];

static struct large change(struct large l, struct small s) { l.v[s.s & 15] += s.c; l.d *= 1.5; kept = l; return l; }

static double sum(const char *kinds, ...)
{
	va_list list;
	double total = 0;

	va_start(list, kinds);
	for (; *kinds; kinds++)
		switch (*kinds) {
		case 'i': total += va_arg(list, int); break;
		case 'd': total += va_arg(list, double); break;
		case 'l': total += (double)va_arg(list, long long); break;
		case 's': total += va_arg(list, struct small).s; break;
		case 'L': total += (double)va_arg(list, long double); break;
		}
	va_end(list);
	return total;
}

static vector shuffle(vector a, vector b) { return __builtin_shufflevector(a, b, 3, 4, 1, 6) * a - b; }

int main(void)
{
	struct large l = { { 1, 2, 3 }, 2.5 };
	vector a = { 1, 2, 3, 4 }, b = { 5, 6, 7, 8 }, c = shuffle(a, b);
	uint64_t x = 88172645463325252ull;

	for (int i = 0; i < 5; i++) {
		x ^= x << 13, x ^= x >> 7, x ^= x << 17;
		table[i].a = (unsigned)x, table[i].b = (unsigned)(x >> 5), table[i].c = (int)(x >> 9), table[i].d = x;
	}
	l = change(change(l, (struct small){ 4, 33 }), (struct small){ -1, 2 });
	memset(text, 'x', 40);
	memmove(text + 3, text + 1, 30);
	strcpy(text + 10, "an end");
	for (int i = 0; i < 5; i++)
		printf("%u %u %d %llu\n", table[i].a, table[i].b, table[i].c, (unsigned long long)table[i].d);
	printf("%d %d %d %d %g %s\n", l.v[0], l.v[1], l.v[2], kept.v[2], kept.d, text);
	printf("%g %d %d %d %d\n", sum("idlsL", 1, 2.25, 3ll, (struct small){ 1, 4 }, 5.5L), c[0], c[1], c[2], c[3]);
	return 0;
}
