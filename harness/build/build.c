#include "harness/build/build.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include "harness/base/error.h"
#include "harness/base/file.h"
#include "harness/base/policy.h"
#include "harness/base/safe.h"
#include "harness/build/command.h"
#include "harness/build/fingerprint.h"
#include "harness/build/first_error.h"
#include "harness/build/progress.h"

char *kmend_build_cache_dir(void)
{
	const char *dir = getenv("KMEND_CACHE");
	if (dir && dir[0])
		return dir[0] == '/' ? strdup(dir) : realpath(dir, NULL);
	dir = getenv("XDG_CACHE_HOME");
	if (dir && dir[0] == '/')
		return kmend_format("%s/kmend", dir);
	dir = getenv("HOME");
	if (dir && dir[0] == '/')
		return kmend_format("%s/.cache/kmend", dir);
	return strdup("/tmp/kmend-cache");
}

static void report_failure(
	const struct kmend_target *target, int status, const struct kmend_buf *output, const char *log)
{
	size_t length;
	const char *line = build_first_error(output->data ? output->data : "", output->size, &length);
	char *safe = kmend_safe_string(line, length, 300);
	kmend_error("building %s failed (exit %d): %s%s (whole output: %s)", target->name, status, safe ? safe : "",
		!target->console && safe && strstr(safe, "__kmend_block")
			? ": a kernel without glue needs `console:` in target.yaml, see docs/your-own-kernel.md"
			: "",
		log);
	free(safe);
}

/* Where a build works and with what. */
struct place {
	const char *out, *common;
	const char *cache; /* the folder that remembers how long builds are */
	const char *cc;    /* NULL: kmend cc */
};

/* A command of target.yaml with {names} replaced. */
static char *expand(const char *text, const struct kmend_target *target, const struct place *place, const char *policy)
{
	struct kmend_buf command = KMEND_BUF_INIT;
	char *dir = kmend_program_dir();
	char *cc = !dir ? NULL : place->cc ? strdup(place->cc) : kmend_format("%s/kmend cc", dir);
	const struct {
		const char *name, *value;
	} names[] = {
		{ "{target}", target->dir },
		{ "{out}", place->out },
		{ "{common}", place->common },
		{ "{cc}", cc },
		{ "{policy}", policy },
	};
	int failed = !cc;
	for (const char *p = text; *p && !failed;) {
		size_t i = 0, n = sizeof(names) / sizeof(names[0]);
		while (i < n && strncmp(p, names[i].name, strlen(names[i].name)) != 0)
			i++;
		if (i < n) {
			failed = kmend_buf_printf(&command, "'%s'", names[i].value) < 0;
			p += strlen(names[i].name);
		} else {
			failed = kmend_buf_append(&command, p++, 1) < 0;
		}
	}
	free(cc);
	free(dir);
	if (failed) {
		kmend_buf_release(&command);
		return NULL;
	}
	return command.data;
}

static int write_log(const char *path, const struct kmend_buf *output)
{
	FILE *file = fopen(path, "w");
	if (!file)
		return kmend_error("%s: %s", path, strerror(errno));
	size_t written = output->size ? fwrite(output->data, 1, output->size, file) : 0;
	if (fclose(file) != 0 || written != output->size)
		return kmend_error("%s: %s", path, strerror(errno));
	return 0;
}

static const char *detectors_of(const struct kmend_build *build)
{
	return build->detectors ? build->detectors : "";
}

static double seconds(struct timeval time)
{
	return (double)time.tv_sec + (double)time.tv_usec / 1e6;
}

/* The clock, and what all children that have ended have used. */
static struct kmend_build_cost spent(void)
{
	struct timespec now;
	struct rusage usage;

	clock_gettime(CLOCK_MONOTONIC, &now);
	getrusage(RUSAGE_CHILDREN, &usage);
	return (struct kmend_build_cost){ (double)now.tv_sec + (double)now.tv_nsec / 1e9,
		seconds(usage.ru_utime) + seconds(usage.ru_stime) };
}

/* Runs TEXT, a command of target.yaml. COST can be NULL. */
static int build_into(const struct kmend_target *target, const struct kmend_build *build, const char *text,
	const struct place *place, struct kmend_build_cost *cost)
{
	struct kmend_buf output = KMEND_BUF_INIT;
	char *log = kmend_format("%s/build.log", place->out);
	char *command = expand(text, target, place, build->policy);
	struct kmend_build_progress progress;
	const struct kmend_command_watch watch = { kmend_build_progress_tick, &progress };
	int status = -1, result = -1;
	const struct kmend_policy_row *policy = kmend_policy_find(build->policy);
	if (!policy)
		kmend_error("unknown policy '%.40s'", build->policy);
	if (!log || !command || !policy)
		goto out;
	setenv("KMEND_SITES", build->sites, 1);
	setenv("KMEND_ORACLE", build->oracle ? "1" : "0", 1);
	setenv("KMEND_DETECTORS", detectors_of(build), 1);
	setenv("KMEND_RECOVERY", policy->runtime_text, 1);
	setenv("KMEND_RUNTIME", target->console ? "builtin" : "none", 1);
	setenv("KMEND_UNIT_ROOT", target->dir, 1);
	setenv("MAKEFLAGS", "-Otarget", 1); /* else two compilers of make -j write into one line */
	kmend_build_progress_start(&progress, place->cache, target->name, build->policy);
	struct kmend_build_cost before = spent();
	int started = kmend_command_run_watched(command, &output, &status, &watch);
	struct kmend_build_cost after = spent();
	if (cost)
		*cost = (struct kmend_build_cost){ after.wall_s - before.wall_s, after.cpu_s - before.cpu_s };
	kmend_build_progress_end(&progress, started == 0 && status == 0);
	if (started < 0)
		goto out;
	if (build->verbose && output.size > 0)
		kmend_print_safe(stderr, output.data, output.size, 1);
	if (write_log(log, &output) < 0)
		goto out;
	if (status != 0) {
		report_failure(target, status, &output, log);
		goto out;
	}
	result = 0;
out:
	free(command);
	free(log);
	kmend_buf_release(&output);
	return result;
}

