/* The way of a job into Slurm. */
#ifndef KMEND_SLURM_SUBMIT_H
#define KMEND_SLURM_SUBMIT_H

#include "harness/slurm/job.h"

/* Is there a Slurm to submit to? -1 with a line that says what to do. */
int slurm_is_there(void);

/* The plan is there: do the shards and a result that is there already go with it? */
int slurm_check_plan(const struct slurm_job *job);

/* Writes the scripts into the folder of the job. */
int slurm_write_scripts(const struct slurm_job *job);

/* Starts submit.sh. The numbers of the array and of the merge. */
int slurm_submit(const struct slurm_job *job, unsigned long *shards, unsigned long *merge);

#endif
