/* Sleepers wake in the order of their deadlines, not before them. */
#include "test.h"

#define MS 1000000ul

static const unsigned due_ms[] = { 26, 10, 18 };
static const int order[] = { 1, 2, 0 };

int main(void)
{
	uint64_t start = time_ns();
	pid_t pids[3];

	CHECK(sleep_ms(0) == 0);
	CHECK(sleep_ms(2) == 0);
	CHECK(time_ns() - start >= 2 * MS);
	CHECK_ERROR(sleep_ms(2000000000u), EINVAL);
	start = time_ns();
	for (int i = 0; i < 3; i++) {
		pids[i] = fork();
		CHECK(pids[i] >= 0);
		if (pids[i] == 0) {
			uint64_t due = start + due_ms[i] * MS, now = time_ns();

			CHECK(now < due); /* else the order would prove nothing */
			_exit(sleep_ms((unsigned)((due - now) / MS)) != 0 || time_ns() + MS < due);
		}
	}
	for (int i = 0; i < 3; i++) {
		int status = -1;

		CHECK(waitpid(-1, &status, 0) == pids[order[i]] && status == 0);
	}
	return 0;
}
