/* Kill from the shell, and a pipeline whose first process is killed. */
#include "test.h"

int main(void)
{
	char command[32];
	pid_t pid = fork();

	CHECK(pid >= 0);
	if (pid == 0)
		for (;;)
			sleep_ms(1000);
	snprintf(command, sizeof(command), "kill -9 %d", pid);
	CHECK(test_sh(command) == 0);
	CHECK(test_wait(pid) == SIGKILL);
	CHECK(test_sh(command) == 1);
	CHECK(test_sh("sh -c 'kill $$'") == 128 + SIGTERM);
	CHECK(test_sh("sh -c 'kill -9 $$' | cat") == 0);
	return 0;
}
