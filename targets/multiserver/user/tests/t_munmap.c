/* munmap: whole regions, pieces of them, nothing at all; and what it refuses. */
#include "test.h"

static char *area;

static void touch_hole(void)
{
	area[2 * PAGE_SIZE] = 1;
}

int main(void)
{
	struct vm_info before, after;
	int local = 0;

	area = mmap_at(NULL, 6 * PAGE_SIZE, PROT_READ | PROT_WRITE);
	CHECK(area != MAP_FAILED);
	for (unsigned i = 0; i < 6; i++)
		area[i * PAGE_SIZE] = (char)(i + 1);
	CHECK(vm_info(&before) == 0);
	CHECK(munmap(area + 2 * PAGE_SIZE, 2 * PAGE_SIZE) == 0);
	CHECK(vm_info(&after) == 0);
	CHECK(after.own_pages == before.own_pages - 2 && after.free_pages >= before.free_pages + 2);
	CHECK(area[PAGE_SIZE] == 2 && area[4 * PAGE_SIZE] == 5);
	CHECK(test_in_child(touch_hole) == SIGSEGV);
	CHECK(munmap(area + 2 * PAGE_SIZE, PAGE_SIZE) == 0); /* nothing there: no error */
	CHECK(munmap(area, 6 * PAGE_SIZE) == 0);             /* with a hole */
	CHECK_ERROR(munmap(area + 1, PAGE_SIZE), EINVAL);
	CHECK_ERROR(munmap(area, 0), EINVAL);
	CHECK_ERROR(munmap((void *)USER_TOP, PAGE_SIZE), EINVAL);
	CHECK_ERROR(munmap((void *)((uint64_t)&local & ~(uint64_t)(PAGE_SIZE - 1)), PAGE_SIZE), EINVAL);
	CHECK_ERROR(munmap((void *)PROGRAM_BASE, PAGE_SIZE), EINVAL);
	return 0;
}
