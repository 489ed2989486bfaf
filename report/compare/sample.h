/*
 * What a comparison starts from: the faults of each policy of one result in memory, with what became of them, sorted by identity, and
 * the figures beside them. Filled from a result file, or by hand from whatever else kept them (a baseline).
 */
#ifndef KMEND_REPORT_COMPARE_SAMPLE_H
#define KMEND_REPORT_COMPARE_SAMPLE_H

#include <stddef.h>
#include <stdint.h>

#include "harness/base/outcome.h"
#include "harness/base/service.h"
#include "harness/store/store.h"
#include "report/compare/strings.h"

#define KMEND_SAMPLE_FAULTS_MAX ((size_t)1 << 22) /* of all policies of a result together */
#define KMEND_SAMPLE_POLICIES_MAX 64
#define KMEND_SAMPLE_COMPONENTS_MAX 4096

/* One armed fault under one policy. Texts are never NULL once it is in a sample; "" is an unknown one. */
struct kmend_sample_fault {
	/* The identity, in the order that faults are sorted by. */
	const char *unit, *function;
	uint32_t block, candidate;
	const char *type;
	uint32_t repeat;
	uint64_t shape; /* hash of the function's shape */
	const char *component, *file;
	uint32_t line;              /* 0: not known */
	int64_t id;                 /* of the experiment in its result; 0: none */
	enum kmend_outcome outcome; /* KMEND_OUTCOME_NONE: still to run */
	const char *reason, *signature, *place;
	uint64_t activations, recovered;
	int inconsistent;
	enum kmend_service service; /* UNKNOWN: of a target that probes nothing */
};

/* Block executions of the golden run, by component. */
struct kmend_sample_coverage {
	const char *component;
	uint64_t protected_runs, unprotected_runs;
};

struct kmend_sample {
	const char *policy, *image_hash; /* image_hash: "" when it is not known */
	uint64_t golden_ns;              /* guest virtual time of the golden run; 0: not known */
	struct kmend_sample_fault *faults;
	size_t nfaults, room;
	struct kmend_sample_coverage *coverage;
	size_t ncoverage;
};

/* Sites that the campaign chose from: how much a component counts in a stratified sample. */
struct kmend_sample_stratum {
	const char *component;
	uint64_t sites;
};

/* Facts about the campaign: name, key in the result file (and a baseline's), words for people. */
#define KMEND_SAMPLE_FACTS(X)                        \
	X(CAMPAIGN, "campaign", "campaign")          \
	X(TARGET, "target", "target")                \
	X(REVISION, "revision", "revision")          \
	X(FAULT_MODEL, "fault_model", "fault model") \
	X(FAULT_TYPES, "fault_types", "fault types") \
	X(ACTIVATION, "activation", "activation")    \
	X(SELECT, "select", "selection")             \
	X(SAMPLE, "sample", "sample")                \
	X(SEED, "seed", "seed")                      \
	X(REPEATS, "repeats", "repeats")             \
	X(SHARD, "shard", "shard")                   \
	X(BOOT_BLOCKS, "boot_blocks", "boot blocks") \
	X(WORKLOAD, "workload", "workload")          \
	X(DETECTORS, "detectors", "detectors")       \
	X(MEMORY_MIB, "memory_mib", "memory (MiB)")  \
	X(CPUS, "cpus", "CPUs")                      \
	X(KMEND_VERSION, "kmend_version", "kmend")   \
	X(QEMU_VERSION, "qemu_version", "QEMU")      \
	X(CLANG_VERSION, "clang_version", "clang")

enum kmend_sample_fact {
#define KMEND_X(upper, key, words) KMEND_FACT_##upper,
	KMEND_SAMPLE_FACTS(KMEND_X)
#undef KMEND_X
		KMEND_FACT_COUNT
};

const char *kmend_sample_fact_key(enum kmend_sample_fact fact);
const char *kmend_sample_fact_words(enum kmend_sample_fact fact);

/* All policies of one result. */
struct kmend_samples {
	const char *name; /* what messages and reports call it: the path of the result, the revision of the baseline */
	const char *facts[KMEND_FACT_COUNT]; /* "" for what is not known */
	int plan_complete;                   /* the whole plan is here */
	struct kmend_sample *policies;       /* in the order of the ABI's list, once they are sorted */
	size_t npolicies;
	struct kmend_sample_stratum *strata; /* by component; none: not known */
	size_t nstrata;
	size_t nfaults;     /* of all policies */
	uint64_t differing; /* experiments that wrote another event log on another machine */
	struct kmend_strings strings;
};

/* One consistent state of the result, sorted. -1 with a message, and nothing to release. */
int kmend_samples_load(struct kmend_samples *samples, struct kmend_store *store);
/* Also of what is half filled, and twice. */
void kmend_samples_release(struct kmend_samples *samples);

/* ---- by hand: init, then what there is in any order, then sort. Texts are copied; -1 with a message. ---- */

int kmend_samples_init(struct kmend_samples *samples, const char *name);
int kmend_samples_set_fact(struct kmend_samples *samples, enum kmend_sample_fact fact, const char *value);
/* A policy without faults; its index, which is good until the samples are sorted, in `index`. */
int kmend_samples_add_policy(
	struct kmend_samples *samples, size_t *index, const char *policy, const char *image_hash, uint64_t golden_ns);
int kmend_samples_add_fault(struct kmend_samples *samples, size_t policy, const struct kmend_sample_fault *fault);
int kmend_samples_add_coverage(
	struct kmend_samples *samples, size_t policy, const struct kmend_sample_coverage *coverage);
int kmend_samples_add_stratum(struct kmend_samples *samples, const struct kmend_sample_stratum *stratum);
/* Sorts all lists. -1 (KMEND_ERROR_INVALID) when a policy, a component or a fault is there twice. */
int kmend_samples_sort(struct kmend_samples *samples);

/* ---- asking ---- */

const struct kmend_sample *kmend_samples_find(const struct kmend_samples *samples, const char *policy); /* or NULL */
/* By unit, function, block, candidate, type, repeat: below, at or above 0 as in strcmp(). */
int kmend_sample_order(const struct kmend_sample_fault *a, const struct kmend_sample_fault *b);
/* How many faults had each outcome; KMEND_OUTCOME_NONE: still to run. */
void kmend_sample_count(const struct kmend_sample *sample, uint64_t outcomes[KMEND_OUTCOME_COUNT]);
/* Protected block executions of the component (NULL: of all) among all; -1 when none were counted. */
double kmend_sample_coverage_share(const struct kmend_sample *sample, const char *component);
/* The whole plan is there, and everything of it has run. */
int kmend_samples_is_complete(const struct kmend_samples *samples);
/* At most 1 % infra-error, and nothing that differs on another machine. */
int kmend_samples_is_valid(const struct kmend_samples *samples);
/* The same number of sites from each component, and the sizes of the strata are known. */
int kmend_samples_is_stratified(const struct kmend_samples *samples);

#endif
