/* wc [FILE]: lines, words and bytes of a file or the standard input. */
#include "tool.h"

int main(int argc, char **argv)
{
	static char buffer[1024];
	unsigned lines = 0, words = 0, bytes = 0;
	int fd = 0, in_word = 0;
	ssize_t n;

	if (argc > 1 && (fd = open(argv[1], O_RDONLY)) < 0)
		return tool_error("wc", argv[1]);
	while ((n = read(fd, buffer, sizeof(buffer))) > 0) {
		bytes += (unsigned)n;
		for (ssize_t i = 0; i < n; i++) {
			int blank = buffer[i] == ' ' || buffer[i] == '\n' || buffer[i] == '\t';

			lines += buffer[i] == '\n';
			words += !blank && !in_word;
			in_word = !blank;
		}
	}
	if (n < 0)
		return tool_error("wc", argc > 1 ? argv[1] : "stdin");
	dprintf(1, "%u %u %u\n", lines, words, bytes);
	return 0;
}
