/*
 * The result file: one SQLite database for one campaign, format in schema.sql.h and docs/result-file.md. Everything
 * that a campaign needs to resume and everything that a report shows is in it. kill -9 at any moment leaves a file
 * that opens and that holds every committed experiment (WAL).
 *
 * One connection belongs to one thread; a process opens a file once. Texts handed out live until the next call on the
 * same iterator or store;
 * texts handed in are copied. Errors: -1 and a one-line message that names the file.
 */
#ifndef KMEND_STORE_STORE_H
#define KMEND_STORE_STORE_H

#include <stddef.h>
#include <stdint.h>

#include "harness/base/service.h"
#include "harness/base/shard.h"
#include "kmend/abi.h"

#define KMEND_STORE_FORMAT 4 /* raise when the schema changes; files of every other format are refused */

struct kmend_store;

/* Creates the file with an empty schema; an error when something lies there already (an empty file is fine). */
int kmend_store_create(struct kmend_store **out, const char *path);
/* Opens an existing result for writing (resume). */
int kmend_store_open(struct kmend_store **out, const char *path);
/* Opens the result for writing, or creates it when there is none (also when kmend was killed while it created it, before
 * anything was in it). `*created` says which. One writer at a time: a second one is refused. */
int kmend_store_open_or_create(struct kmend_store **out, const char *path, int *created);
/* Opens for reading only; works on files and folders without write access and while a campaign writes. */
int kmend_store_open_read(struct kmend_store **out, const char *path);
/* Makes what was written one file, and sure that it is on disk under its name; for a writer, at the end of its work, before it closes.
 * -1: it is not (no room, removed, another program reads it); then nothing that was committed is lost, unless the file itself is
 * gone. */
int kmend_store_finish(struct kmend_store *store);
/* Closes; NULL is fine. An open transaction is rolled back. */
void kmend_store_close(struct kmend_store *store);
/* Closes a store that is open for writing and removes its file: nobody else's, the lock is held until it is gone. */
void kmend_store_discard(struct kmend_store *store);
const char *kmend_store_path(const struct kmend_store *store);

/* Transactions; every call outside of one commits by itself. Wrap the plan and batches of results in one. */
int kmend_store_begin(struct kmend_store *store);
int kmend_store_commit(struct kmend_store *store);
int kmend_store_rollback(struct kmend_store *store);

/* -- meta ------------------------------------------------------------------------------------------------------
 * Facts about the campaign, one text for each key. Keys that reports read: "campaign" (name), "target", "revision"
 * (commit, "-dirty" at the end when it was), "seed", "fault_model", "jobs", "golden_runs", "plan_complete" ("1" once
 * the whole plan is committed), "seconds" (wall clock spent on experiments over all sessions, decimal), "kmend_version",
 * "qemu_version", "clang_version", "source_root" (the folder of the target), "source_folders" (where files of the sites are looked up, one a line), "units"
 * (what the build did to them, by language), "started", "finished" (UTC).
 */
int kmend_store_meta_set(struct kmend_store *store, const char *key, const char *value);
/* New string of the caller in `value`, NULL when the key is not there. */
int kmend_store_meta_get(struct kmend_store *store, const char *key, char **value);
/* Adds `seconds` to "seconds". */
int kmend_store_seconds_add(struct kmend_store *store, double seconds);

/* -- shards -----------------------------------------------------------------------------------------------------
 * A result can be one shard of its plan: the whole plan is in it, and only the experiments of its part are carried out and
 * counted. "shard" in meta says which; pending, rows and progress see its part alone, all else the whole plan.
 */
struct kmend_shard kmend_store_shard(const struct kmend_store *store);
/* Makes it this shard, or the whole again. */
int kmend_store_shard_set(struct kmend_store *store, struct kmend_shard shard);
/* What there is of each part of the whole plan, were it dealt out to `count` shards; parts without experiments are left out. */
struct kmend_store_share {
	uint32_t index; /* 1, 2, ... */
	uint64_t planned, done;
};
int kmend_store_shares(struct kmend_store *store, uint32_t count,
	int (*each)(const struct kmend_store_share *share, void *context), void *context);

/* -- blobs ------------------------------------------------------------------------------------------------------ */
struct kmend_blob {
	char *data; /* NUL-terminated after `size` */
	size_t size;
};
void kmend_blob_release(struct kmend_blob *blob);

/* -- policies --------------------------------------------------------------------------------------------------- */
struct kmend_store_policy {
	int64_t id; /* 1, 2, ... in order of the campaign; filled by policy_add */
	const char *name;
	const char *image_hash; /* hex */
	const char *image_path;
	uint32_t nsites, nblocks;
	uint64_t golden_ns; /* guest virtual time from `ready` to `suite-end` */
	uint64_t limit_ns;  /* virtual-time limit derived from it */
};

