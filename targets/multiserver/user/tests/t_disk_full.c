/* The disk is full: every call that needs a block says so, nothing that was there suffers, and all comes back. */
#include "test.h"

static char buffer[16384];

static uint32_t blocks_free(void)
{
	struct vfs_statfs st;

	CHECK(statfs(&st) == 0);
	return st.blocks_free;
}

int main(void)
{
	uint32_t before = blocks_free();
	char name[32];
	struct vfs_stat st;
	int fd, full, error = 0;
	ssize_t n;

	CHECK(mkdir("/tmp/full", 0755) == 0);
	test_make_file("/tmp/full/small", "small", 5);
	full = open("/tmp/full/big", O_RDWR | O_CREAT, 0600);
	CHECK(full >= 0);
	memset(buffer, 'f', sizeof(buffer));
	while ((n = write(full, buffer, sizeof(buffer))) > 0)
		;
	CHECK(errno == ENOSPC && blocks_free() < 3);
	/* New names fit until the directory needs a block. */
	for (int i = 0; i < 40 && !error; i++) {
		snprintf(name, sizeof(name), "/tmp/full/%d", i);
		if (link("/tmp/full/small", name) < 0)
			error = errno;
	}
	CHECK(error == ENOSPC);
	CHECK_ERROR(open("/tmp/full/new", O_WRONLY | O_CREAT, 0644), ENOSPC);
	CHECK_ERROR(mkdir("/tmp/full/dir", 0755), ENOSPC);
	fd = open("/tmp/full/small", O_RDWR);
	CHECK(fd >= 0 && lseek(fd, 20000, SEEK_SET) == 20000);
	CHECK_ERROR(write(fd, buffer, 5000), ENOSPC);
	CHECK(lseek(fd, 5, SEEK_SET) == 5 && write(fd, "!", 1) == 1 && close(fd) == 0); /* room in its block */
	test_file_is("/tmp/full/small", "small!");
	CHECK(fstat(full, &st) == 0 && st.size > 0 && lseek(full, st.size - 1, SEEK_SET) > 0);
	CHECK(read(full, buffer, 2) == 1 && buffer[0] == 'f');
	CHECK(sync() == 0);

	CHECK(ftruncate(full, 1) == 0 && close(full) == 0 && blocks_free() > 3);
	CHECK(mkdir("/tmp/full/dir", 0755) == 0 && rmdir("/tmp/full/dir") == 0);
	for (int i = 0; i < 40; i++) {
		snprintf(name, sizeof(name), "/tmp/full/%d", i);
		unlink(name);
	}
	CHECK(unlink("/tmp/full/big") == 0 && unlink("/tmp/full/small") == 0);
	CHECK(rmdir("/tmp/full") == 0);
	CHECK(blocks_free() == before);
	return 0;
}
