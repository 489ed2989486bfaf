/* kmend slurm: a campaign on a cluster. Builds and plans here, once; Slurm does the rest. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "harness/base/error.h"
#include "harness/base/file.h"
#include "harness/base/safe.h"
#include "harness/base/shell.h"
#include "harness/campaign/pool.h"
#include "harness/campaign/run.h"
#include "harness/cli/commands.h"
#include "harness/config/campaign.h"
#include "harness/slurm/script.h"
#include "harness/slurm/submit.h"

struct values {
	const char *result, *partition, *time;
	struct option_number shards, jobs, seed, sample;
	int dry_run, verbose;
};

/* One plan for all shards, in the folder of the job. */
static int plan(const struct slurm_job *job, const struct values *values)
{
	char *advice = kmend_format("choose another result with -o, or remove %s", job->dir), *path = NULL;
	const struct run_request request = { .campaign_path = job->campaign,
		.result_path = job->plan,
		.override = { .has_seed = values->seed.given,
			.seed = values->seed.value,
			.has_sample = values->sample.given,
			.sample = (uint32_t)values->sample.value,
			.verbose = values->verbose },
		.plan_only = 1,
		.advice = advice };
	int result = -1;

	if (advice && kmend_dir_make(job->dir) == 0 && campaign_run(&request, &path) == RUN_DONE)
		result = 0;
	free(advice);
	free(path);
	return result;
}

static void say_how(const struct slurm_job *job, unsigned long shards, unsigned long merge)
{
	char *dir = kmend_shell_word(job->dir);

	kmend_print_line(stderr, "kmend: %u shards are job %lu, the merge that follows them is job %lu", job->shards,
		shards, merge);
	kmend_print_line(
		stderr, "kmend: watch:  squeue --jobs=%lu,%lu; tail -n 2 %s/*.log", shards, merge, dir ? dir : "");
	kmend_print_line(
		stderr, "kmend: cancel: scancel %lu %lu; the same `kmend slurm` carries on later", shards, merge);
	kmend_print_line(stderr, "kmend: the result will be %s", job->result);
	free(dir);
}

static int submit(const struct slurm_job *job, const struct values *values)
{
	unsigned long shards, merge;

	if (slurm_is_there() < 0 || plan(job, values) < 0 || slurm_check_plan(job) < 0 ||
		slurm_write_scripts(job) < 0 || slurm_submit(job, &shards, &merge) < 0)
		return -1;
	printf("%lu %lu\n", shards, merge);
	say_how(job, shards, merge);
	return 0;
}

static int print_scripts(const struct slurm_job *job)
{
	for (int i = 0; i < SLURM_SCRIPT_COUNT; i++) {
		char *text = slurm_script_text(job, (enum slurm_script)i);

		if (!text)
			return -1;
		kmend_print_line(stdout, "# ---- %s/%s", job->dir, slurm_script_name((enum slurm_script)i));
		kmend_print_safe(stdout, text, strlen(text), 1);
		free(text);
	}
	return 0;
}

/* A number of the command line, as a word of the scripts. */
static const char *number_text(const struct option_number *number, char text[24])
{
	snprintf(text, 24, "%" PRIu64, number->value);
	return number->given ? text : NULL;
}

static int run_with(const struct kmend_campaign *campaign, const char *path, const struct values *values)
{
	char seed[24], sample[24];
	char *result = values->result ? strdup(values->result) : kmend_format("%s.kmend", campaign->name);
	struct slurm_job job = { .name = campaign->name,
		.shards = (uint32_t)values->shards.value,
		.jobs = (unsigned)values->jobs.value,
		.partition = values->partition,
		.time = values->time,
		.seed = number_text(&values->seed, seed),
		.sample = number_text(&values->sample, sample) };
	int bad = !result || slurm_job_places(&job, path, result) < 0 ||
		(values->dry_run ? print_scripts(&job) : submit(&job, values)) < 0;

	slurm_job_release(&job);
	free(result);
	return bad ? -1 : 0;
}

static int run(const char *const *words, const void *options)
{
	const struct values *values = options;
	struct kmend_campaign *campaign = NULL;
	int result;

	if (!values->shards.given)
		result = kmend_error_as(KMEND_ERROR_USAGE, "it needs --shards N: how many parts the plan gets");
	else if (kmend_campaign_load(&campaign, words[0]) < 0)
		result = -1;
	else
		result = run_with(campaign, words[0], values);
	kmend_campaign_free(campaign);
	return result < 0 ? command_fail(&cmd_slurm) : command_end(&cmd_slurm, KMEND_EXIT_GOOD);
}

static const struct option options[] = {
	OPTION_NUMBER("--shards", values, shards, "N", 1, KMEND_SHARDS_MAX, 0,
		"parts of the plan, tasks of the array; needed"),
	OPTION_TEXT(
		"-o", values, result, "RESULT", "the merged result (default: NAME.kmend, from the campaign's name)"),
	OPTION_TEXT("--partition", values, partition, "P", "for sbatch"),
	OPTION_TEXT("--time", values, time, "T", "for sbatch: the limit of each shard"),
	OPTION_NUMBER(
		"--jobs", values, jobs, "N", 1, POOL_JOBS_MAX, 1, "machines side by side in a shard, and its CPUs"),
	OPTION_NUMBER("--seed", values, seed, "S", 0, INT64_MAX, 0, "another seed than the campaign's"),
	OPTION_NUMBER("--sample", values, sample, "N", 1, UINT32_MAX, 0,
		"N sites, each under every policy, instead of the campaign's selection"),
	OPTION_FLAG("--dry-run", values, dry_run, "print the scripts; nothing is built, planned or submitted"),
	OPTION_FLAG("--verbose", values, verbose, "show what the builds say"),
	OPTION_END,
};

const struct command cmd_slurm = {
	.name = "slurm",
	.summary = "run a campaign in shards on a Slurm cluster",
	.words = "CAMPAIGN.yaml",
	.text = "Builds the images and makes the plan here, once, then submits a job array, one task for each shard, "
	        "and a job "
		"that merges the shards into RESULT when all of them have ended. Prints the numbers of the two jobs, "
	        "and how "
		"to watch and cancel them.\n"
		"The folder of RESULT, the image cache (KMEND_CACHE) and kmend itself must lie on a file system that "
	        "all nodes "
		"share. Plan, shards, scripts and logs are in the folder RESULT-shards. A shard that is killed or "
	        "preempted and "
		"requeued carries on; the merge waits for it. The same command again carries on with what is missing.\n"
		"What else sbatch takes comes from its environment variables: SBATCH_ACCOUNT, SBATCH_QOS, "
	        "SBATCH_MEM_PER_CPU.\n",
	.options = options,
	.exits = "0 submitted, or the scripts are printed; 125 it could not be built, planned or submitted; 129 usage, "
	         "a wrong "
		 "file, a RESULT of another plan, or more shards than sites",
	.size = sizeof(struct values),
	.run = run,
};
