#include "harness/campaign/seek.h"

#include "harness/base/error.h"

#define AFTER_MAX 64u /* blocks after the count that the free run was stopped at */

static int over(struct seek *seek, uint64_t stop_at)
{
	seek->phase = SEEK_OVER;
	seek->stop_at = stop_at;
	return 0;
}

/* At `lower` the line is not there and at `upper` it is. */
static int between(struct seek *seek)
{
	seek->phase = SEEK_BETWEEN;
	if (seek->upper - seek->lower <= 1)
		return over(seek, seek->upper);
	seek->try_at = seek->lower + (seek->upper - seek->lower) / 2;
	return 0;
}

/* The free run: its count is not exact, but the place is near. */
static int after_free(struct seek *seek, const struct seek_run *run)
{
	if (!run->done)
		return kmend_error("the workload does not end");
	if (!run->blocks)
		return over(seek, 0);
	seek->phase = SEEK_AFTER;
	seek->try_at = run->blocks;
	seek->step = 1;
	return 0;
}

static int after_line(struct seek *seek, const struct seek_run *run)
{
	if (!run->at_block)
		return seek->lower ? over(seek, 0) : kmend_error("two runs from one snapshot differ");
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
	default:
		return 0;
	}
}