int kmend_store_policy_add(struct kmend_store *store, struct kmend_store_policy *policy);
/* The event log up to and with `ready`, and a whole golden event log. Stored compressed. */
int kmend_store_policy_logs_set(struct kmend_store *store, int64_t policy_id, const void *boot_log, size_t boot_size,
	const void *golden_log, size_t golden_size);
int kmend_store_policy_golden_set(struct kmend_store *store, int64_t policy_id, uint64_t golden_ns, uint64_t limit_ns);
int kmend_store_policy_logs(
	struct kmend_store *store, int64_t policy_id, struct kmend_blob *boot, struct kmend_blob *golden);
/* Calls `each` for every policy by id; stops early when it returns other than 0 and returns that. */
int kmend_store_policies(
	struct kmend_store *store, int (*each)(const struct kmend_store_policy *policy, void *context), void *context);

/* -- blocks -----------------------------------------------------------------------------------------------------
 * Every block of the images, once. Which executions of it there were is one row for each policy, and none where it was
 * never executed.
 */
struct kmend_store_function {
	int64_t id; /* filled by function_add */
	const char *component, *unit, *name;
	uint64_t shape; /* hash of its shape: sites of two revisions pair only when it is equal */
};

struct kmend_store_block {
	int64_t id; /* filled by block_add */
	int64_t function_id;
	uint32_t ordinal; /* inside its function */
	const char *file; /* of its first site */
	uint32_t line;    /* 0: not known */
};

struct kmend_store_block_count {
	int64_t policy_id, block_id;
	uint64_t protected_runs,
		unprotected_runs; /* after `ready`, in the golden run: what could be rolled back, and the rest */
	uint64_t boot_runs;       /* before */
};

int kmend_store_function_add(struct kmend_store *store, struct kmend_store_function *function);
int kmend_store_block_add(struct kmend_store *store, struct kmend_store_block *block);
int kmend_store_block_count_add(struct kmend_store *store, const struct kmend_store_block_count *count);

/* Recovery coverage: block executions of the golden run by policy and component (paper, Table I). */
struct kmend_store_coverage {
	int64_t policy_id;
	const char *policy, *component;
	uint64_t blocks, protected_runs, unprotected_runs;
};
int kmend_store_coverage(struct kmend_store *store,
	int (*each)(const struct kmend_store_coverage *coverage, void *context), void *context);

/* -- measures ---------------------------------------------------------------------------------------------------
 * What a campaign with `measure: overhead` found out: one number for each policy, kind (harness/base/measure.h) and subject.
 */
struct kmend_store_measure {
	int64_t policy_id;
	const char *kind, *subject;
	uint64_t value;
};

int kmend_store_measure_add(struct kmend_store *store, const struct kmend_store_measure *measure);
/* By policy, kind and subject; texts live until the next row. */
int kmend_store_measures(struct kmend_store *store,
	int (*each)(const struct kmend_store_measure *measure, void *context), void *context);

/* -- sites ------------------------------------------------------------------------------------------------------
 * Only sites that were chosen; of all the others their number is kept.
 */
struct kmend_store_site {
	int64_t id;           /* filled by site_add */
	const char *identity; /* unique: unit:function:block:candidate:type */
	int64_t block_id;
	uint32_t candidate; /* ordinal of the identity */
	const char *type;
	const char *file;
	uint32_t line; /* 0: not known */
	/* filled when read: of the block and its function */
	const char *component, *unit, *function;
	uint32_t block; /* ordinal of the identity */
	uint64_t shape;
};

/*
 * An experiment that breaks nothing is about a test (`measure: tests`): its site stands for that, its identity is the test's name, and no image
 * has a number for it.
 */
#define KMEND_STORE_TEST_TYPE "test"
#define KMEND_STORE_TEST_COMPONENT "tests"
#define KMEND_STORE_NO_SITE UINT32_MAX /* dense_site, dense_block of it */
#define KMEND_STORE_TEST_MAX 64u

/* What one image says about a site. */
struct kmend_store_site_image {
	int64_t site_id, policy_id;
	uint32_t dense_site, dense_block;
};

int kmend_store_site_add(struct kmend_store *store, struct kmend_store_site *site);
int kmend_store_site_image_add(struct kmend_store *store, const struct kmend_store_site_image *site_image);
int kmend_store_sites(
	struct kmend_store *store, int (*each)(const struct kmend_store_site *site, void *context), void *context);

/* All sites of the images, counted by component and fault type. */
struct kmend_store_stratum {
	const char *component, *type;
	uint64_t sites;
	uint64_t reached;  /* of them: their block is executed after `ready` under every policy */
	uint64_t booted;   /* of these: it is executed before `ready`, too, under at least one policy */
	uint64_t eligible; /* what the campaign chose from: 0 for a type that is not its */
	uint64_t chosen;   /* filled when read */
};

int kmend_store_stratum_add(struct kmend_store *store, const struct kmend_store_stratum *stratum);
/* By component and type. */
int kmend_store_strata(struct kmend_store *store, int (*each)(const struct kmend_store_stratum *stratum, void *context),
	void *context);

