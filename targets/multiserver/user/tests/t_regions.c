/* The list of regions is sorted; neighbours that are alike become one; the table is finite. */
#include "test.h"

static unsigned count(void)
{
	struct vm_region r, last = { 0 };
	unsigned n = 0;

	for (; vm_region(n, &r) == 0; n++) {
		CHECK(r.length > 0 && r.start >= last.start + last.length);
		last = r;
		CHECK(n < 64);
	}
	CHECK(errno == ENOENT);
	return n;
}

int main(void)
{
	unsigned start = count(), n;
	char *a = mmap_at(NULL, 60 * PAGE_SIZE, PROT_READ);

	CHECK(a != MAP_FAILED && count() == start + 1);
	CHECK(mprotect(a + 10 * PAGE_SIZE, PAGE_SIZE, PROT_NONE) == 0 && count() == start + 3);
	CHECK(mprotect(a + 10 * PAGE_SIZE, PAGE_SIZE, PROT_READ) == 0 && count() == start + 1);
	CHECK(munmap(a + 10 * PAGE_SIZE, PAGE_SIZE) == 0 && count() == start + 2);
	CHECK(mmap_at(a + 10 * PAGE_SIZE, PAGE_SIZE, PROT_READ) == a + 10 * PAGE_SIZE && count() == start + 1);

	for (n = 1; n < 60 && mprotect(a + n * PAGE_SIZE, PAGE_SIZE, PROT_NONE) == 0; n += 2)
		;
	CHECK(n < 60 && errno == ENOMEM);
	if (count() == 23) /* one place is left, cutting in the middle takes two */
		CHECK(mmap_at((void *)(MMAP_LIMIT - PAGE_SIZE), PAGE_SIZE, PROT_WRITE) != MAP_FAILED);
	CHECK_ERROR(mmap_at((void *)(MMAP_LIMIT - 4 * PAGE_SIZE), PAGE_SIZE, PROT_READ), ENOMEM);
	CHECK_ERROR(munmap(a + 55 * PAGE_SIZE, PAGE_SIZE), ENOMEM);
	CHECK(munmap(a, 60 * PAGE_SIZE) == 0);
	CHECK(count() <= start + 1);
	return 0;
}
