/* Subscriptions are finite: for one process, in all, and end with the process. */
#include "test.h"

/* Subscribes until DS says no; how many. */
static int fill(void)
{
	char prefix[16];

	for (int n = 0; n < 20; n++) {
		snprintf(prefix, sizeof(prefix), "subs.%d", n);
		if (ds_subscribe(prefix) < 0) {
			CHECK(errno == ENOSPC);
			return n;
		}
	}
	return 99;
}

int main(void)
{
	int go[2], report[2], children = 0, sum = 0;
	unsigned char n;

	CHECK(fill() == 8);
	CHECK_ERROR(ds_unsubscribe("subs.none"), ENOENT);
	CHECK(ds_unsubscribe("subs.0") == 0);
	CHECK(pipe(go) == 0 && pipe(report) == 0);
	do {
		pid_t pid = fork();

		CHECK(pid >= 0 && children < 10);
		if (pid == 0) {
			close(go[1]);
			n = (unsigned char)fill();
			write(report[1], &n, 1);
			_exit((int)read(go[0], &n, 1));
		}
		children++;
		CHECK(read(report[0], &n, 1) == 1);
		sum += n;
	} while (n == 8);
	CHECK(sum == 64 - 7);
	CHECK_ERROR(ds_subscribe("subs.more"), ENOSPC);
	CHECK(ds_publish("subs.1", "1", 1, 0) == 0 && ds_delete("subs.1") == 0); /* everybody hears of it */
	CHECK(close(go[1]) == 0);
	for (; children; children--)
		CHECK(waitpid(-1, NULL, 0) > 0);
	CHECK(ds_subscribe("subs.more") == 0);
	return 0;
}
