/*
 * N machines side by side, each pinned to a core, fed with tasks. A worker keeps its machine while tasks of the same
 * policy come and boots another image when they do not. Every boot of a policy must be the same machine (boot log and
 * clock of the snapshot agree with the first one, or with what a result file says): a boot that is not is done again.
 */
#ifndef KMEND_CAMPAIGN_POOL_H
#define KMEND_CAMPAIGN_POOL_H

#include <uv.h>

#include "harness/machine/machine.h"

#define POOL_JOBS_MAX 256u

struct pool;

struct pool_task {
	size_t policy;
	size_t number; /* the client's own */
	struct machine_order order;
};

struct pool_client {
	/* The next task, best one of policy `policy` (-1: the worker has no machine yet). 1: *task is filled, 0: none now. */
	int (*next)(void *context, int policy, struct pool_task *task);
	/* The task is on its way on a machine that has booted. NULL: nobody cares. */
	void (*started)(void *context, const struct pool_task *task);
	/* One task is over. The client can make tasks available again. -1 stops the pool with the error that is set. */
	int (*done)(void *context, const struct pool_task *task, struct machine *machine,
		const struct machine_result *result);
};

/* The image and names of one policy's machines. Texts and image must outlive the pool. */
struct pool_policy {
	const char *name;
	struct machine_config config;
};

int pool_new(struct pool **out, uv_loop_t *loop, unsigned jobs, const struct pool_policy *policies, size_t npolicies);

/* What every boot of this policy has to be; copied. */
int pool_expect(struct pool *pool, size_t policy, const void *boot_log, size_t size, uint64_t clock_ns);
/* What the boots of this policy were; size 0 before the first. */
void pool_reference(const struct pool *pool, size_t policy, const char **boot_log, size_t *size, uint64_t *clock_ns);

/* The `ready` stop of a policy without glue, as pool_run() found it (0: none); or as it is known already. */
uint64_t pool_ready_block(const struct pool *pool, size_t policy);
void pool_ready_block_set(struct pool *pool, size_t policy, uint64_t block);

/* Runs until no task is left (0), or until a client, a boot or pool_stop() ends it (-1, message set). */
int pool_run(struct pool *pool, const struct pool_client *client, void *context);

/* Ends pool_run() with the message that is set now. Tasks in flight are forgotten. From inside the loop. */
void pool_stop(struct pool *pool);

/*
 * Ends all machines; the next tasks get new ones. Between two pool_run(). `from_boot`: from now on every task has a machine of its own, which boots
 * and goes on from its `ready` stop, without any snapshot.
 */
void pool_renew(struct pool *pool, int from_boot);

void pool_free(struct pool *pool);

#endif
