/* One experiment of a result, run again: the same image, boot, order and limit. Its event log must come out the same. */
#ifndef KMEND_CAMPAIGN_REPLAY_H
#define KMEND_CAMPAIGN_REPLAY_H

#include "harness/outcome/classify.h"
#include "harness/store/store.h"

struct replay {
	const char
		*target; /* in: the target that makes the image, trusted by the person; NULL: the cache must have it */
	int gdb;         /* in: the machine waits for gdb, armed, at the `ready` stop */
	/* Called once the machine waits for gdb at this socket. */
	void (*waiting)(const char *image_path, const char *socket);
	/* out: */
	int was_done; /* the result has an outcome for it already */
	int identical;
	struct kmend_blob recorded, log; /* event logs: of the result, of this run */
	struct kmend_verdict verdict;    /* of this run */
};

/* -1 with a message; else release. */
int replay_run(struct replay *replay, const char *result_path, int64_t id);
void replay_release(struct replay *replay);

#endif
