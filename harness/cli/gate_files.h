/* Where kmend gate reads from and writes to: result files, the repository, reports. */
#ifndef KMEND_CLI_GATE_FILES_H
#define KMEND_CLI_GATE_FILES_H

#include "harness/base/buf.h"
#include "harness/history/history.h"
#include "report/compare/sample.h"
#include "report/gate/gate.h"

/* Opened when it is needed first. */
struct gate_repository {
	const char *dir;
	struct kmend_history *history;
};

int gate_repository_open(struct gate_repository *repository); /* also when it is open already */
void gate_repository_close(struct gate_repository *repository);

/*
 * Where the sources of the result's target lie in the work tree: "targets/multiserver/", or "" when they lie elsewhere or nobody knows.
 * Texts are compared, nothing is opened. New string of the caller.
 */
char *gate_repository_prefix(struct gate_repository *repository, const char *result_path);

int gate_result_load(struct kmend_samples *samples, const char *path);

/* A result file of that name, else the baseline of the revision, or of its nearest ancestor that has one for the target and the campaign of
 * `result`. */
int gate_baseline_load(struct kmend_samples *samples, const char *name, const struct kmend_samples *result,
	struct gate_repository *repository);

/* A baseline of the repository; checks that it is what its ref says. */
int gate_baseline_read(struct kmend_samples *samples, struct kmend_history *history,
	const struct kmend_history_key *key, const char *commit);

struct gate_save {
	int replace, allow_dirty; /* set by the caller */
	char commit[KMEND_HISTORY_HEX];
	const struct kmend_samples *samples;
	struct kmend_buf data;
};

/* All that can be wrong with the result; writes nothing. Then writes. */
int gate_save_prepare(struct gate_save *save, const struct kmend_samples *samples, struct gate_repository *repository);
int gate_save_write(struct gate_save *save, struct gate_repository *repository);
void gate_save_release(struct gate_save *save);

/* Each writes the file whole or not at all; path NULL: nothing to do. */
int gate_write_junit(const struct kmend_gate *gate, const char *path);
int gate_write_sarif(const struct kmend_gate *gate, const char *prefix, const char *path);
int gate_write_markdown(const struct kmend_gate *gate, const char *path);

#endif
