/* cp FROM TO: copies one file. */
#include "tool.h"

int main(int argc, char **argv)
{
	int from, to;

	if (argc != 3) {
		dprintf(2, "usage: cp FROM TO\n");
		return 2;
	}
	if ((from = open(argv[1], O_RDONLY)) < 0)
		return tool_error("cp", argv[1]);
	if ((to = open(argv[2], O_WRONLY | O_CREAT | O_TRUNC, 0644)) < 0 || tool_copy(from, to) < 0 || close(to) < 0)
		return tool_error("cp", argv[2]);
	return 0;
}
