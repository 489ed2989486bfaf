/* Sleepers wake in the order of their deadlines, not before them. */
#include "test.h"

static const unsigned ms[] = { 9, 3, 12, 6, 1 };

int main(void)
{
	uint64_t before = time_ns();
	pid_t pids[5];
	static const int order[] = { 4, 1, 3, 0, 2 };

	CHECK(sleep_ms(0) == 0);
	CHECK(sleep_ms(2) == 0);
	CHECK(time_ns() - before >= 2000000);
	CHECK_ERROR(sleep_ms(2000000000u), EINVAL);
	for (int i = 0; i < 5; i++) {
		pids[i] = fork();
		CHECK(pids[i] >= 0);
		if (pids[i] == 0)
			_exit(sleep_ms(4 + ms[i]) != 0);
	}
	for (int i = 0; i < 5; i++)
		CHECK(waitpid(-1, NULL, 0) == pids[order[i]]);
	return 0;
}
