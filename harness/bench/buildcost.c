/* The two builds of a round differ in the compiler's name and in nothing else that the build can see. */
#include "harness/bench/buildcost.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "harness/base/error.h"
#include "harness/base/file.h"
#include "harness/base/safe.h"
#include "harness/build/cache.h"
#include "harness/image/image.h"

struct folder {
	char *path;
	int lock_fd; /* flock of the one benchmark that builds there */
};

/*
 * One folder where images lie anyway: a kernel's objects can be more than a file system in memory holds. What a benchmark left
 * there that was killed goes away with the next one.
 */
static int open_folder(struct folder *folder)
{
	char *cache = kmend_cache_dir(), *lock = cache ? kmend_format("%s/.bench.lock", cache) : NULL;
	int result = -1;

	folder->path = lock ? kmend_format("%s/bench", cache) : NULL;
	folder->lock_fd = folder->path ? open(lock, O_RDWR | O_CREAT | O_CLOEXEC, 0600) : -1;
	if (folder->lock_fd >= 0)
		result = flock(folder->lock_fd, LOCK_EX | LOCK_NB) < 0
			? kmend_error_as(KMEND_ERROR_BUSY, "%s: another benchmark builds there", folder->path)
			: 0;
	else if (folder->path)
		kmend_error_errno("%s", lock);
	free(lock);
	free(cache);
	return result;
}

static void close_folder(struct folder *folder)
{
	if (folder->lock_fd >= 0)
		close(folder->lock_fd);
	free(folder->path);
}

/* The instrumented image has sites and the plain one has none, or the figures say nothing. */
static int check_image(const struct kmend_target *target, const char *path, int instrumented)
{
	struct kmend_image *image;
	int has_sites;

	if (kmend_image_open(&image, path) < 0)
		return -1;
	has_sites = image->nsites != 0;
	kmend_image_free(image);
	if (has_sites == instrumented)
		return 0;
	return kmend_error(
		"%s: the image of the %s build has %s fault sites; does `build` in target.yaml compile with {cc}?",
		target->name, instrumented ? "instrumented" : "plain", has_sites ? "the" : "no");
}

static int build(struct kmend_build_cost *cost, const struct kmend_target *target, const char *policy,
	const char *plain_cc, const char *base)
{
	const struct kmend_build build = { .policy = policy, .sites = plain_cc ? "none" : NULL };
	char *image = NULL;
	int result;

	if (kmend_tree_remove(base) < 0 || kmend_dir_make(base) < 0)
		return -1;
	result = kmend_build_measure(cost, target, &build, plain_cc, base, &image);
	if (result == 0)
		result = check_image(target, image, !plain_cc);
	free(image);
	if (result == 0) /* else its log is what a person needs */
		result = kmend_tree_remove(base);
	return result;
}

int buildcost_run(struct buildcost *cost, const struct kmend_target *target, const char *policy, unsigned rounds)
{
	const char *clang = getenv("KMEND_CLANG");
	struct folder folder;
	int result = open_folder(&folder);

	cost->plain_cc = clang && *clang ? clang : "clang-19";
	cost->rounds = rounds;
	for (unsigned i = 0; result == 0 && i < 2 * rounds; i++) {
		struct buildcost_round *round = &cost->round[i / 2];
		int plain = i % 2 == i / 2 % 2; /* each is the first one in every other round */

		kmend_print_line(
			stderr, "kmend: build %u of %u: %s", i + 1, 2 * rounds, plain ? cost->plain_cc : "kmend cc");
		result = build(plain ? &round->plain : &round->kmend, target, policy, plain ? cost->plain_cc : NULL,
			folder.path);
	}
	close_folder(&folder);
	return result;
}

static void add(struct kmend_build_cost *sum, const struct kmend_build_cost *cost)
{
	sum->wall_s += cost->wall_s;
	sum->cpu_s += cost->cpu_s;
}

struct buildcost_round buildcost_sum(const struct buildcost *cost)
{
	struct buildcost_round sum = { 0 };

	for (unsigned i = 0; i < cost->rounds; i++) {
		add(&sum.plain, &cost->round[i].plain);
		add(&sum.kmend, &cost->round[i].kmend);
	}
	return sum;
}
