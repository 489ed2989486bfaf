/* The part of a plan's record that is the plan: how many sites there are, the chosen ones, their experiments. */
#ifndef KMEND_CAMPAIGN_RECORD_PLAN_H
#define KMEND_CAMPAIGN_RECORD_PLAN_H

#include "harness/campaign/plan.h"
#include "harness/campaign/setup.h"
#include "harness/store/store.h"

/* Needs the record of the blocks. */
int record_plan(struct kmend_store *store, const struct setup *setup, const struct plan *plan);

#endif
