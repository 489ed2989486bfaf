/* The shell: lists, statuses, && and ||, comments, exit. */
#include "test.h"

int main(void)
{
	CHECK(test_sh("true") == 0);
	CHECK(test_sh("false") == 1);
	CHECK(test_sh("false; true") == 0);
	CHECK(test_sh("true && false") == 1);
	CHECK(test_sh("false && exit 5; exit 6") == 6);
	CHECK(test_sh("false || exit 7") == 7);
	CHECK(test_sh("false && exit 1 || exit 8") == 8);
	CHECK(test_sh("# nothing\n\n exit 9 # more\n exit 1") == 9);
	CHECK(test_sh("false\nexit $?") == 1);
	CHECK(test_sh("nothing") == 127);
	CHECK(test_sh("/bin") == 126);
	CHECK(test_sh("| true") == 2);
	CHECK(test_sh("echo 'open") == 2);
	CHECK(test_sh("") == 0);
	return 0;
}
