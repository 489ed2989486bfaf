/* The break: grows with zeroed pages, shrinks and forgets, stays between its limits. */
#include "test.h"

static void touch_beyond(void)
{
	char *end = sbrk(0);

	end = (char *)(((uint64_t)end + PAGE_SIZE - 1) & ~(uint64_t)(PAGE_SIZE - 1));
	*(volatile char *)end = 1;
}

int main(void)
{
	uint64_t start = brk_raw(0), end = start + 5 * PAGE_SIZE + 100;
	volatile char *p = (volatile char *)start;

	CHECK(start >= PROGRAM_BASE && start < HEAP_LIMIT);
	CHECK(brk_raw(end) == end && brk_raw(0) == end);
	CHECK(p[0] == 0 && p[5 * PAGE_SIZE + 99] == 0);
	for (unsigned i = 0; i < 5; i++)
		p[i * PAGE_SIZE] = (char)(i + 1);
	CHECK(brk_raw(end + PAGE_SIZE) == end + PAGE_SIZE); /* the same region grows */
	CHECK(brk_raw(start + PAGE_SIZE) == start + PAGE_SIZE);
	CHECK(p[0] == 1);
	CHECK(test_in_child(touch_beyond) == SIGSEGV);
	CHECK(brk_raw(end) == end && p[0] == 1 && p[PAGE_SIZE] == 0);
	CHECK(brk_raw(start) == start);
	CHECK_ERROR(brk_raw(start - PAGE_SIZE), EINVAL);
	CHECK_ERROR(brk_raw(HEAP_LIMIT + 1), ENOMEM);
	CHECK_ERROR(brk_raw(start + (17ul << 20)), ENOMEM); /* more pages than a process can have */
	CHECK(brk_raw(0) == start);
	return 0;
}
