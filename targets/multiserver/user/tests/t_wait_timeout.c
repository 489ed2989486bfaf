/* waitpid that does not wait, or not for ever. */
#include "test.h"

int main(void)
{
	uint64_t before;
	pid_t pid = fork();
	int s = 0;

	CHECK(pid >= 0);
	if (pid == 0)
		for (;;)
			sleep_ms(100);
	CHECK(waitpid(pid, &s, WNOHANG) == 0);
	before = time_ns();
	CHECK_ERROR(waitpid_ms(pid, &s, 0, 5), ETIMEDOUT);
	CHECK(time_ns() - before >= 5000000);
	CHECK_ERROR(waitpid_ms(pid, &s, 0, 2000000000u), EINVAL);
	CHECK(kill(pid, SIGKILL) == 0);
	CHECK(waitpid_ms(pid, &s, 0, 50) == pid && WTERMSIG(s) == SIGKILL);
	CHECK_ERROR(waitpid(pid, &s, WNOHANG), ECHILD);
	return 0;
}
