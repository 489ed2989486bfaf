#include "harness/build/recipe.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include "harness/base/buf.h"
#include "harness/base/error.h"
#include "harness/base/fault.h"
#include "harness/base/file.h"
#include "harness/base/policy.h"
#include "harness/base/safe.h"
#include "harness/build/command.h"
#include "harness/build/expand.h"
#include "harness/build/first_error.h"
#include "harness/build/glue.h"
#include "harness/build/out.h"
#include "harness/build/progress.h"
#include "harness/build/unit_roots.h"
#include "harness/build/units.h"
#include "harness/config/library.h"
#include "harness/config/target_units.h"
#include "kmend/abi.h"

const char *build_sites(const struct kmend_target *target, const struct kmend_build *build)
{
	return build->sites ? build->sites : target->type_list;
}

const char *build_detectors(const struct kmend_build *build)
{
	return build->detectors ? build->detectors : "";
}

const char *build_log(const struct kmend_build *build)
{
	static const char *const levels[] = {
#define KMEND_X(number, name, symbol, text) text,
		KMEND_LOG_LEVELS(KMEND_X)
#undef KMEND_X
	};

	return build->log ? build->log : levels[KMEND_LOG_DEFAULT];
}

static int report_failure(
	const struct kmend_target *target, int status, const struct kmend_buf *output, const char *log)
{
	size_t length;
	const char *line = build_first_error(output->data ? output->data : "", output->size, &length);
	char *safe = kmend_safe_string(line, length, 300);

	kmend_error("building %s failed (exit %d): %s%s (whole output: %s)", target->name, status, safe ? safe : "",
		build_glue_is_missing(line, length) ? build_glue_of(target)->missing : "", log);
	free(safe);
	return -1;
}

static int write_text(const char *path, const char *text, size_t size)
{
	FILE *file = fopen(path, "w");
	if (!file)
		return kmend_error_errno("%s", path);
	size_t written = size ? fwrite(text, 1, size, file) : 0;
	if (fclose(file) != 0 || written != size)
		return kmend_error_errno("%s", path);
	return 0;
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

/* What the target does not name a person may still, in the environment: it counts as every other variable there. */
static int set_list(const char *variable, char *const *entries, uint64_t count)
{
	char *list = count ? kmend_library_join(entries, count) : NULL;

	if (!count)
		return 0;
	if (!list)
		return kmend_error_memory();
	setenv(variable, list, 1);
	free(list);
	return 0;
}

/* What the target says of its units goes before what the environment says. */
static int set_units(const struct kmend_target *target, const char *out)
{
	char *list = kmend_target_units_list(target),
	     *path = list && *list ? kmend_format("%s/.units-wanted", out) : NULL;
	int result = list ? 0 : kmend_error_memory();

	if (list && *list)
		result = path ? write_text(path, list, strlen(list)) : kmend_error_memory();
	if (path && result == 0)
		setenv("KMEND_UNITS", path, 1);
	free(path);
	free(list);
	return result;
}

static int set_library(const struct kmend_target *target)
{
	return set_list("KMEND_ALLOCATORS", target->allocators, target->allocators_count) < 0
		? -1
		: set_list("KMEND_RELEASES", target->releases, target->releases_count);
}

/* What the build is told (docs/target-yaml.md, "Builds"). */
static int set_environment(
	const struct kmend_target *target, const struct kmend_build *build, const struct build_place *place)
{
	const struct kmend_policy_row *policy = kmend_policy_find(build->policy);
	/* So that no unit has the name of a folder in the cache, whether the build compiles in place or a copy. */
	const char *const folders[] = { target->dir, place->out, place->common };
	char *units = NULL, *file = NULL, *roots;
	int result = -1;

	if (!policy)
		return kmend_error("unknown policy '%.40s'", build->policy);
	roots = build_unit_roots(folders, sizeof(folders) / sizeof(folders[0]));
	units = roots ? kmend_format("%s/" BUILD_UNITS_FILE, place->out) : NULL;
	file = units ? kmend_format("%s/" BUILD_ROOTS_FILE, place->out) : NULL;
	if (!file || write_text(file, roots, strlen(roots)) < 0)
		goto out;
	setenv("KMEND_SITES", build_sites(target, build), 1);
	setenv("KMEND_ORACLE", build->oracle ? "1" : "0", 1);
	setenv("KMEND_DETECTORS", build_detectors(build), 1);
	setenv("KMEND_RECOVERY", policy->runtime_text, 1);
	setenv("KMEND_LOG", build_log(build), 1);
	setenv("KMEND_RUNTIME", build_glue_of(target)->runtime, 1);
	setenv("KMEND_UNIT_ROOT", roots, 1);
	if (set_library(target) < 0 || set_units(target, place->out) < 0)
		goto out;
	setenv("KMEND_SUMMARY", units, 1);
	setenv("MAKEFLAGS", "-Otarget", 1); /* else two compilers of make -j write into one line */
	result = 0;
out:
	free(file);
	free(units);
	free(roots);
	return result;
}

int build_run(const struct kmend_target *target, const struct kmend_build *build, const char *text,
	const struct build_place *place, struct kmend_build_cost *cost)
{
	const struct build_names names = { target->dir, place->out, place->common, build->policy, place->cc };
	struct kmend_buf output = KMEND_BUF_INIT;
	char *log = kmend_format("%s/build.log", place->out), *command = log ? build_expand(text, &names) : NULL;
	struct kmend_build_progress progress;
	const struct kmend_command_watch watch = { kmend_build_progress_tick, &progress };
	int status = -1, started, logged, result = -1;

	if (!command || set_environment(target, build, place) < 0)
		goto out;
	kmend_build_progress_start(&progress, place->cache, target->name, build->policy);
	struct kmend_build_cost before = spent();
	started = kmend_command_run_watched(command, &output, &status, &watch);
	struct kmend_build_cost after = spent();
	if (cost)
		*cost = (struct kmend_build_cost){ after.wall_s - before.wall_s, after.cpu_s - before.cpu_s };
	kmend_build_progress_end(&progress, started == 0 && status == 0);
	if (started < 0)
		goto out;
	if (build->verbose && output.size > 0)
		kmend_print_safe(stderr, output.data, output.size, 1);
	logged = write_text(log, output.data, output.size);
	result = status != 0 ? report_failure(target, status, &output, logged == 0 ? log : "lost") : logged;
out:
	free(command);
	free(log);
	kmend_buf_release(&output);
	return result;
}
