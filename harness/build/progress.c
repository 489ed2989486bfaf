/* A build's own output is its measure: so many lines last time, so many now. */
#include "harness/build/progress.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "harness/base/file.h"

enum { QUIET_S = 3, LINES_S = 20 };

static uint64_t now_s(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (uint64_t)now.tv_sec;
}

static void read_last(struct kmend_build_progress *progress)
{
	FILE *file = progress->path ? fopen(progress->path, "r") : NULL;
	unsigned long long lines, seconds;

	if (!file)
		return;
	if (fscanf(file, "%llu %llu", &lines, &seconds) == 2) {
		progress->lines_last = (size_t)lines;
		progress->seconds_last = seconds;
	}
	fclose(file);
}

static void write_last(const struct kmend_build_progress *progress)
{
	FILE *file = progress->path ? fopen(progress->path, "w") : NULL;

	if (file) { /* only a help for the next time: an error is not one of the build */
		fprintf(file, "%zu %" PRIu64 "\n", progress->lines, now_s() - progress->started_s);
		fclose(file);
	}
}

void kmend_build_progress_start(
	struct kmend_build_progress *progress, const char *cache, const char *target, const char *policy)
{
	*progress = (struct kmend_build_progress){ .target = target, .policy = policy };
	progress->path = kmend_format("%s/%s-%s.lines", cache, target, policy);
	read_last(progress);
	progress->started_s = progress->shown_s = now_s();
	progress->terminal = isatty(STDERR_FILENO);
}

static void show(const struct kmend_build_progress *progress, uint64_t seconds)
{
	fprintf(stderr, "%sbuilding %s for policy %s: %" PRIu64 " s",
		progress->terminal ? "\r\033[K" : "kmend: ", progress->target, progress->policy, seconds);
	if (progress->lines > 20 && progress->lines < progress->lines_last)
		fprintf(stderr, ", about %" PRIu64 " s left",
			progress->seconds_last * (progress->lines_last - progress->lines) / progress->lines_last);
	if (!progress->terminal)
		fputc('\n', stderr);
	fflush(stderr);
}

void kmend_build_progress_tick(void *context, size_t lines)
{
	struct kmend_build_progress *progress = context;
	uint64_t now = now_s(), step = progress->terminal ? 1 : LINES_S;

	progress->lines = lines;
	if (now - progress->started_s < QUIET_S || now - progress->shown_s < step)
		return;
	progress->shown_s = now;
	show(progress, now - progress->started_s);
}

void kmend_build_progress_end(struct kmend_build_progress *progress, int well)
{
	if (progress->terminal)
		fputs("\r\033[K", stderr);
	if (well && progress->lines > progress->lines_last)
		write_last(progress);
	free(progress->path);
	progress->path = NULL;
}
