/* Reading directories: every entry once, over several blocks, with small buffers, and the slots of removed ones again. */
#include "test.h"

#define N 40

static unsigned seen[N], others;

static void take(const struct vfs_dirent *e)
{
	if (e->name[0] == 'f') {
		CHECK(atoi(e->name + 1) >= 0 && atoi(e->name + 1) < N);
		seen[atoi(e->name + 1)]++;
	} else {
		others++;
	}
}

static void read_all(int fd, unsigned entries)
{
	struct vfs_dirent e[16];
	ssize_t n;

	memset(seen, 0, sizeof(seen));
	others = 0;
	CHECK(lseek(fd, 0, SEEK_SET) == 0);
	while ((n = getdents(fd, e, entries * sizeof(e[0]) + 5)) > 0)
		for (size_t i = 0; i < (size_t)n / sizeof(e[0]); i++)
			take(&e[i]);
	CHECK(n == 0 && others == 2);
}

int main(void)
{
	struct vfs_dirent e;
	char name[32];
	int fd;

	CHECK(mkdir("/tmp/getdents", 0755) == 0 && chdir("/tmp/getdents") == 0);
	test_make_file("f0", "", 0);
	for (int i = 1; i < N; i++) {
		snprintf(name, sizeof(name), "f%d", i);
		CHECK(link("f0", name) == 0);
	}
	fd = open(".", O_RDONLY | O_DIRECTORY);
	CHECK(fd >= 0);
	read_all(fd, 15);
	for (int i = 0; i < N; i++)
		CHECK(seen[i] == 1);
	CHECK(unlink("f7") == 0 && unlink("f30") == 0);
	read_all(fd, 3);
	for (int i = 0; i < N; i++)
		CHECK(seen[i] == (i != 7 && i != 30));
	CHECK(link("f0", "f7") == 0);
	read_all(fd, 16);
	CHECK(seen[7] == 1 && seen[30] == 0);

	CHECK_ERROR(getdents(fd, &e, sizeof(e) - 1), EINVAL);
	CHECK_ERROR(getdents(0, &e, sizeof(e)), ENOTDIR);
	CHECK_ERROR(getdents(55, &e, sizeof(e)), EBADF);
	CHECK_ERROR(read(fd, &e, sizeof(e)), EISDIR);
	for (int i = 0; i < N; i++) {
		snprintf(name, sizeof(name), "f%d", i);
		unlink(name);
	}
	CHECK(chdir("/") == 0 && rmdir("/tmp/getdents") == 0);
	return 0;
}
