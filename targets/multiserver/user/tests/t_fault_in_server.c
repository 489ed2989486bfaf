/* Servers copy from and to pages that are not there yet, that are shared, or that are wrong. */
#include "test.h"
#include "trap.h"

static char shared[2 * PAGE_SIZE] __attribute__((aligned(PAGE_SIZE)));

static int raw_open(const char *path, uint32_t bytes)
{
	struct msg m = { .type = CALL_VFS_OPEN };

	msg_grant_read(&m, 0, path, bytes);
	return (int)call_msg(EP_VFS, &m);
}

static void child(void)
{
	int fd = open("/dev/zero", O_RDONLY);

	CHECK(fd >= 0 && read(fd, shared, sizeof(shared)) == (ssize_t)sizeof(shared));
	CHECK(shared[0] == 0 && shared[PAGE_SIZE] == 0);
}

int main(void)
{
	char *fresh = mmap_at(NULL, 4 * PAGE_SIZE, PROT_READ | PROT_WRITE), *fixed;
	int zero = open("/dev/zero", O_RDWR), fd = open("/bin/true", O_RDONLY);

	CHECK(fresh != MAP_FAILED && zero >= 0 && fd >= 0);
	CHECK(read(fd, fresh + PAGE_SIZE - 2, 8) == 8); /* across two absent pages */
	CHECK(!memcmp(fresh + PAGE_SIZE - 2, "\177ELF", 4));
	CHECK(write(zero, fresh + 2 * PAGE_SIZE, PAGE_SIZE) == PAGE_SIZE);
	memset(shared, 1, sizeof(shared));
	CHECK(test_in_child(child) == 0);
	CHECK(shared[0] == 1 && shared[PAGE_SIZE] == 1);

	memset(fresh + 4 * PAGE_SIZE - 2, 'x', 2);
	CHECK(raw_open((const char *)8, 8) == -EFAULT);
	CHECK(raw_open(fresh + 4 * PAGE_SIZE - 2, 8) == -EFAULT);
	fixed = mmap_at(NULL, PAGE_SIZE, PROT_READ);
	CHECK(fixed != MAP_FAILED);
	CHECK_ERROR(read(fd, fixed, 8), EFAULT);
	CHECK_ERROR(read(fd, (void *)8, 8), EFAULT);
	CHECK_ERROR(read(fd, (void *)0xffffffff80000000ul, 8), EFAULT);
	CHECK(ds_publish("fault.key", (void *)8, 8, 0) == -1 && errno == EFAULT);
	CHECK_ERROR(stat("/bin/true", (void *)8), EFAULT);
	return 0;
}
