/* The shell: pipelines of several processes, background, wait. */
#include "test.h"

int main(void)
{
	CHECK(test_sh("echo hello | cat | cat > /tmp/sh_pipes") == 0);
	test_file_is("/tmp/sh_pipes", "hello\n");
	CHECK(test_sh("ls /bin | grep mkdi | wc > /tmp/sh_pipes") == 0);
	test_file_is("/tmp/sh_pipes", "1 1 6\n");
	CHECK(test_sh("echo x | false") == 1);
	CHECK(test_sh("false | true") == 0);
	CHECK(test_sh("echo late > /tmp/sh_pipes & wait; cat /tmp/sh_pipes | grep late > /dev/null") == 0);
	CHECK(test_sh("sleep 1 & sleep 1 & wait && exit 3") == 3);
	CHECK(test_sh("cd /tmp && rm sh_pipes && cd / && ls tmp | grep sh_pipes") == 1);
	CHECK(test_sh("cd /none") == 1);
	return 0;
}
