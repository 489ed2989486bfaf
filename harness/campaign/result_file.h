/* The result file that a campaign writes to: opened or made, refused or replaced, and not left behind empty. */
#ifndef KMEND_CAMPAIGN_RESULT_FILE_H
#define KMEND_CAMPAIGN_RESULT_FILE_H

#include "harness/base/shard.h"
#include "harness/campaign/identity.h"
#include "harness/store/store.h"

struct result_file { /* all zero before it is opened */
	struct kmend_store *store;
	char *path;
	int created; /* by this process */
};

/* PATH; when it is NULL NAME.kmend here, for a shard NAME-I-of-N.kmend. -1: kmend_error_exit() says whose fault it is. */
int result_file_open(struct result_file *file, const char *path, const char *name, struct kmend_shard shard);

/* What the result has to be. */
struct result_wish {
	const struct identity *identity;
	struct kmend_shard shard;
	int renew;          /* one that is something else is replaced */
	const char *advice; /* see run.h */
};

/*
 * Is the plan in it the one that is wished for? 1: yes, and the file is this shard: a plan of which nothing is done yet becomes it.
 * 0: there is none yet, the file is this shard. When it is another one -1 with what differs first, or, with `renew`, the file is
 * replaced by an empty one: 0.
 */
int result_file_check(struct result_file *file, const struct result_wish *wish);

/* Closes. What this process has made, and holds no plan, is removed. 1: the file is there; its path stays the caller's (free). */
int result_file_close(struct result_file *file);

#endif
