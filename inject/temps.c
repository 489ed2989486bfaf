/* A short list of temporary files and the signal handler that empties it. */
#include "inject/temps.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define MAX_TEMPS 8192

static char *names[MAX_TEMPS];
static volatile sig_atomic_t count;

void inject_temps_remove(void)
{
	for (int i = 0; i < count; i++)
		if (names[i])
			unlink(names[i]);
	count = 0;
}

static void on_signal(int number)
{
	inject_temps_remove();
	signal(number, SIG_DFL);
	raise(number);
}

static void catch_signals(void)
{
	static const int numbers[] = { SIGINT, SIGTERM, SIGHUP, SIGPIPE };

	for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++) {
		struct sigaction action = { .sa_handler = on_signal }, old;
		if (sigaction(numbers[i], NULL, &old) == 0 && old.sa_handler == SIG_DFL)
			sigaction(numbers[i], &action, NULL);
	}
}

const char *inject_temps_make(const char *beside, const char *suffix)
{
	const char *folder = getenv("TMPDIR");
	char *name = NULL;
	int fd, n;

	if (count == MAX_TEMPS)
		return NULL;
	if (!count)
		catch_signals();
	if (beside)
		n = asprintf(&name, "%s.kmend-XXXXXX%s", beside, suffix);
	else
		n = asprintf(&name, "%s/kmend-cc-XXXXXX%s", folder && *folder ? folder : "/tmp", suffix);
	if (n < 0)
		return NULL;
	fd = mkstemps(name, (int)strlen(suffix));
	if (fd < 0) {
		fprintf(stderr, "kmend-cc: cannot write %s: %s\n", beside ? beside : name, strerror(errno));
		free(name);
		return NULL;
	}
	close(fd);
	names[count] = name;
	count = count + 1;
	return name;
}

int inject_temps_rename(const char *temporary, const char *path)
{
	mode_t mask = umask(0);

	umask(mask);
	if (chmod(temporary, 0666 & ~mask) || rename(temporary, path)) {
		fprintf(stderr, "kmend-cc: cannot write %s: %s\n", path, strerror(errno));
		return -1;
	}
	return 0;
}