int kmend_build_image(const struct kmend_target *target, const struct kmend_build *build, char **image_path)
{
	char hash[KMEND_FINGERPRINT_CHARS], common_hash[KMEND_FINGERPRINT_CHARS];
	char *cache = kmend_build_cache_dir(), *settings = NULL, *shared = NULL, *common = NULL, *out = NULL,
	     *image = NULL, *done = NULL, *lock = NULL;
	int result = -1, lock_fd = -1;
	*image_path = NULL;
	if (!cache) {
		kmend_error("the image cache: %s", strerror(errno));
		goto out;
	}
	settings = kmend_format("policy %s sites %s%s%s%s%s", build->policy, build->sites,
		build->oracle ? " oracle" : "", target->console ? " builtin" : "",
		*detectors_of(build) ? " detectors " : "", detectors_of(build));
	/* What all policies share may hold objects: those with another detector are others. */
	shared = kmend_format("common%s%s", *detectors_of(build) ? " detectors " : "", detectors_of(build));
	if (!settings || !shared || kmend_fingerprint(hash, target, settings) < 0 ||
		kmend_fingerprint(common_hash, target, shared) < 0)
		goto out;
	out = kmend_format("%s/%s-%s-%.16s", cache, target->name, build->policy, hash);
	common = kmend_format("%s/%s-common-%.16s", cache, target->name, common_hash);
	image = out ? kmend_format("%s/%s", out, target->settings.image) : NULL;
	done = out ? kmend_format("%s/.done", out) : NULL;
	lock = kmend_format("%s/.lock", cache);
	if (!out || !common || !image || !done || !lock || kmend_dir_make(out) < 0 || kmend_dir_make(common) < 0)
		goto out;
	/* One build at a time: two kmend runs that need the same image wait for each other instead of racing. */
	lock_fd = open(lock, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
	if (lock_fd < 0 || flock(lock_fd, LOCK_EX) < 0) {
		kmend_error("%s: %s", lock, strerror(errno));
		goto out;
	}
	if (access(done, F_OK) != 0 || access(image, R_OK) != 0 || kmend_target_disk_check(target, image) < 0) {
		if (build_into(target, build, target->build,
			    &(struct place){ .out = out, .common = common, .cache = cache }, NULL) < 0)
			goto out;
		if (access(image, R_OK) != 0) {
			kmend_error("building %s succeeded, but there is no %s", target->name, image);
			goto out;
		}
		if (kmend_target_disk_check(target, image) < 0)
			goto out;
		int fd = open(done, O_WRONLY | O_CREAT | O_CLOEXEC, 0666);
		if (fd < 0) {
			kmend_error("%s: %s", done, strerror(errno));
			goto out;
		}
		close(fd);
	}
	*image_path = image;
	image = NULL;
	result = 0;
out:
	if (lock_fd >= 0)
		close(lock_fd);
	free(lock);
	free(done);
	free(image);
	free(common);
	free(out);
	free(shared);
	free(settings);
	free(cache);
	return result;
}

int kmend_build_measure(struct kmend_build_cost *cost, const struct kmend_target *target,
	const struct kmend_build *build, const char *cc, const char *base, char **image_path)
{
	char *out = kmend_format("%s/out", base), *common = kmend_format("%s/common", base);
	struct place place = { out, common, base, cc };
	int result = -1;

	*image_path = out ? kmend_format("%s/%s", out, target->settings.image) : NULL;
	if (!common || !*image_path)
		kmend_error("out of memory");
	else if (kmend_dir_make(out) == 0 && kmend_dir_make(common) == 0 &&
		(!*target->prepare || build_into(target, build, target->prepare, &place, NULL) == 0) &&
		build_into(target, build, target->build, &place, cost) == 0)
		result = access(*image_path, R_OK) == 0
			? 0
			: kmend_error("building %s succeeded, but there is no %s", target->name, *image_path);
	if (result < 0) {
		free(*image_path);
		*image_path = NULL;
	}
	free(out);
	free(common);
	return result;
}
