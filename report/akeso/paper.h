/*
 * The figures of the Akeso paper (Lenharth, Adve, King: "Recovery Domains: An Organizing Principle for Recoverable Operating Systems", ASPLOS 2009) as
 * data, and our own aims. Typed once, here: tables print them beside a result's own.
 */
#ifndef KMEND_REPORT_AKESO_PAPER_H
#define KMEND_REPORT_AKESO_PAPER_H

#include <stddef.h>

#define AKESO_NOT_SAID (-1.0)

/* A workload of the paper: what it calls it, the test of the Linux guest that is ours, and what both say of it. */
struct akeso_workload {
	const char *name;
	const char *test; /* NULL: the whole test suite, which the paper does not have */
	/* Table 3: operations, and shares of them. */
	double operations, logged_reads, logged_writes, unlogged_reads, unlogged_writes, coverage;
	double coverage_aim;
	/* Table 4: seconds; our aim is for the last of them over the one before, in instructions. */
	double native, instrumented, recovery;
	double slowdown_aim;
};

extern const struct akeso_workload akeso_workloads[];
extern const size_t akeso_workloads_count;

/* The beginning of the names of tests that are of none of these workloads and not of the suite either. */
int akeso_is_of_suite(const char *test);

#endif
