#include "harness/slurm/submit.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "harness/base/error.h"
#include "harness/base/file.h"
#include "harness/base/shell.h"
#include "harness/build/command.h"
#include "harness/slurm/script.h"
#include "harness/store/merge.h"

int slurm_is_there(void)
{
	struct kmend_buf output = KMEND_BUF_INIT;
	int status = -1, result = kmend_command_run("sbatch --version", &output, &status);

	kmend_buf_release(&output);
	return result < 0 ? -1
		: status  ? kmend_error("sbatch does not run: this is no machine of a Slurm cluster (apt-get install "
					 "slurm-client); --dry-run prints the scripts")
			  : 0;
}

static int count_share(const struct kmend_store_share *share, void *context)
{
	*(uint32_t *)context += share->planned != 0;
	return 0;
}

/* A result that is there is added to: it must be of this plan. */
static int check_result(const struct slurm_job *job, struct kmend_store *plan)
{
	struct kmend_store *result;
	char shard[KMEND_SHARD_TEXT_MAX];
	int fits = -1;

	if (access(job->result, F_OK) < 0)
		return errno == ENOENT ? 0 : kmend_error_errno("%s", job->result);
	if (kmend_store_open_read(&result, job->result) < 0)
		return -1;
	if (!kmend_shard_is_whole(kmend_store_shard(result)))
		kmend_error_as(KMEND_ERROR_INVALID, "%s: is shard %s of its plan, nothing can be added to it",
			job->result, kmend_shard_text(shard, kmend_store_shard(result)));
	else
		fits = kmend_store_same_plan(plan, result);
	kmend_store_close(result);
	return fits;
}

int slurm_check_plan(const struct slurm_job *job)
{
	struct kmend_store *plan;
	uint32_t parts = 0;
	int result = -1;

	if (kmend_store_open_read(&plan, job->plan) < 0)
		return -1;
	if (kmend_store_shares(plan, job->shards, count_share, &parts) < 0)
		result = -1;
	else if (parts < job->shards)
		kmend_error_as(KMEND_ERROR_USAGE, "%u shards are too many: the plan has %u sites", job->shards, parts);
	else
		result = check_result(job, plan);
	kmend_store_close(plan);
	return result;
}

static int write_script(const struct slurm_job *job, enum slurm_script script)
{
	char *path = kmend_format("%s/%s", job->dir, slurm_script_name(script));
	char *text = path ? slurm_script_text(job, script) : NULL;
	FILE *file = text ? fopen(path, "we") : NULL;
	int result = -1;

	if (text && !file)
		kmend_error_errno("%s", path);
	if (file) {
		result = fputs(text, file) < 0 ? -1 : 0;
		if (fclose(file) != 0 || result < 0 || chmod(path, 0755) < 0)
			result = kmend_error_errno("%s", path);
	}
	free(text);
	free(path);
	return result;
}

int slurm_write_scripts(const struct slurm_job *job)
{
	for (int i = 0; i < SLURM_SCRIPT_COUNT; i++)
		if (write_script(job, (enum slurm_script)i) < 0)
			return -1;
	return 0;
}

/* The file `jobs`: two numbers. */
static int read_jobs(const struct slurm_job *job, unsigned long *shards, unsigned long *merge)
{
	char *path = kmend_format("%s/jobs", job->dir);
	struct kmend_buf text = KMEND_BUF_INIT;
	int result = path ? kmend_file_read(&text, path, 4096) : -1;

	if (result == 0 && (!text.data || sscanf(text.data, "%lu %lu", shards, merge) != 2))
		result = kmend_error("%s: does not hold the numbers of two jobs", path);
	kmend_buf_release(&text);
	free(path);
	return result;
}

/* The last line that a failing command said. */
static const char *last_line(struct kmend_buf *output)
{
	char *line;

	while (output->size && output->data[output->size - 1] == '\n')
		output->data[--output->size] = '\0';
	line = output->data ? strrchr(output->data, '\n') : NULL;
	return line ? line + 1 : output->data ? output->data : "";
}

int slurm_submit(const struct slurm_job *job, unsigned long *shards, unsigned long *merge)
{
	char *path = kmend_format("%s/%s", job->dir, slurm_script_name(SLURM_SCRIPT_SUBMIT));
	char *word = path ? kmend_shell_quote(path) : NULL, *command = word ? kmend_format("sh %s", word) : NULL;
	struct kmend_buf output = KMEND_BUF_INIT;
	int status = 0, result = command ? kmend_command_run(command, &output, &status) : -1;

	if (result == 0 && status)
		result = kmend_error("nothing was submitted: %s", last_line(&output));
	if (result == 0)
		result = read_jobs(job, shards, merge);
	kmend_buf_release(&output);
	free(command);
	free(word);
	free(path);
	return result;
}
