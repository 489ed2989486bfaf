/*
 * The list of tests, /etc/tests: one test a line, `NAME FOLDER COMMAND...`, words separated by blanks, # starts a
 * comment. There is no quoting: a test that needs more than words is a script of its own.
 */
#include <fcntl.h>
#include <fnmatch.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "init.h"

static const char blanks[] = " \t\r\n";

/* Takes the words of one line apart, in place. Returns whether it holds a test. */
static bool line_split(char *line, struct test *test)
{
	char *rest = NULL;
	line[strcspn(line, "#")] = '\0';
	test->name = strtok_r(line, blanks, &rest);
	test->folder = strtok_r(NULL, blanks, &rest);
	int count = 0;
	for (char *word; count < ARGS_MAX && (word = strtok_r(NULL, blanks, &rest)) != NULL;)
		test->argv[count++] = word;
	test->argv[count] = NULL;
	return count > 0;
}

int list_read(const char *path, struct test tests[TESTS_MAX])
{
	FILE *file = fopen(path, "re");
	if (file == NULL) {
		fprintf(stderr, "init: cannot read %s\n", path);
		return 0;
	}
	int count = 0;
	char line[1024];
	while (count < TESTS_MAX && fgets(line, sizeof(line), file) != NULL) {
		char *kept = strdup(line);
		if (kept == NULL)
			break;
		if (line_split(kept, &tests[count]))
			count++;
		else
			free(kept);
	}
	fclose(file);
	return count;
}

/* What only a workload that names it runs: the UnixBench-like suite, what sets planted bugs off, and what runs long. A pattern must begin as its names do. */
static const char *const named_only[] = { "ub_", "bug-", BENCH_PREFIX };

/* The prefix of its name that a pattern must have too; "" for most tests. */
static const char *prefix_of(const char *name)
{
	for (size_t i = 0; i < sizeof(named_only) / sizeof(named_only[0]); i++)
		if (strncmp(name, named_only[i], strlen(named_only[i])) == 0)
			return named_only[i];
	return "";
}

bool list_wanted(const struct test *test, const char *patterns)
{
	const char *prefix = prefix_of(test->name);
	if (patterns[0] == '\0' || strcmp(patterns, "all") == 0)
		return prefix[0] == '\0';
	char copy[WORKLOAD_MAX];
	snprintf(copy, sizeof(copy), "%s", patterns);
	char *rest = NULL;
	for (char *pattern = strtok_r(copy, ", \t", &rest); pattern != NULL; pattern = strtok_r(NULL, ", \t", &rest))
		if (strncmp(pattern, prefix, strlen(prefix)) == 0 && fnmatch(pattern, test->name, 0) == 0)
			return true;
	return false;
}
