/* What the small programs of /bin share. */
#include "tool.h"

int tool_error(const char *tool, const char *what)
{
	dprintf(2, "%s: %s: %s\n", tool, what, strerrorname(errno));
	return 1;
}

int tool_copy(int from, int to)
{
	static char buffer[1024];
	ssize_t n;

	while ((n = read(from, buffer, sizeof(buffer))) > 0)
		if (write_all(to, buffer, (size_t)n) < 0)
			return -1;
	return n < 0 ? -1 : 0;
}