/* What the campaign chose from, by component: the sizes of the strata of a stratified sample. */
struct kmend_store_active {
	const char *component;
	uint64_t sites; /* never 0 */
};
int kmend_store_active(
	struct kmend_store *store, int (*each)(const struct kmend_store_active *active, void *context), void *context);

/* -- experiments ------------------------------------------------------------------------------------------------
 * An experiment is `planned` until its result is committed, then `done`. What was in flight when kmend died is simply
 * still planned.
 */
/* Was it run again on another machine, and was its event log the same? */
enum kmend_again { KMEND_AGAIN_NOT, KMEND_AGAIN_SAME, KMEND_AGAIN_DIFFERS };

struct kmend_store_plan {
	int64_t id; /* filled by plan_add: 1, 2, ... in order of the plan */
	int64_t policy_id, site_id;
	uint32_t repeat;   /* 0, 1, ... */
	uint32_t attempts; /* so far */
	/* The whole fault, as the guest gets it. plan_add stores activation, parameter and seed; type and candidate are the
	 * site's. */
	struct kmend_fault fault;
	uint32_t dense_site, dense_block; /* filled when read */
	char test[KMEND_STORE_TEST_MAX];  /* filled when read: that it is about; "" for one that breaks something */
};

int kmend_store_plan_add(struct kmend_store *store, struct kmend_store_plan *plan);
/* Every experiment that is still planned, by id. */
int kmend_store_pending(
	struct kmend_store *store, int (*each)(const struct kmend_store_plan *plan, void *context), void *context);
/* One experiment, planned or done (replay). -1 with a message when there is none. */
int kmend_store_plan_get(struct kmend_store *store, int64_t id, struct kmend_store_plan *plan);

struct kmend_store_result {
	int64_t id;        /* of the experiment */
	uint32_t attempts; /* including this one */
	int outcome;       /* enum kmend_outcome of harness/base/outcome.h */
	const char *reason;
	uint64_t activations, recovered;
	int inconsistent;
	struct kmend_serving serving;
	uint64_t guest_ns; /* guest virtual time from `ready` to the end */
	uint64_t wall_us;  /* wall clock of the whole experiment */
	uint64_t own_us;   /* of it, the harness's own cost: everything but the guest's run */
	const void *log;   /* whole event log, the part before the snapshot included */
	size_t log_size;
	const void *console; /* NULL: none kept */
	size_t console_size;
	/* Of a crash, else NULL: what it was, where (`file:line`), and who says so: see docs/crash-signatures.md. */
	const char *signature, *place, *place_kind;
	uint64_t torn;    /* tests that did not report, and whose lines may be torn (outcome/classify.h) */
	const char *hang; /* where it hung (hang.h), "" */
	const char *note; /* what the machine says about how it ended, for people; mostly "" */
};

/* Commits one result: the experiment becomes `done`. An error when it was not planned or is done already. So it is when
 * the file was removed or replaced meanwhile. */
int kmend_store_result_put(struct kmend_store *store, const struct kmend_store_result *result);
/* Stores what came of the second run of an experiment that is done; `difference` in words, "" for none. */
int kmend_store_again_put(struct kmend_store *store, int64_t id, enum kmend_again again, const char *difference);
int kmend_store_log_get(struct kmend_store *store, int64_t id, struct kmend_blob *log, struct kmend_blob *console);

/* One row of everything, for reports, explain and replay. Texts live until the next row. */
struct kmend_store_row {
	int64_t id, policy_id, site_id;
	const char *policy;
	struct kmend_store_site site;
	struct kmend_fault fault; /* what was ordered */
	uint32_t dense_site, dense_block, repeat, attempts;
	int done;
	int outcome;        /* 0 while planned */
	const char *reason; /* "" while planned */
	uint64_t activations, recovered;
	int inconsistent;
	uint64_t torn; /* see kmend_store_result */
	struct kmend_serving serving;
	uint64_t guest_ns, wall_us, own_us;
	const char *signature, *place, *place_kind; /* of a crash; "" else */
	const char *note;                           /* see kmend_store_result */
	const char *hang;                           /* where it hung (hang.h); "" else */
	int again;                                  /* enum kmend_again, or what a file says instead */
	const char *difference;                     /* of the two event logs; "": none */
};
int kmend_store_rows(
	struct kmend_store *store, int (*each)(const struct kmend_store_row *row, void *context), void *context);
int kmend_store_row_get(struct kmend_store *store, int64_t id,
	int (*each)(const struct kmend_store_row *row, void *context), void *context);

struct kmend_store_progress {
	uint64_t planned, done; /* planned: of this shard, done included */
	uint64_t whole;         /* experiments of the plan, all shards together */
	uint64_t outcomes[8];   /* by outcome number */
	uint64_t compared;      /* run again on another machine */
	uint64_t differing;     /* of these: with another event log */
	int plan_complete;
};
int kmend_store_progress(struct kmend_store *store, struct kmend_store_progress *progress);

#endif
