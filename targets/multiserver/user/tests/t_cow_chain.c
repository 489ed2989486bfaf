/* A page that three generations share: each writes, nobody sees it of another, whoever ends first. */
#include "test.h"

static volatile int value = 1;
static int fds[2];

static void grandchild(void)
{
	char c;

	CHECK(value == 2);
	value = 3;
	CHECK(read(fds[0], &c, 1) == 1); /* the parent and grandparent wrote meanwhile */
	CHECK(value == 3);
}

static void child(void)
{
	pid_t pid;

	CHECK(value == 1);
	value = 2;
	pid = fork();
	CHECK(pid >= 0);
	if (pid == 0) {
		grandchild();
		_exit(0);
	}
	value = 4;
	CHECK(test_wait(pid) == 0);
	CHECK(value == 4);
}

int main(void)
{
	pid_t pid;

	CHECK(pipe(fds) == 0);
	pid = fork();
	CHECK(pid >= 0);
	if (pid == 0) {
		child();
		_exit(0);
	}
	value = 5;
	CHECK(write(fds[1], "x", 1) == 1);
	CHECK(test_wait(pid) == 0);
	CHECK(value == 5);
	return 0;
}
