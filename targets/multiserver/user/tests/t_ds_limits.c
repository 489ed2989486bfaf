/* The store is finite: for one owner, and in all. */
#include "test.h"

/* Publishes keys until the store says no; how many. */
static int fill(const char *prefix)
{
	char key[32];
	int n = 0;

	for (;; n++) {
		CHECK(n < 200);
		snprintf(key, sizeof(key), "limits.%s.%d", prefix, n);
		if (ds_publish(key, key, 4, DS_NEW) < 0) {
			CHECK(errno == ENOSPC);
			return n;
		}
	}
}

int main(void)
{
	int go[2], report[2], sum = 0, children = 0;
	unsigned char n = 0;
	char value[8];

	CHECK(pipe(go) == 0 && pipe(report) == 0);
	CHECK(fill("parent") == 32);
	do {
		char name[4] = { (char)('a' + children), 0 };
		pid_t pid = fork();

		CHECK(pid >= 0 && children < 6);
		if (pid == 0) {
			close(go[1]);
			n = (unsigned char)fill(name);
			write(report[1], &n, 1);
			_exit((int)read(go[0], name, 1)); /* keeps its keys until the end */
		}
		children++;
		CHECK(read(report[0], &n, 1) == 1);
		sum += n;
	} while (n == 32);
	CHECK(sum + 32 <= 128 && sum >= 64);
	CHECK_ERROR(ds_publish("limits.more", "1", 1, 0), ENOSPC);
	CHECK(ds_publish("limits.parent.3", "new", 3, 0) == 0); /* an old key needs no room */
	CHECK(ds_retrieve("limits.parent.3", value, 8) == 3);
	CHECK(close(go[1]) == 0);
	for (; children; children--)
		CHECK(waitpid(-1, NULL, 0) > 0);
	CHECK_ERROR(ds_retrieve("limits.a.0", value, 8), ENOENT);
	CHECK(ds_delete("limits.parent.0") == 0 && ds_publish("limits.more", "1", 1, 0) == 0);
	return 0;
}
