/*
 * What an experiment costs, and what it would cost with a fresh boot. The same experiments of a campaign are run from the
 * snapshot of one machine, from those of several machines side by side, and each in a machine of its own that boots
 * for it. The harness's own cost is everything but the time in which the guest runs.
 */
#ifndef KMEND_BENCH_BENCH_H
#define KMEND_BENCH_BENCH_H

#include "harness/bench/samples.h"
#include "harness/campaign/setup.h"

enum bench_part {
	BENCH_RESTORE,
	BENCH_ARM,
	BENCH_READ,
	BENCH_CLASSIFY,
	BENCH_STORE,
	BENCH_OWN,
	BENCH_GUEST,
	BENCH_WHOLE,
	BENCH_PARTS
};

struct bench_request {
	size_t policy;        /* number in the campaign */
	unsigned experiments; /* how many from snapshots, at most BENCH_EXPERIMENTS_MAX */
	unsigned fresh;       /* how many of them (the first ones) with a fresh boot each */
	unsigned jobs;        /* machines of the parallel part, 1: leave it out */
	int pristine;         /* arm nothing */
};

#define BENCH_EXPERIMENTS_MAX 100000u

struct bench {
	struct samples parts[BENCH_PARTS];  /* milliseconds, one machine */
	struct samples fresh;               /* milliseconds from the start of a machine to the stored result */
	double rate, rate_jobs, rate_fresh; /* experiments a second: one machine, `jobs` machines, fresh boots */
	double rate_same; /* of the restored experiments that were run with fresh boots too: what rate_fresh compares to */
	double boot_ms;       /* boot and snapshot, once for a machine */
	unsigned outcomes[8]; /* of the experiments on one machine, by enum kmend_outcome */
};

/* The images must be built (setup_build). -1 with a message. Release in every case. */
int bench_run(struct bench *bench, const struct setup *setup, const struct bench_request *request);
void bench_release(struct bench *bench);

#endif
