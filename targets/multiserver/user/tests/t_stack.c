/* The stack grows on demand, to its limit and not beyond, not by leaps over unmapped memory. */
#include "test.h"

static __attribute__((noinline)) unsigned deep(unsigned levels)
{
	volatile char frame[1024];
	unsigned below;

	frame[levels & 1023] = (char)levels;
	if (levels == 0)
		return 0;
	below = deep(levels - 1);
	return frame[levels & 1023] == (char)levels ? below + 1 : 0;
}

static void too_deep(void)
{
	deep(200);
}

static void below_limit(void)
{
	*(volatile char *)(STACK_TOP - USER_STACK_LIMIT - PAGE_SIZE) = 1;
}

int main(void)
{
	struct vm_region r;
	uint64_t low = 0;

	CHECK(deep(80) == 80);
	for (unsigned i = 0; vm_region(i, &r) == 0; i++)
		if (r.start + r.length == STACK_TOP)
			low = r.start;
	CHECK(low && STACK_TOP - low >= 80 * 1024 && STACK_TOP - low <= USER_STACK_LIMIT);
	CHECK(test_in_child(too_deep) == SIGSEGV);
	CHECK(test_in_child(below_limit) == SIGSEGV);
	return 0;
}
