/* Which tests there are: the directory says, or, when it is broken, what was built. */
#include "init.h"
#include "stdlib.h"
#include "string.h"
#include "unistd.h"

static const char *const built_in[] = {
#include "test_list.h"
};

int workload_selects(const char *workload, const char *name)
{
	char pattern[64];

	if (!*workload || !strcmp(workload, "all") || !strcmp(workload, "suite"))
		return 1;
	while (*workload) {
		size_t n = 0;

		for (; *workload && *workload != ','; workload++)
			if (n + 1 < sizeof(pattern))
				pattern[n++] = *workload;
		pattern[n] = 0;
		if (pattern_match(pattern, name))
			return 1;
		if (*workload == ',')
			workload++;
	}
	return 0;
}

static int by_name(const void *a, const void *b)
{
	return strcmp(a, b);
}

/* Number of tests in the directory, or -1 with the reason in errno. */
static int read_directory(char names[TESTS_MAX][TEST_NAME_MAX], const char *workload)
{
	struct vfs_dirent entries[16];
	int n = 0, fd = open("/tests", O_RDONLY | O_DIRECTORY);
	ssize_t got = 0;

	if (fd < 0)
		return -1;
	/* The bound is for a broken server that never comes to an end of the directory. */
	for (int turn = 0; turn < TESTS_MAX && (got = getdents(fd, entries, sizeof(entries))) > 0; turn++) {
		for (size_t i = 0; i < (size_t)got / sizeof(entries[0]); i++) {
			char name[TEST_NAME_MAX] = { 0 };

			memcpy(name, entries[i].name, NAME_MAX_BYTES);
			if (strncmp(name, "t_", 2) || n == TESTS_MAX || !workload_selects(workload, name))
				continue;
			memcpy(names[n++], name, sizeof(name));
		}
	}
	close(fd);
	if (got != 0)
		return -1;
	sort(names, (size_t)n, TEST_NAME_MAX, by_name);
	return n;
}

size_t list_tests(char names[TESTS_MAX][TEST_NAME_MAX], const char *workload, int *directory_ok)
{
	size_t n = 0;
	int found = read_directory(names, workload);

	if (found < 0)
		found = read_directory(names, workload);
	for (size_t i = 0; i < sizeof(built_in) / sizeof(built_in[0]); i++)
		n += (size_t)workload_selects(workload, built_in[i]);
	*directory_ok = found >= 0 && (size_t)found == n;
	if (*directory_ok)
		return n;
	n = 0;
	for (size_t i = 0; i < sizeof(built_in) / sizeof(built_in[0]) && n < TESTS_MAX; i++)
		if (workload_selects(workload, built_in[i]))
			strlcpy(names[n++], built_in[i], TEST_NAME_MAX);
	return n;
}
