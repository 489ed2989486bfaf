/* mv FROM TO: renames. */
#include "tool.h"

int main(int argc, char **argv)
{
	if (argc != 3) {
		dprintf(2, "usage: mv FROM TO\n");
		return 2;
	}
	return rename(argv[1], argv[2]) < 0 ? tool_error("mv", argv[1]) : 0;
}
