/* What the measurements share: one pass over the list of experiments. */
#ifndef KMEND_BENCH_PASS_H
#define KMEND_BENCH_PASS_H

#include "harness/bench/bench.h"
#include "harness/bench/scratch.h"
#include "harness/campaign/golden.h"

struct pass {
	struct bench *bench;
	const struct setup *setup;
	const struct bench_request *request;
	uv_loop_t loop;
	struct pool_policy policy;
	struct golden golden;
	uint32_t *sites; /* dense numbers in the policy's image; the list repeats them */
	size_t nsites;
	struct scratch scratch;
	int costs; /* this pass fills the parts */
	unsigned given, done;
	uint64_t first_ns, last_ns; /* uv_hrtime of the first and the last end */
	uint64_t same_ns;           /* the same of number `fresh` */
};

/* The order of experiment `number`. */
void pass_order(const struct pass *pass, unsigned number, struct machine_order *order);

/* Its end: classified and stored as in a campaign, and timed. -1 with a message. */
int pass_finish(struct pass *pass, unsigned number, const struct machine_result *result);

/* A new pass, with an empty result file. -1 with a message. */
int pass_start(struct pass *pass);

/* fresh.c: the first experiments, each in a machine of its own that boots for it. -1 with a message. */
int pass_fresh_boots(struct pass *pass);

/* fresh.c: boot and snapshot of one machine, as a campaign does it once for each. -1 with a message. */
int pass_one_boot(struct pass *pass);

#endif
