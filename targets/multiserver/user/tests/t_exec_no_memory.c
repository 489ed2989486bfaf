/* A program that needs more memory than a process can have: past the point of no return, so exec ends the process. */
#include "test.h"

#define FILE_NAME "/tmp/exec_huge"

static void child(void)
{
	execv(FILE_NAME, (char *[]){ "x", NULL });
}

int main(void)
{
	static uint64_t image[66];
	int fd = open("/bin/true", O_RDONLY);

	CHECK(fd >= 0 && read(fd, image, sizeof(image)) > 120 && close(fd) == 0);
	/* p_memsz of the last segment, which overlaps no other: 64 MiB. e_phnum are the lowest bits of word 7. */
	unsigned last = (image[7] & 0xffff) - 1;

	CHECK(8 + 7 * last + 5 < sizeof(image) / sizeof(image[0]));
	image[8 + 7 * last + 5] = 64ul << 20;
	fd = open(FILE_NAME, O_WRONLY | O_CREAT | O_TRUNC, 0755);
	CHECK(fd >= 0 && write_all(fd, image, sizeof(image)) == 0 && close(fd) == 0);
	CHECK(test_in_child(child) == SIGKILL);
	CHECK(unlink(FILE_NAME) == 0);
	return 0;
}
