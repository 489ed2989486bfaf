/*
 * The limits of single tests. While a run has some, its guest is looked at every OVERDUE_STEP_S of its own time: the parts of the limit of
 * the whole run are that long.
 *
 * With glue every event has its time, so that the limit is exact, and a look only ends the run soon. Without glue a line has no time: a
 * test is over its limit when it was under way at two looks that are so far apart.
 */
#ifndef KMEND_MACHINE_OVERDUE_H
#define KMEND_MACHINE_OVERDUE_H

#include "harness/machine/guest.h"

#define OVERDUE_STEP_S 2u

/* 1: tests of this run have limits. */
int overdue_is_asked(const struct machine_order *order);

/*
 * A look at a guest that stands still at `now_ns` of its clock, its logs are read: the two ways of guest_kind.overdue. 1: a test is over its
 * limit, guest->overdue says which; 0: none, -1: out of memory.
 */
int overdue_by_events(struct guest *guest, uint64_t now_ns);
int overdue_by_console(struct guest *guest, uint64_t now_ns);

/*
 * The run of a kernel with glue is over, its log holds what counts of it. A test that was over its limit in it ends it there: the log is
 * cut. `now_ns`: the guest's clock then, 0: not known. As above.
 */
int overdue_cut(struct guest *guest, uint64_t now_ns);

#endif
