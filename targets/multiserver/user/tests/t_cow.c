/* Copy on write: after fork both have the same pages, until one of them writes. */
#include "test.h"

#define PAGES 6

static char *area;

static void child(void)
{
	struct vm_info info, later;

	CHECK(vm_info(&info) == 0 && info.shared_pages >= PAGES);
	area[0] = 'c';
	area[PAGE_SIZE] = 'c';
	CHECK(vm_info(&later) == 0);
	CHECK(later.shared_pages <= info.shared_pages - 2 && later.free_pages + 2 <= info.free_pages);
	CHECK(area[2 * PAGE_SIZE] == 'p');
}

int main(void)
{
	struct vm_info info;

	area = mmap_at(NULL, PAGES * PAGE_SIZE, PROT_READ | PROT_WRITE);
	CHECK(area != MAP_FAILED);
	for (unsigned i = 0; i < PAGES; i++)
		area[i * PAGE_SIZE] = 'p';
	CHECK(test_in_child(child) == 0);
	for (unsigned i = 0; i < PAGES; i++)
		CHECK(area[i * PAGE_SIZE] == 'p');
	area[0] = 'q'; /* nobody shares it any more: no copy */
	CHECK(vm_info(&info) == 0);
	area[PAGE_SIZE] = 'q';
	CHECK(area[0] == 'q' && area[PAGE_SIZE] == 'q');
	return 0;
}
