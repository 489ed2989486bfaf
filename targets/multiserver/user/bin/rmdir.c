/* rmdir DIRECTORY... */
#include "tool.h"

int main(int argc, char **argv)
{
	int failed = 0;

	for (int i = 1; i < argc; i++)
		if (rmdir(argv[i]) < 0)
			failed = tool_error("rmdir", argv[i]);
	return failed;
}
