/*
 * Where the workload of a kernel without glue ends. The machine is stopped some time after the line that says `done`; block
 * counts that are the same in every run, and that hold nothing of what comes after the line, need an exact place: the greatest
 * number of counted blocks, from the `ready` stop on, at which the line is not there yet. Its block is the last one that begins
 * before the line is whole. Counting runs stop there; the guest's clock at the next block, if there is one, is the golden
 * time. Pure: results of counting runs in, the next stop to try out.
 *
 * A power-off comes to effect some blocks after the guest has asked for it, and at no exact moment: after it no block can be
 * trusted. There the last block that runs before it is searched in the same way.
 */
#ifndef KMEND_CAMPAIGN_SEEK_H
#define KMEND_CAMPAIGN_SEEK_H

#include <stdint.h>

struct seek {
	enum { SEEK_FREE, SEEK_AFTER, SEEK_BETWEEN, SEEK_BEFORE, SEEK_OVER } phase;
	uint64_t lower, upper, step;
	int is_power_off; /* no line says it, the machine's power goes */
	uint64_t try_at;  /* for the next run, 0: it is not to be stopped */
	uint64_t stop_at; /* when over: where counting runs stop, 0: no block runs at all */
	uint64_t end_ns;  /* when over: the guest's clock there */
};

/* What a counting run that was to stop at `try_at` showed. */
struct seek_run {
	int done;            /* the console said so */
	int power_off;       /* the guest had asked for power-off */
	int at_block;        /* it stopped at the block */
	uint64_t blocks;     /* counted */
	uint64_t stopped_ns; /* the clock there, at_block only */
};

#define SEEK_INIT { .phase = SEEK_FREE }

/* -1: the runs contradict each other. */
int seek_step(struct seek *seek, const struct seek_run *run);

#endif
