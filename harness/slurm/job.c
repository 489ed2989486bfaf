#include "harness/slurm/job.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "harness/base/error.h"
#include "harness/base/file.h"
#include "harness/build/cache.h"

static char *real_path(const char *path)
{
	char *real = realpath(path, NULL);

	if (!real)
		kmend_error_errno("%s", path);
	return real;
}

static char *present_folder(void)
{
	char *here = getcwd(NULL, 0);

	if (!here)
		kmend_error_errno("the present folder");
	return here;
}

/* RESULT without its ending, and `-shards`. */
static char *folder_of(const char *result)
{
	size_t size = strlen(result), ending = strlen(".kmend");

	if (size > ending && strcmp(result + size - ending, ".kmend") == 0 && result[size - ending - 1] != '/')
		size -= ending;
	return kmend_format("%.*s-shards", (int)size, result);
}

/* sbatch takes a backslash in the name of a log as a sign of its own, and no line of a script can hold the end of one. */
static int check_place(const char *path)
{
	for (const char *c = path; *c; c++)
		if ((unsigned char)*c < ' ' || *c == 0x7f || *c == '\\')
			return kmend_error_as(
				KMEND_ERROR_USAGE, "%s: Slurm takes no such character in the name of a file", path);
	return 0;
}

int slurm_job_places(struct slurm_job *job, const char *campaign, const char *result)
{
	job->here = present_folder();
	job->program = real_path("/proc/self/exe");
	job->cache = kmend_cache_dir();
	job->campaign = real_path(campaign);
	if (!job->here || !job->program || !job->cache || !job->campaign)
		return -1;
	job->result = *result == '/' ? strdup(result) : kmend_format("%s/%s", job->here, result);
	job->dir = job->result ? folder_of(job->result) : NULL;
	job->plan = job->dir ? kmend_format("%s/plan.kmend", job->dir) : NULL;
	if (!job->plan)
		return kmend_error_memory();
	return check_place(job->here) < 0 || check_place(job->program) < 0 || check_place(job->cache) < 0 ||
			check_place(job->campaign) < 0 || check_place(job->result) < 0
		? -1
		: 0;
}

void slurm_job_release(struct slurm_job *job)
{
	free(job->campaign);
	free(job->result);
	free(job->dir);
	free(job->plan);
	free(job->here);
	free(job->program);
	free(job->cache);
	*job = (struct slurm_job){ 0 };
}
