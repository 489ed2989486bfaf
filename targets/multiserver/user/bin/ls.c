/* ls [DIRECTORY]: names in order, one a line, without those that begin with a dot. */
#include "stdlib.h"
#include "tool.h"

static int by_name(const void *a, const void *b)
{
	return strncmp(((const struct vfs_dirent *)a)->name, ((const struct vfs_dirent *)b)->name, NAME_MAX_BYTES);
}

int main(int argc, char **argv)
{
	static struct vfs_dirent entries[128];
	const char *path = argc > 1 ? argv[1] : ".";
	size_t n = 0;
	ssize_t got = 0;
	int fd = open(path, O_RDONLY | O_DIRECTORY);

	if (fd < 0)
		return tool_error("ls", path);
	while (n < sizeof(entries) && (got = getdents(fd, (void *)((char *)entries + n), sizeof(entries) - n)) > 0)
		n += (size_t)got;
	if (got < 0)
		return tool_error("ls", path);
	n /= sizeof(entries[0]);
	sort(entries, n, sizeof(entries[0]), by_name);
	for (size_t i = 0; i < n; i++)
		if (entries[i].name[0] != '.')
			dprintf(1, "%.28s\n", entries[i].name);
	return 0;
}
