/*
 * A baseline: the compact part of a result as bytes, to be kept in a repository (docs/gate.md, "Baselines"). Plan, outcomes and figures
 * are in it, logs, consoles and times of the wall clock are not. The same result always gives the same bytes: JSON with one row on a line,
 * so that what a commit changed takes little room beside the one before.
 */
#ifndef KMEND_REPORT_BASELINE_BASELINE_H
#define KMEND_REPORT_BASELINE_BASELINE_H

#include "harness/base/buf.h"
#include "report/compare/sample.h"

#define KMEND_BASELINE_FORMAT 2 /* every other one is refused */
#define KMEND_BASELINE_SIZE_MAX ((size_t)16 << 20)

/* Appends the bytes to `out`. The samples are sorted. -1: not complete, a text that is no UTF-8, or larger than KMEND_BASELINE_SIZE_MAX. */
int kmend_baseline_write(struct kmend_buf *out, const struct kmend_samples *samples);

/*
 * Reads what may come from anybody: everything is checked, KMEND_ERROR_INVALID with "NAME: what" when it is not a baseline. The samples
 * are then sorted, complete, and called `name`; nothing to release on failure.
 */
int kmend_baseline_read(struct kmend_samples *samples, const char *name, const char *data, size_t size);

#endif
