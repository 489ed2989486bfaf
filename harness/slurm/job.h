/*
 * A campaign as jobs of Slurm: an array of shards, and a merge that follows it. Everything lies in one folder beside the
 * result: the plan that was made once, the shards, three scripts that a person can read and start by hand, their logs.
 */
#ifndef KMEND_SLURM_JOB_H
#define KMEND_SLURM_JOB_H

#include <stdint.h>

struct slurm_job {
	/* of the caller */
	const char *name; /* of the campaign */
	uint32_t shards;
	unsigned jobs;                /* machines side by side in a shard, each with a CPU */
	const char *partition, *time; /* as sbatch takes them; NULL: its own */
	const char *seed, *sample;    /* of the command line; NULL: the campaign's */
	/* whole paths, made by slurm_job_places() */
	char *campaign, *result;
	char *dir;     /* RESULT without its ending, and -shards */
	char *plan;    /* the plan, in it */
	char *here;    /* the present folder */
	char *program; /* this kmend */
	char *cache;   /* its images */
};

/* Works out the places. -1: one of them cannot be, or has characters in it that Slurm reads as its own. */
int slurm_job_places(struct slurm_job *job, const char *campaign, const char *result);
void slurm_job_release(struct slurm_job *job);

#endif
