/* Protections hold, and can be given back. */
#include "test.h"

static char *area;

static void write_it(void)
{
	area[PAGE_SIZE] = 9;
}

static void read_it(void)
{
	(void)*(volatile char *)&area[PAGE_SIZE];
}

static void run_it(void)
{
	((void (*)(void))(area + PAGE_SIZE))();
}

int main(void)
{
	area = mmap_at(NULL, 3 * PAGE_SIZE, PROT_READ | PROT_WRITE);
	CHECK(area != MAP_FAILED);
	memset(area, 0xc3, 3 * PAGE_SIZE); /* ret */
	CHECK(test_in_child(run_it) == SIGSEGV);
	CHECK(mprotect(area + PAGE_SIZE, PAGE_SIZE, PROT_READ | PROT_EXEC) == 0);
	CHECK(test_in_child(run_it) == 0 && test_in_child(write_it) == SIGSEGV);
	CHECK(mprotect(area + PAGE_SIZE, PAGE_SIZE, PROT_NONE) == 0);
	CHECK(test_in_child(read_it) == SIGSEGV);
	area[0] = 1;
	area[2 * PAGE_SIZE] = 1;
	CHECK(mprotect(area, 3 * PAGE_SIZE, PROT_READ | PROT_WRITE) == 0);
	CHECK((unsigned char)area[PAGE_SIZE] == 0xc3);
	write_it();
	CHECK(area[PAGE_SIZE] == 9);

	CHECK_ERROR(mprotect(area + 1, PAGE_SIZE, PROT_READ), EINVAL);
	CHECK_ERROR(mprotect(area, PAGE_SIZE, 8), EINVAL);
	CHECK_ERROR(mprotect(area, 0, PROT_READ), EINVAL);
	CHECK_ERROR(mprotect(area, 4 * PAGE_SIZE, PROT_READ), ENOMEM);
	CHECK_ERROR(mprotect((void *)(MMAP_LIMIT - PAGE_SIZE), PAGE_SIZE, PROT_READ), ENOMEM);
	return 0;
}
