/* The scripts of a job, as text. Whatever a person chose is one quoted word in them. */
#ifndef KMEND_SLURM_SCRIPT_H
#define KMEND_SLURM_SCRIPT_H

#include <stddef.h>

#include "harness/slurm/job.h"

enum slurm_script { SLURM_SCRIPT_SHARD, SLURM_SCRIPT_MERGE, SLURM_SCRIPT_SUBMIT, SLURM_SCRIPT_COUNT };

/* Its name in the folder of the job. */
const char *slurm_script_name(enum slurm_script script);
/* New string of the caller; NULL and a message when out of memory. */
char *slurm_script_text(const struct slurm_job *job, enum slurm_script script);

#endif
