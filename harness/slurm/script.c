/*
 * shard.sh runs as each task of the array, merge.sh after all of them, submit.sh hands both to Slurm. A shard that is killed and
 * requeued finds its result and carries on; the merge waits for that, because a requeued task has not ended.
 */
#include "harness/slurm/script.h"

#include <stdlib.h>
#include <string.h>

#include "harness/base/buf.h"
#include "harness/base/error.h"
#include "harness/base/shell.h"

const char *slurm_script_name(enum slurm_script script)
{
	static const char *const names[] = { "shard.sh", "merge.sh", "submit.sh" };

	return names[script];
}

/* `before`, TEXT as one word, `after`; nothing at all when there is no text. */
static int add(struct kmend_buf *out, const char *before, const char *text, const char *after)
{
	char *word = text ? kmend_shell_quote(text) : NULL;
	int result = !text ? 0 : word ? kmend_buf_printf(out, "%s%s%s", before, word, after) : -1;

	free(word);
	return result;
}

static int add_text(struct kmend_buf *out, const char *text)
{
	return kmend_buf_append(out, text, strlen(text));
}

static int add_head(struct kmend_buf *out, const struct slurm_job *job, const char *what)
{
	return kmend_buf_printf(out, "#!/bin/sh\n# Made by `kmend slurm`: %s\nset -eu\n", what) < 0 ||
			add(out, "dir=", job->dir, "\n") < 0
		? -1
		: 0;
}

static int add_shard(struct kmend_buf *out, const struct slurm_job *job)
{
	return add_head(out, job, "one shard. Killed and requeued it carries on where it stopped.") < 0 ||
			add(out, "export KMEND_CACHE=", job->cache, "\n") < 0 ||
			kmend_buf_printf(out, "shard=$SLURM_ARRAY_TASK_ID shards=%u\n", job->shards) < 0 ||
			add_text(out,
				"result=$dir/shard-$shard-of-$shards.kmend\n"
				"if [ ! -e \"$result\" ]; then # the plan was made once; its copy is whole or not "
	                        "there\n"
				"\tcp -- \"$dir/plan.kmend\" \"$result.$SLURM_JOB_ID\"\n"
				"\tmv -- \"$result.$SLURM_JOB_ID\" \"$result\"\n"
				"fi\n") < 0 ||
			add(out, "exec ", job->program, " run --shard \"$shard/$shards\"") < 0 ||
			kmend_buf_printf(out, " --jobs %u --no-plots", job->jobs) < 0 ||
			add(out, " --seed ", job->seed, "") < 0 || add(out, " --sample ", job->sample, "") < 0 ||
			add(out, " -o \"$result\" -- ", job->campaign, "\n") < 0
		? -1
		: 0;
}

static int add_merge(struct kmend_buf *out, const struct slurm_job *job)
{
	return add_head(out, job, "joins the shards. What is missing is said, and stays planned.") < 0 ||
			add(out, "exec ", job->program, " merge --add") < 0 ||
			add(out, " -- ", job->result, " \"$dir\"/shard-*.kmend\n") < 0
		? -1
		: 0;
}

/* The name of a log: in it Slurm replaces what follows a per cent sign. */
static int add_log(struct kmend_buf *out, const struct slurm_job *job, const char *name)
{
	struct kmend_buf path = KMEND_BUF_INIT;
	int result = 0;

	for (const char *c = job->dir; *c && result == 0; c++)
		result = *c == '%' ? add_text(&path, "%%") : kmend_buf_append(&path, c, 1);
	if (result == 0)
		result = kmend_buf_printf(&path, "/%s", name);
	if (result == 0)
		result = add(out, " --output=", path.data, "");
	kmend_buf_release(&path);
	return result;
}

/* What both jobs have: a name, a folder, the right to be requeued, a log that grows. */
static int add_sbatch(struct kmend_buf *out, const struct slurm_job *job, const char *log)
{
	return add_text(out, "sbatch --parsable --requeue --open-mode=append") < 0 ||
			add(out, " --job-name=", job->name, "") < 0 || add(out, " --chdir=", job->here, "") < 0 ||
			add_log(out, job, log) < 0 || add(out, " --partition=", job->partition, "") < 0 ||
			add(out, " --time=", job->time, "") < 0
		? -1
		: 0;
}

static int add_submit(struct kmend_buf *out, const struct slurm_job *job)
{
	if (add_head(out, job, "hands the shards and the merge to Slurm. Their numbers are in the file `jobs`.") < 0 ||
		add_text(out,
			"if [ -s \"$dir/jobs\" ]; then\n"
			"\tread -r shards merge <\"$dir/jobs\"\n"
			"\tif [ -n \"$(squeue --noheader --jobs=\"$shards,$merge\" 2>/dev/null)\" ]; then\n"
			"\t\techo \"jobs $shards and $merge of this campaign are still in the queue "
			"(scancel $shards $merge)\" >&2\n"
			"\t\texit 1\n"
			"\tfi\n"
			"fi\n"
			"shards=$(") < 0 ||
		add_sbatch(out, job, "shard-%a.log") < 0)
		return -1;
	return kmend_buf_printf(out, " --array=1-%u --nodes=1 --ntasks=1 --cpus-per-task=%u \"$dir/shard.sh\")\n",
		       job->shards, job->jobs) < 0 ||
			add_text(out, "shards=${shards%%;*} # what follows is the name of a cluster\nmerge=$(") < 0 ||
			add_sbatch(out, job, "merge.log") < 0 ||
			add_text(out,
				" --dependency=\"afterany:$shards\" \"$dir/merge.sh\") || { scancel \"$shards\"; exit "
	                        "1; }\n"
				"echo \"$shards ${merge%%;*}\" >\"$dir/jobs\"\n") < 0
		? -1
		: 0;
}

char *slurm_script_text(const struct slurm_job *job, enum slurm_script script)
{
	static int (*const adds[])(struct kmend_buf *, const struct slurm_job *) = { add_shard, add_merge, add_submit };
	struct kmend_buf out = KMEND_BUF_INIT;

	if (adds[script](&out, job) == 0)
		return out.data;
	kmend_buf_release(&out);
	kmend_error_memory();
	return NULL;
}
