/* Two processes make, move and remove names in one directory. */
#include "test.h"

static void work(char who)
{
	char a[8] = "a?", b[8] = "b?";

	a[1] = b[1] = who;
	for (int i = 0; i < 4; i++) {
		test_make_file(a, &who, 1);
		CHECK(rename(a, b) == 0);
		CHECK(link(b, a) == 0);
		CHECK(unlink(b) == 0);
		CHECK(mkdir(b, 0755) == 0);
		CHECK(rmdir(b) == 0 && unlink(a) == 0);
		/* Both want this one: exactly one gets it at a time. */
		if (mkdir("common", 0755) == 0)
			CHECK(rmdir("common") == 0);
		else
			CHECK(errno == EEXIST);
	}
}

int main(void)
{
	pid_t one, two;

	CHECK(mkdir("/tmp/names", 0755) == 0 && chdir("/tmp/names") == 0);
	one = fork();
	CHECK(one >= 0);
	if (one == 0) {
		work('1');
		_exit(0);
	}
	two = fork();
	CHECK(two >= 0);
	if (two == 0) {
		work('2');
		_exit(0);
	}
	CHECK(test_wait(one) == 0 && test_wait(two) == 0);
	CHECK(chdir("/") == 0 && rmdir("/tmp/names") == 0);
	return 0;
}
