/* rm [-f] FILE...: -f says nothing about files that are not there. */
#include "tool.h"

int main(int argc, char **argv)
{
	int failed = 0, force = argc > 1 && !strcmp(argv[1], "-f");

	for (int i = 1 + force; i < argc; i++)
		if (unlink(argv[i]) < 0 && !(force && errno == ENOENT))
			failed = tool_error("rm", argv[i]);
	return failed;
}
