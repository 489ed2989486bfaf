/* Everything a report shows, counted once out of the result file; the tables and charts only lay it out. */
#ifndef KMEND_REPORT_SUMMARY_H
#define KMEND_REPORT_SUMMARY_H

#include <stddef.h>
#include <stdint.h>

#include "harness/base/measure.h"
#include "harness/base/outcome.h"
#include "harness/base/shard.h"
#include "report/tally.h"

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

/* How many tests failed in the experiments that survived under a policy: `count` of them with that many. */
struct kmend_summary_failed {
	size_t policy;    /* index */
	uint64_t planned; /* tests of the golden run */
	uint64_t failed, count;
};

/* A run of a storm. */
struct kmend_summary_run {
	size_t policy; /* index */
	int64_t id;
	uint32_t dense_site; /* that was armed */
	uint64_t seed, faults, recovered;
	int outcome;
};

struct kmend_summary_coverage {
	size_t policy;
	char *component;
	uint64_t blocks, protected, unprotected; /* executions in the golden run */
};

/* What a campaign that measures found out. */
struct kmend_summary_measure {
	size_t policy; /* index */
	enum kmend_measure kind;
	char *subject;
	uint64_t value;
};

struct kmend_summary {
	char *campaign, *target, *revision, *seed, *fault_model, *source_root; /* never NULL */
	char *detectors; /* added to the images, with commas; "" for none */
	char *units;     /* what the build did to them, by language; "" in a file that does not say */
	char *log;       /* level of the undo log; "" where there is none */
	char *pretest;   /* whether recovery was tried before, and how that went; "": nothing promises it */
	char *select;    /* "all", "sample" or "per-component"; "" in a file that does not say */
	char *activation, *boot_blocks; /* as in the campaign; "" in a file that does not say */
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
		*crashes; /* by count; crashes without a signature (results without one) are in none */
	size_t ncrashes;
	struct kmend_summary_coverage *coverage; /* by policy and component */
	size_t ncoverage;
	struct kmend_summary_failed *failed; /* by policy, then number of failed tests */
	size_t nfailed;
	struct kmend_summary_run *runs; /* done, of a campaign that is a storm; by policy, then seed */
	size_t nruns;
	uint64_t tests;                         /* experiments that are done and about a test, and break nothing */
	struct kmend_summary_measure *measures; /* by policy, kind, subject; none: it breaks and does not measure */
	size_t nmeasures;
};

/* Reads the result. -1 with a message. Release after success. */
int kmend_summary_load(struct kmend_summary *summary, struct kmend_store *store);
void kmend_summary_release(struct kmend_summary *summary);

/* "pass" ...; "pending" for 0. */
const char *kmend_summary_outcome_name(int outcome);
/* 0: more than 1 % infra-error, or an experiment that differs on another machine: the numbers decide nothing. */
int kmend_summary_is_valid(const struct kmend_summary *summary);
int kmend_summary_is_complete(const struct kmend_summary *summary);
/* 1: *value is what was measured of that kind and subject under that policy; 0: nothing was. */
int kmend_summary_measured(const struct kmend_summary *summary, size_t policy, enum kmend_measure kind,
	const char *subject, uint64_t *value);

#endif
