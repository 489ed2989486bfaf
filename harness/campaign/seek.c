#include "harness/campaign/seek.h"

#include "harness/base/error.h"

#define AFTER_MAX 64u /* blocks after the count that the free run was stopped at */

static int over(struct seek *seek, uint64_t stop_at)
{
	if (!stop_at)
		return kmend_error("the workload activates no fault site: it ends before one of its blocks begins");
	seek->phase = SEEK_OVER;
	seek->stop_at = stop_at;
	return 0;
}

/* At `lower` the line is not there and at `upper` it is. */
static int between(struct seek *seek)
{
	seek->phase = SEEK_BETWEEN;
	if (seek->upper - seek->lower <= 1)
		return over(seek, seek->lower);
	seek->try_at = seek->lower + (seek->upper - seek->lower) / 2;
	return 0;
}

/* At `lower` the workload is not over; at `upper` it is, or the power was gone before the block came. */
static int before_power_off(struct seek *seek)
{
	seek->phase = SEEK_BEFORE;
	if (seek->upper - seek->lower <= 1)
		return over(seek, seek->lower);
	/* Near the end first: only what runs between the request and its effect lies in between. */
	seek->try_at = seek->lower         ? seek->lower + (seek->upper - seek->lower) / 2
		: seek->upper > seek->step ? seek->upper - seek->step
					   : 1;
	seek->step *= 2;
	return 0;
}

static int power_off(struct seek *seek, uint64_t upper)
{
	seek->is_power_off = 1;
	seek->upper = upper;
	return before_power_off(seek);
}

static int after_before(struct seek *seek, const struct seek_run *run)
{
	if (run->at_block && !run->done && !run->power_off) {
		seek->lower = seek->try_at;
		seek->end_ns = run->stopped_ns;
	} else {
		seek->upper = seek->try_at;
	}
	return before_power_off(seek);
}

/* The free run: its count is not exact, but the place is near. */
static int after_free(struct seek *seek, const struct seek_run *run)
{
	if (!run->done)
		return kmend_error("the workload does not end");
	if (!run->blocks) {
		seek->phase = SEEK_OVER; /* nothing is counted, wherever it stops */
		return 0;
	}
	seek->step = 1;
	if (run->power_off)
		return power_off(seek, run->blocks + 1);
	seek->phase = SEEK_AFTER;
	seek->try_at = run->blocks;
	return 0;
}

static int after_line(struct seek *seek, const struct seek_run *run)
{
	if (!run->at_block && run->done && run->power_off)
		return power_off(seek, seek->try_at); /* the free run was stopped too late to see it */
	if (!run->at_block)
		return seek->lower ? over(seek, seek->lower) : kmend_error("two runs from one snapshot differ");
	seek->end_ns = run->stopped_ns;
	if (run->done) {
		seek->upper = seek->try_at;
		return between(seek);
	}
	seek->lower = seek->try_at;
	if (seek->step > AFTER_MAX)
		return kmend_error("two runs from one snapshot differ");
	seek->try_at += seek->step;
	seek->step *= 2;
	return 0;
}

static int after_between(struct seek *seek, const struct seek_run *run)
{
	if (!run->at_block)
		return kmend_error("two runs from one snapshot differ");
	if (run->done) {
		seek->upper = seek->try_at;
		seek->end_ns = run->stopped_ns;
	} else {
		seek->lower = seek->try_at;
	}
	return between(seek);
}

int seek_step(struct seek *seek, const struct seek_run *run)
{
	switch (seek->phase) {
	case SEEK_FREE:
		return after_free(seek, run);
	case SEEK_AFTER:
		return after_line(seek, run);
	case SEEK_BETWEEN:
		return after_between(seek, run);
	case SEEK_BEFORE:
		return after_before(seek, run);
	default:
		return 0;
	}
}
