/* mkdir DIRECTORY... */
#include "tool.h"

int main(int argc, char **argv)
{
	int failed = 0;

	for (int i = 1; i < argc; i++)
		if (mkdir(argv[i], 0755) < 0)
			failed = tool_error("mkdir", argv[i]);
	return failed;
}
