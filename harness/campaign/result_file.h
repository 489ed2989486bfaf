/* The result file that a campaign writes to: opened or made, refused or replaced, and not left behind empty. */
#ifndef KMEND_CAMPAIGN_RESULT_FILE_H
#define KMEND_CAMPAIGN_RESULT_FILE_H

#include "harness/campaign/identity.h"
#include "harness/store/store.h"

struct result_file { /* all zero before it is opened */
	struct kmend_store *store;
	char *path;
	int created; /* by this process */
};

/* PATH, or NAME.kmend here when it is NULL. -1: kmend_error_exit() says whose fault it is. */
int result_file_open(struct result_file *file, const char *path, const char *name);

/*
 * Does the plan in it have this identity? 1: yes; 0: there is none yet. When it is another one -1 with what differs first, or,
 * with RENEW, the file is replaced by an empty one: 0.
 */
int result_file_check(struct result_file *file, const struct identity *identity, int renew);

/* Closes. What this process has made, and holds no plan, is removed. 1: the file is there; its path stays the caller's (free). */
int result_file_close(struct result_file *file);

#endif
