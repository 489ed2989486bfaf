/* The programs of /bin, put together by a script. */
#include "test.h"

static const char script[] = "mkdir /tmp/tools || exit 1\n"
			     "cd /tmp/tools\n"
			     "echo first line > a && echo second word >> a\n"
			     "cp a b && mv b c && cat a c > d\n"
			     "wc d > e\n"
			     "grep second < d | wc >> e\n"
			     "ls > f\n"
			     "mkdir sub && mv c sub/c && ls sub >> f\n"
			     "rm sub/c && rmdir sub || exit 2\n"
			     "ps | grep init > /dev/null || exit 3\n"
			     "cat none > /dev/null && exit 4\n"
			     "rmdir none && exit 5\n"
			     "exit 42\n";

int main(void)
{
	CHECK(test_sh(script) == 42);
	test_file_is("/tmp/tools/e", "4 8 46\n2 4 24\n");
	test_file_is("/tmp/tools/f", "a\nc\nd\ne\nf\nc\n");
	CHECK(test_sh("cd /tmp/tools; rm a d e f; cd ..; rmdir tools") == 0);
	test_no_file("/tmp/tools");
	return 0;
}
