/* cat [FILE...]: files, or the standard input, to the standard output. */
#include "tool.h"

int main(int argc, char **argv)
{
	int failed = 0;

	if (argc < 2)
		return tool_copy(0, 1) < 0 ? tool_error("cat", "stdin") : 0;
	for (int i = 1; i < argc; i++) {
		int fd = open(argv[i], O_RDONLY);

		if (fd < 0 || tool_copy(fd, 1) < 0)
			failed = tool_error("cat", argv[i]);
		if (fd >= 0)
			close(fd);
	}
	return failed;
}
