/* Which tests there are: the directory says, and nobody else. What it does not give is not run, as in a shell's `for t in t_*`. */
#include "init.h"
#include "stdlib.h"
#include "string.h"
#include "unistd.h"

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

/* Takes what the directory FOLDER has of this workload. The bound on turns is for a broken server that never comes to an end of the directory. */
static size_t list(char names[TESTS_MAX][TEST_NAME_MAX], size_t n, const char *folder, const char *prefix,
	const char *workload, int *ok)
{
	struct vfs_dirent entries[16];
	size_t seen = 0;
	int fd = open(folder, O_RDONLY | O_DIRECTORY);
	ssize_t got = -1;

	for (int turn = 0; fd >= 0 && turn < TESTS_MAX && (got = getdents(fd, entries, sizeof(entries))) > 0; turn++) {
		for (size_t i = 0; i < (size_t)got / sizeof(entries[0]); i++) {
			char name[TEST_NAME_MAX] = { 0 };

			memcpy(name, entries[i].name, NAME_MAX_BYTES);
			if (*name == '.' || strncmp(name, prefix, strlen(prefix)) || n == TESTS_MAX)
				continue;
			seen++;
			if (workload_selects(workload, name))
				memcpy(names[n++], name, sizeof(name));
		}
	}
	*ok = got == 0 && seen > 0 && close(fd) == 0;
	return n;
}

/* Does a workload ask for programs that no suite has, by names that begin as theirs do? */
static int wants_extra(const char *workload)
{
	while (*workload) {
		if (!strncmp(workload, "ub_", 3) || !strncmp(workload, "x_", 2))
			return 1;
		while (*workload && *workload++ != ',')
			;
	}
	return 0;
}

size_t list_tests(char names[TESTS_MAX][TEST_NAME_MAX], const char *workload, int *directory_ok)
{
	size_t n = list(names, 0, "/tests", "t_", workload, directory_ok);
	int ok = 1;

	if (wants_extra(workload))
		n = list(names, n, EXTRA_FOLDER, "", workload, &ok);
	*directory_ok = *directory_ok && ok;
	sort(names, n, TEST_NAME_MAX, by_name);
	return n;
}

const char *test_folder(const char *name)
{
	return strncmp(name, "t_", 2) ? EXTRA_FOLDER : "/tests";
}
