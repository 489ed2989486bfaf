/* echo [-n] WORD...: its arguments, one space between, one write. */
#include "stdio.h"
#include "string.h"
#include "unistd.h"

int main(int argc, char **argv)
{
	static char line[ARG_MAX_BYTES + 2];
	size_t n = 0;
	int i = 1, newline = 1;

	if (argc > 1 && !strcmp(argv[1], "-n"))
		newline = 0, i++;
	for (; i < argc; i++) {
		size_t length = strlen(argv[i]);

		memcpy(line + n, argv[i], length);
		n += length;
		if (i + 1 < argc)
			line[n++] = ' ';
	}
	if (newline)
		line[n++] = '\n';
	return write_all(1, line, n) < 0;
}
