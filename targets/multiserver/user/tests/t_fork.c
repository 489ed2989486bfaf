/* fork: two processes, one memory each; the child knows its parent. */
#include "test.h"

int main(void)
{
	volatile int shared = 1;
	pid_t self = getpid(), pid = fork();

	CHECK(pid >= 0);
	if (pid == 0) {
		CHECK(getppid() == self);
		CHECK(getpid() != self && getpid() > 1);
		shared = 2;
		_exit(shared + 5);
	}
	CHECK(pid != self);
	CHECK(test_wait(pid) == 7 << 8);
	CHECK(shared == 1);
	return 0;
}
