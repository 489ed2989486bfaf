/* Anonymous memory: zeroed, where the hint says if it can, anywhere else if not. */
#include "test.h"

int main(void)
{
	char *a = mmap_at(NULL, 3 * PAGE_SIZE, PROT_READ | PROT_WRITE), *b, *c;
	void *hint = (void *)(MMAP_BASE + 0x100000);

	CHECK(a != MAP_FAILED && (uint64_t)a >= MMAP_BASE && (uint64_t)a < MMAP_LIMIT);
	CHECK(a[0] == 0 && a[3 * PAGE_SIZE - 1] == 0);
	a[0] = 1;
	a[3 * PAGE_SIZE - 1] = 2;
	b = mmap_at(hint, PAGE_SIZE + 1, PROT_READ | PROT_WRITE);
	CHECK(b == hint);
	b[PAGE_SIZE] = 3;
	c = mmap_at(hint, PAGE_SIZE, PROT_READ); /* taken */
	CHECK(c != MAP_FAILED && c != b && c[0] == 0);
	CHECK(mmap_at((void *)(MMAP_BASE + 5), PAGE_SIZE, PROT_READ) != MAP_FAILED);
	CHECK(munmap(a, 3 * PAGE_SIZE) == 0);
	CHECK(mmap_at(NULL, 3 * PAGE_SIZE, PROT_READ) == a); /* the lowest gap */
	CHECK(a[0] == 0 && b[PAGE_SIZE] == 3);

	CHECK_ERROR(mmap_at(NULL, 0, PROT_READ), EINVAL);
	CHECK_ERROR(mmap_at(NULL, PAGE_SIZE, 8), EINVAL);
	CHECK_ERROR(mmap_at(NULL, MMAP_LIMIT, PROT_READ), ENOMEM);
	CHECK_ERROR(mmap_at(NULL, 17u << 20, PROT_READ), ENOMEM);
	return 0;
}
