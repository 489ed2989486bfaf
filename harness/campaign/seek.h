/*
 * Where the workload of a kernel without glue ends. The machine is stopped some time after the line that says `done`; block
 * counts that are the same in every run need an exact place: the smallest number of counted blocks, from the `ready`
 * stop on, at which the line is there. Counting runs stop there, and the guest's clock there is the golden time. When no
 * block runs after the line, the counts are exact anyway, and the time is that of the last block. Pure: results of
 * counting runs in, the next stop to try out.
 */
#ifndef KMEND_CAMPAIGN_SEEK_H
#define KMEND_CAMPAIGN_SEEK_H

#include <stdint.h>

struct seek {
	enum { SEEK_FREE, SEEK_AFTER, SEEK_BETWEEN, SEEK_OVER } phase;
	uint64_t lower, upper, step;
	uint64_t try_at;  /* for the next run, 0: it is not to be stopped */
	uint64_t stop_at; /* when over: where counting runs stop, 0: they end by themselves */
	uint64_t end_ns;  /* when over: the guest's clock there */
};

/* What a counting run that was to stop at `try_at` showed. */
struct seek_run {
	int done;            /* the console said so */
	int at_block;        /* it stopped at the block */
	uint64_t blocks;     /* counted */
	uint64_t stopped_ns; /* the clock there, at_block only */
};

#define SEEK_INIT { .phase = SEEK_FREE }

/* -1: the runs contradict each other. */
int seek_step(struct seek *seek, const struct seek_run *run);

#endif
