/* The shell: quoting, parameters, redirections. */
#include "test.h"

int main(void)
{
	char expected[64];

	CHECK(test_sh("echo one  two > /tmp/sh_words") == 0);
	test_file_is("/tmp/sh_words", "one two\n");
	CHECK(test_sh("echo 'a  b' \"c $? \\\" '\" d\\ e '$?' > /tmp/sh_words") == 0);
	test_file_is("/tmp/sh_words", "a  b c 0 \" ' d e $?\n");
	CHECK(test_sh("echo -n x>/tmp/sh_words;echo y>>/tmp/sh_words;cat</tmp/sh_words>>/tmp/sh_words2") == 0);
	test_file_is("/tmp/sh_words", "xy\n");
	test_file_is("/tmp/sh_words2", "xy\n");
	CHECK(test_sh("cat < /tmp/sh_none") == 1);
	CHECK(test_sh("cat <") == 2);
	/* A script in a file, with arguments; and from the standard input. */
	strcpy(expected, "echo $0 $# $1-$2 $3 >/tmp/sh_words2\n");
	test_make_file("/tmp/sh_script", expected, strlen(expected));
	CHECK(test_sh("sh /tmp/sh_script a 'b c'") == 0);
	test_file_is("/tmp/sh_words2", "/tmp/sh_script 2 a-b c\n");
	CHECK(test_sh("sh < /tmp/sh_script") == 0);
	test_file_is("/tmp/sh_words2", "sh 0 -\n");
	CHECK(test_sh("sh /tmp/sh_none") == 127);
	CHECK(test_sh("rm /tmp/sh_words /tmp/sh_words2 /tmp/sh_script") == 0);
	return 0;
}
