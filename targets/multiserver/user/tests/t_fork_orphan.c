/* A process whose parent ends goes to pid 1. */
#include "test.h"

static void middle(void)
{
	int fds[2];
	pid_t grandchild;
	char c;

	CHECK(pipe(fds) == 0);
	grandchild = fork();
	CHECK(grandchild >= 0);
	if (grandchild == 0) {
		pid_t parent = getppid();

		for (int i = 0; i < 20 && getppid() == parent; i++)
			CHECK(sleep_ms(1) == 0);
		CHECK(getppid() == 1);
		/* Our parent's end of the pipe is gone, ours is not: the report goes by a key. */
		CHECK(ds_publish("orphan.seen", "1", 1, 0) == 0);
		CHECK(read(fds[0], &c, 0) == 0);
		sleep_ms(50);
		_exit(0);
	}
}

int main(void)
{
	char value[4];

	CHECK(test_in_child(middle) == 0);
	for (int i = 0; i < 50 && ds_retrieve("orphan.seen", value, sizeof(value)) < 0; i++)
		CHECK(errno == ENOENT && sleep_ms(1) == 0);
	CHECK(ds_retrieve("orphan.seen", value, sizeof(value)) == 1 && value[0] == '1');
	CHECK_ERROR(waitpid(-1, NULL, 0), ECHILD);
	return 0;
}
