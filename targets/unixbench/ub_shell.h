/*
 * UnixBench's shell: so many scripts at the same time, each a shell that runs small programs on a text. Its script sorts, dumps (od), greps, counts and removes;
 * our multi-server system has no sort, od and tee, so on both systems ours copies the text, greps twice, counts (five programs) and removes.
 * Programs are named by path, so that a shell with built-in ones starts them all the same.
 */
#ifndef UB_SHELL_H
#define UB_SHELL_H

#include "ub.h"

enum { UB_LINES = 48, UB_SCRIPTS_MAX = 8 };

/* What of the text both greps let through. */
enum { UB_SHELL_LINES = 16, UB_SHELL_WORDS = 112, UB_SHELL_BYTES = 525 };

static void ub_text(const char *path)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
	char line[64];

	UB_CHECK(fd >= 0);
	for (int i = 0; i < UB_LINES; i++) {
		int n = snprintf(line, sizeof(line), "%d %s sheep stands on %s hill\n", i, i % 2 ? "the" : "a",
			i % 3 ? "this" : "the");

		UB_CHECK(ub_whole(fd, line, (size_t)n, 1));
	}
	UB_CHECK(close(fd) == 0);
}

/* The script's result: the numbers of lines, words and bytes that wc wrote, however it spaces them. */
static void ub_count_is(const char *path, int lines, int words, int bytes)
{
	int wanted[3] = { lines, words, bytes };
	char text[64] = "", *at = text;
	int fd = open(path, O_RDONLY);

	UB_CHECK(fd >= 0 && read(fd, text, sizeof(text) - 1) > 0 && close(fd) == 0);
	for (int i = 0; i < 3; i++) {
		while (*at == ' ')
			at++;
		UB_CHECK(*at >= '0' && *at <= '9' && atoi(at) == wanted[i]);
		while (*at >= '0' && *at <= '9')
			at++;
	}
	UB_CHECK(unlink(path) == 0);
}

static pid_t ub_script(int number)
{
	char script[512];
	char *argv[] = { (char *)"sh", (char *)"-c", script, NULL };
	pid_t pid;

	snprintf(script, sizeof(script),
		"/bin/cp " UB_FOLDER "ub.text " UB_FOLDER "ub.%d.a\n"
		"/bin/grep the < " UB_FOLDER "ub.%d.a > " UB_FOLDER "ub.%d.b\n"
		"/bin/grep this < " UB_FOLDER "ub.%d.b | /bin/wc > " UB_FOLDER "ub.%d.c\n"
		"/bin/rm " UB_FOLDER "ub.%d.a " UB_FOLDER "ub.%d.b\n",
		number, number, number, number, number, number, number);
	pid = fork();
	UB_CHECK(pid >= 0);
	if (pid == 0) {
		execv("/bin/sh", argv);
		_exit(127);
	}
	return pid;
}

static int ub_shells(int scripts, int rounds)
{
	pid_t pids[UB_SCRIPTS_MAX];
	char path[32];

	ub_text(UB_FOLDER "ub.text");
	for (int round = 0; round < rounds; round++) {
		for (int i = 0; i < scripts; i++)
			pids[i] = ub_script(i);
		for (int i = 0; i < scripts; i++)
			ub_wait(pids[i]);
		for (int i = 0; i < scripts; i++) {
			snprintf(path, sizeof(path), UB_FOLDER "ub.%d.c", i);
			ub_count_is(path, UB_SHELL_LINES, UB_SHELL_WORDS, UB_SHELL_BYTES);
		}
	}
	UB_CHECK(unlink(UB_FOLDER "ub.text") == 0);
	return 0;
}

#endif
