/*
 * The figures of the OSIRIS paper (Bhat et al., "OSIRIS: Efficient and Consistent Recovery of Compartmentalized Operating Systems", DSN 2016) as data,
 * with the table and the page of the paper that each stands on, and our own aims. Shares from 0 to 1; NOT_SAID where the paper
 * says nothing. Typed once, here: tables print them beside a result's own.
 */
#ifndef KMEND_REPORT_OSIRIS_PAPER_H
#define KMEND_REPORT_OSIRIS_PAPER_H

#include <stddef.h>
#include <stdint.h>

#define PAPER_NOT_SAID (-1.0)

/* A row of Table II or III, or an aim in its shape. */
struct paper_outcomes {
	const char *policy;
	double pass, fail, shutdown, crash, survived, usable;
};

/* Tables II and III. */
struct paper_survivability {
	const char *where;       /* "Table II, page 8" */
	const char *fault_model; /* that the table is about */
	uint64_t faults;
	const struct paper_outcomes *rows;
	size_t nrows;
	const struct paper_outcomes *aims;
	size_t naims;
};
extern const struct paper_survivability paper_table_2, paper_table_3;

/* Table I: recovery coverage by server. The row without a server is the weighted average. */
struct paper_coverage {
	const char *server;
	double pessimistic, enhanced;
};
/* The policies of its columns, and ours for section VII, of which the paper has no figures. */
#define PAPER_COVERAGE_POLICIES 3
extern const char *const paper_coverage_policies[PAPER_COVERAGE_POLICIES];
#define PAPER_TABLE_1_WHERE "Table I, page 7"
extern const struct paper_coverage paper_table_1[], paper_coverage_aim;
extern const size_t paper_table_1_rows;

/* Table VI: memory in kB. The row without a server is the total. */
struct paper_memory {
	const char *server;
	double base, clone, undo_log, overhead;
};
#define PAPER_TABLE_6_WHERE "Table VI, page 10"
extern const struct paper_memory paper_table_6[];
extern const size_t paper_table_6_rows;

/* Tables IV and V: scores of UnixBench on Linux and on the baseline (higher is better), and slowdown against the baseline. The last row
 * is the geometric mean. */
struct paper_benchmark {
	const char *name;
	double linux_score, baseline_score;
	double without_optimization, pessimistic, enhanced;
};
#define PAPER_TABLE_4_WHERE "Table IV, page 9"
#define PAPER_TABLE_5_WHERE "Table V, page 10"
extern const struct paper_benchmark paper_benchmarks[];
extern const size_t paper_benchmarks_count;

/* Ours: the geometric mean of the benchmarks, and the test suite in instructions. */
struct paper_slowdown_aim {
	const char *policy;
	double geomean, suite;
};
extern const struct paper_slowdown_aim paper_slowdown_aim;

/* Section V-A, page 7: lines of code. */
#define PAPER_RCB_WHERE "section V-A, page 7"
#define PAPER_RCB_LINES 29732
#define PAPER_RCB_ALL 237270
#define PAPER_RCB_AIM 5000 /* ours */

/* The paper gives no recovery latency. Ours: 99 of 100 recoveries take no longer, in nanoseconds of guest time. */
#define PAPER_LATENCY_AIM_P99_NS 100000

#endif
