#include "inject/summary.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "inject/settings.h"

static int append(const char *path, const char *line, size_t length)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
	int failed = fd < 0 || write(fd, line, length) != (ssize_t)length;

	if (failed)
		fprintf(stderr, "kmend-cc: KMEND_SUMMARY: %s: %s\n", path, strerror(errno));
	if (fd >= 0)
		close(fd);
	return failed ? -1 : 0;
}

int inject_summary_add(const struct inject_settings *settings, const char *what, const char *language, const char *unit)
{
	char *line;
	int length, result;

	if (settings->verbose && strcmp(what, "plain") == 0)
		fprintf(stderr, "kmend-cc: %s: %s: no sites, no recovery instrumentation\n", unit, language);
	if (!*settings->summary)
		return 0;
	length = asprintf(&line, "%s %s %s\n", what, language, unit);
	if (length < 0)
		return -1;
	result = append(settings->summary, line, (size_t)length);
	free(line);
	return result;
}
