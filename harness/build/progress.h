/* How far a long build is, on stderr: time spent, and time left where an earlier build says how much there is to do. */
#ifndef KMEND_BUILD_PROGRESS_H
#define KMEND_BUILD_PROGRESS_H

#include <stddef.h>
#include <stdint.h>

struct kmend_build_progress {
	const char *target, *policy;
	char *path;        /* of the file that keeps lines and seconds of the longest build so far */
	size_t lines_last; /* from there; 0: not known */
	uint64_t seconds_last;
	size_t lines;
	uint64_t started_s, shown_s;
	int terminal;
};

/* `cache`: the folder that remembers. Says nothing before a build has taken some seconds. The texts stay the caller's. */
void kmend_build_progress_start(
	struct kmend_build_progress *progress, const char *cache, const char *target, const char *policy);
/* For struct kmend_command_watch. */
void kmend_build_progress_tick(void *progress, size_t lines);
/* Takes the line away again; remembers how much there was to do when the build went `well`. */
void kmend_build_progress_end(struct kmend_build_progress *progress, int well);

#endif
