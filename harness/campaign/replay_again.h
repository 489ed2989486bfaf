/* What a replay knows of the run that it repeats. For the replay*.c only. */
#ifndef KMEND_CAMPAIGN_REPLAY_AGAIN_H
#define KMEND_CAMPAIGN_REPLAY_AGAIN_H

#include "harness/campaign/experiment_setting.h"
#include "harness/campaign/gdb_socket.h"
#include "harness/campaign/golden.h"
#include "harness/store/store.h"

struct replay;

struct again {
	struct replay *replay;
	struct kmend_store *store;
	struct kmend_store_plan plan;
	char policy[64], hash[65];
	char *image_path, *workload, *detectors, *log;
	struct kmend_image *image;
	struct experiment_setting setting;
	struct machine_config config;
	struct golden golden;
	uint64_t clock_ns, ready_block;
	char *target;
	struct kmend_patterns *console; /* NULL: with glue */
	struct kmend_blob boot;
	struct gdb_socket gdb;
	int was_done; /* it has run, and this is its log */
	struct kmend_blob recorded;
	unsigned given;
	int finished;
};

/* Fills all that the result says of experiment ID, by the store that is open. -1 with a message. */
int again_read(struct again *again, int64_t id);

/* The fact KEY of the result, a new string of the caller. -1 with a message, also when it is missing. */
int again_text(struct again *again, const char *key, char **value);

#endif
