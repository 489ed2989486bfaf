/*
 * A campaign that measures service disruption (`measure: disruption`): one site acts again and again, at intervals of guest time that are halved from one
 * experiment to the next, and the tests' times are what is looked for. They are measures in the result, by interval.
 */
#ifndef KMEND_CAMPAIGN_DISRUPTION_H
#define KMEND_CAMPAIGN_DISRUPTION_H

#include "harness/store/store.h"

/* The interval of the first experiment of each policy: in it the fault is armed and never acts. */
#define DISRUPTION_NEVER ((uint64_t)INT64_MAX)

/*
 * Writes what the experiments say, once all are done: KMEND_MEASURE_DISRUPTED for each test that passed, KMEND_MEASURE_RECOVERIES and
 * KMEND_MEASURE_FAILED for each interval, and as counters what tests said of their work. Does nothing when they are there.
 */
int disruption_write(struct kmend_store *store);

#endif
