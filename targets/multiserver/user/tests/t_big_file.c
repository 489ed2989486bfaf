/* A file that reaches over direct, indirect and double indirect blocks; every block of it comes back. */
#include "test.h"

#define NAME "/tmp/big_file"
#define BLOCK 1024l

static const long places[] = { 0, 8, 9, 10, 264, 265, 266, 520, 521, 1000, 40000 };

#define N (sizeof(places) / sizeof(places[0]))

static uint32_t blocks_free(void)
{
	struct vfs_statfs st;

	CHECK(statfs(&st) == 0);
	return st.blocks_free;
}

static void write_all_places(int fd)
{
	for (unsigned i = 0; i < N; i++) {
		CHECK(lseek(fd, places[i] * BLOCK + 100, SEEK_SET) >= 0);
		CHECK(write(fd, &places[i], sizeof(long)) == sizeof(long));
	}
}

static void check_places(int fd, unsigned n)
{
	for (unsigned i = 0; i < n; i++) {
		long value = 0;

		CHECK(lseek(fd, places[i] * BLOCK + 100, SEEK_SET) >= 0);
		CHECK(read(fd, &value, sizeof(value)) == sizeof(value) && value == places[i]);
	}
}

int main(void)
{
	uint32_t before = blocks_free();
	int fd = open(NAME, O_RDWR | O_CREAT | O_TRUNC, 0600);
	struct vfs_stat st;
	long value = 1;

	CHECK(fd >= 0);
	write_all_places(fd);
	check_places(fd, N);
	/* 11 blocks of data, the indirect one, the double one with 4 below it (266.. 521.. 777.. and 40000). */
	CHECK(fstat(fd, &st) == 0 && st.blocks >= 11 + 5 && st.blocks <= 11 + 7);
	CHECK(blocks_free() == before - st.blocks);
	CHECK(lseek(fd, 300 * BLOCK, SEEK_SET) > 0 && read(fd, &value, 8) == 8 && value == 0); /* a hole */

	CHECK(ftruncate(fd, 600 * BLOCK) == 0); /* in the middle of the double indirect part */
	check_places(fd, 9);
	CHECK(ftruncate(fd, 265 * BLOCK + 200) == 0);
	check_places(fd, 6);
	CHECK(ftruncate(fd, 10 * BLOCK) == 0); /* in the indirect part */
	check_places(fd, 3);
	CHECK(fstat(fd, &st) == 0 && st.blocks == 4 && blocks_free() == before - 4);
	CHECK(ftruncate(fd, 8 * BLOCK + 104) == 0);
	CHECK(ftruncate(fd, 20 * BLOCK) == 0); /* grows again: what was cut off is zeros */
	CHECK(lseek(fd, 8 * BLOCK + 100, SEEK_SET) >= 0 && read(fd, &value, 8) == 8 && value == 8);
	CHECK(lseek(fd, 9 * BLOCK + 100, SEEK_SET) >= 0 && read(fd, &value, 8) == 8 && value == 0);
	CHECK(close(fd) == 0 && unlink(NAME) == 0);
	CHECK(blocks_free() == before);
	return 0;
}
