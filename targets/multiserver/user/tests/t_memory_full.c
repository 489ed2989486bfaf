/* Memory runs out: an error or a signal for who wants it, never harm to others; and all of it comes back. */
#include "test.h"

#define BIG "/tmp/memory_big"

static int ready[2], hold[2];

/* Runs this very program with as many pages of zeros after it as the machine has left, but for some. */
static void make_big(uint64_t bytes)
{
	static uint64_t image[512];
	int from = open("/tests/t_memory_full", O_RDONLY), to = open(BIG, O_WRONLY | O_CREAT | O_TRUNC, 0755);
	uint64_t *segment = NULL;
	ssize_t n;

	CHECK(from >= 0 && to >= 0);
	for (int first = 1; (n = read(from, image, sizeof(image))) > 0; first = 0) {
		/* The program headers: 7 words each after the 8 of the ELF header; flags are the upper half of the first. */
		for (unsigned i = 0; first && i < (image[7] & 0xffff); i++)
			if (image[8 + 7 * i] == (6ul << 32 | 1))
				segment = &image[8 + 7 * i];
		CHECK(segment);
		if (first)
			segment[5] += bytes;
		CHECK(write_all(to, image, (size_t)n) == 0);
	}
	CHECK(close(from) == 0 && close(to) == 0);
}

static void run_big(void)
{
	char hold_fd[4];

	dup2(ready[1], 1);
	close(hold[1]);
	snprintf(hold_fd, sizeof(hold_fd), "%d", hold[0]);
	execv(BIG, (char *[]){ "big", hold_fd, NULL });
	_exit(3);
}

/* What is left after the big one. */
static void touch_all(void)
{
	volatile char *p = mmap_at(NULL, 4u << 20, PROT_READ | PROT_WRITE);

	CHECK((void *)p != MAP_FAILED);
	for (unsigned i = 0; i < (4u << 20); i += PAGE_SIZE)
		p[i] = 1;
}

static pid_t start_big(void)
{
	pid_t pid = fork();

	CHECK(pid >= 0);
	if (pid == 0)
		run_big();
	return pid;
}

int main(int argc, char **argv)
{
	struct vm_info before, after;
	pid_t first;
	int status;
	char c;

	if (argc > 1) {
		CHECK(write(1, "x", 1) == 1);
		return (int)read(atoi(argv[1]), &c, 1); /* until the parent lets go */
	}
	CHECK(vm_info(&before) == 0 && before.free_pages > 600);
	make_big((before.free_pages - 150) * PAGE_SIZE);
	CHECK(pipe(ready) == 0 && pipe(hold) == 0);
	first = start_big();
	CHECK(close(ready[1]) == 0 && read(ready[0], &c, 1) == 1);
	CHECK(vm_info(&after) == 0 && after.free_pages < 200);

	status = test_in_child(run_big); /* a second one */
	CHECK(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
	CHECK(test_in_child(touch_all) == SIGSEGV);

	CHECK(close(hold[1]) == 0 && test_wait(first) == 0);
	CHECK(vm_info(&after) == 0 && after.free_pages + 8 >= before.free_pages);
	CHECK(unlink(BIG) == 0);
	return 0;
}
