/* The heap of the library over brk and mmap: blocks keep what is in them while others come and go. */
#include "test.h"

#define N 24

int main(void)
{
	unsigned char *p[N];
	size_t size[N];
	unsigned char *big;

	for (unsigned i = 0; i < N; i++) {
		size[i] = 8 + i * 37 % 400;
		p[i] = malloc(size[i]);
		CHECK(p[i] && ((uint64_t)p[i] & 15) == 0);
		memset(p[i], (int)i, size[i]);
	}
	for (unsigned i = 0; i < N; i += 2)
		free(p[i]);
	for (unsigned i = 1; i < N; i += 2) {
		p[i] = realloc(p[i], size[i] + 200);
		CHECK(p[i] && p[i][0] == i && p[i][size[i] - 1] == i);
	}
	for (unsigned i = 1; i < N; i += 2)
		free(p[i]);
	big = calloc(3, 20000);
	CHECK(big && big[0] == 0 && big[59999] == 0);
	free(big);
	CHECK(!malloc(64ul << 20) && errno == ENOMEM);
	return 0;
}
