/* Niceness: bounded, inherited, somebody else's too. */
#include "test.h"

static void inherited(void)
{
	CHECK(nice_add(0, 0) == 7);
	CHECK(nice_add(getppid(), 0) == 7);
	CHECK(nice_add(getppid(), -2) == 5);
}

int main(void)
{
	CHECK(nice_add(0, 0) == 0);
	CHECK(nice_add(0, -5) == 0);
	CHECK(nice_add(0, 100) == 19);
	CHECK(nice_add(getpid(), -12) == 7);
	CHECK(test_in_child(inherited) == 0);
	CHECK(nice_add(0, 0) == 5);
	CHECK(nice_add(0, -5) == 0);
	CHECK_ERROR(nice_add(29999, 1), ESRCH);
	return 0;
}
