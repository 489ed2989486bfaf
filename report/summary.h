/* Everything a report shows, counted once out of the result file; the tables and charts only lay it out. */
#ifndef KMEND_REPORT_SUMMARY_H
#define KMEND_REPORT_SUMMARY_H

#include <stddef.h>
#include <stdint.h>

#include "harness/base/outcome.h"
#include "harness/base/shard.h"
#include "harness/store/effect.h"

/* A set of experiments. planned = pending + the sum of outcomes, always. */
struct kmend_tally {
	uint64_t planned, pending;
	uint64_t outcomes[KMEND_OUTCOME_COUNT];
	uint64_t activated; /* pass + fail + shutdown + crash */
	uint64_t recovered; /* activated experiments with at least one completed recovery */
	uint64_t recoveries, recoveries_max;
	uint64_t survived_after;            /* of `recovered`: those that passed or failed */
	uint64_t without_effect;            /* survived because the fault did nothing (harness/store/effect.h) */
	uint64_t inconsistent;              /* activated experiments whose audit says so */
	uint64_t retried;                   /* experiments that took more than one attempt */
	uint64_t guest_ns, wall_us, own_us; /* sums over what is done */
};

struct kmend_summary_policy {
	int64_t id;
	char *name;
	char *image_hash;
	uint64_t golden_ns;
	struct kmend_tally tally;
};

struct kmend_summary_component {
	size_t policy; /* index */
	char *name;
	uint64_t active_sites; /* that the workload activates, planned or not; 0: not known */
	struct kmend_tally tally;
};

struct kmend_summary_reason {
	size_t policy; /* index */
	int outcome;
	char *reason;
	uint64_t count;
	int64_t example; /* lowest experiment id */
};

/* Crashes of one signature, over all policies. */
struct kmend_summary_crash {
	char *signature;
	char *place, *place_kind; /* of the example */
	uint64_t count;
	uint64_t policies; /* bit I: under policy I */
	int64_t example;   /* lowest experiment id */
	char **places;     /* all that are different */
	size_t nplaces;
};

struct kmend_summary_coverage {
	size_t policy;
	char *component;
	uint64_t blocks, protected, unprotected; /* executions in the golden run */
};

struct kmend_summary {
	char *campaign, *target, *revision, *seed, *fault_model, *source_root; /* never NULL */
	char *detectors; /* added to the images, with commas; "" for none */
	char *units;     /* what the build did to them, by language; "" in a file that does not say */
	char *select;    /* "all", "sample" or "per-component"; "" in a file that does not say */
	uint64_t jobs;
	double seconds;
	uint64_t active_sites;               /* that the workload activates under every policy; 0: not known */
	enum kmend_effect_zero address_zero; /* for the kernel, where its workload begins */
	int plan_complete;                   /* the whole plan is in the file */
	struct kmend_shard shard;            /* only this part of the plan is in all the counts */
	uint64_t whole;                      /* experiments of the plan, all shards together */
	struct kmend_tally total;
	struct kmend_summary_policy *policies; /* in order of the ABI's list */
	size_t npolicies;
	struct kmend_summary_component *components; /* by policy and name */
	size_t ncomponents;
	struct kmend_summary_reason *reasons; /* by policy, outcome, then count */
	size_t nreasons;
	struct kmend_summary_crash
		*crashes; /* by count; crashes without a signature (results of format 1) are in none */
	size_t ncrashes;
	struct kmend_summary_coverage *coverage; /* by policy and component */
	size_t ncoverage;
};

/* Reads the result. -1 with a message. Release after success. */
int kmend_summary_load(struct kmend_summary *summary, struct kmend_store *store);
void kmend_summary_release(struct kmend_summary *summary);

/* Sum over the outcomes whose bits (1 << KMEND_OUTCOME_...) are set. */
uint64_t kmend_tally_count(const struct kmend_tally *tally, unsigned outcomes);

/* "pass" ...; "pending" for 0. */
const char *kmend_summary_outcome_name(int outcome);
/* More than 1 % infra-error: the numbers decide nothing. */
int kmend_summary_is_valid(const struct kmend_summary *summary);
int kmend_summary_is_complete(const struct kmend_summary *summary);

#endif
