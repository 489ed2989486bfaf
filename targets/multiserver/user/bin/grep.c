/* grep TEXT: the lines of the standard input that contain the text; status 1 when there is none. */
#include "tool.h"

int main(int argc, char **argv)
{
	static char buffer[4096];
	size_t have = 0;
	int found = 0;
	ssize_t n;

	if (argc != 2) {
		dprintf(2, "usage: grep TEXT\n");
		return 2;
	}
	while ((n = read(0, buffer + have, sizeof(buffer) - 1 - have)) > 0) {
		char *line = buffer, *end;

		have += (size_t)n;
		buffer[have] = 0;
		for (; (end = strchr(line, '\n')); line = end + 1) {
			*end = 0;
			if (strstr(line, argv[1])) {
				dprintf(1, "%s\n", line);
				found = 1;
			}
		}
		have -= (size_t)(line - buffer);
		memmove(buffer, line, have);
		if (have == sizeof(buffer) - 1)
			have = 0;
	}
	return n < 0 ? 2 : !found;
}
