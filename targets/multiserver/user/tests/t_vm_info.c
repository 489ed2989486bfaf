/* What VM says about memory: totals that add up. */
#include "test.h"

int main(void)
{
	struct vm_info before, after;
	char *p = mmap_at(NULL, 8 * PAGE_SIZE, PROT_READ | PROT_WRITE);

	CHECK(p != MAP_FAILED);
	CHECK(vm_info(&before) == 0 && before.free_pages > 0 && before.own_pages > 2);
	for (unsigned i = 0; i < 8; i++)
		p[i * PAGE_SIZE] = 1;
	CHECK(vm_info(&after) == 0);
	CHECK(after.own_pages == before.own_pages + 8 && after.free_pages == before.free_pages - 8);
	CHECK(munmap(p, 8 * PAGE_SIZE) == 0);
	CHECK(vm_info(&after) == 0);
	CHECK(after.own_pages == before.own_pages && after.free_pages == before.free_pages);
	return 0;
}
