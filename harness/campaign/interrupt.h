/* Ctrl-C and its kin end a pool between two turns of the loop instead of in the middle of something. */
#ifndef KMEND_CAMPAIGN_INTERRUPT_H
#define KMEND_CAMPAIGN_INTERRUPT_H

#include "harness/campaign/pool.h"

#define INTERRUPT_SIGNALS 3

struct interrupt { /* all zero before it is started */
	uv_signal_t handles[INTERRUPT_SIGNALS];
	unsigned count; /* of them that the loop knows */
	struct pool *pool;
	int came; /* the signal's number, 0: none */
};

/* From now on SIGINT, SIGTERM and SIGHUP stop the pool, with a message, but for a SIGHUP that was ignored (nohup). End it also
 * after a failure. */
int interrupt_start(struct interrupt *interrupt, uv_loop_t *loop, struct pool *pool);
/* Signals do again what they did before; nothing happens when it was never started. The loop has to turn once more before `interrupt` may go away. */
void interrupt_end(struct interrupt *interrupt);

#endif
