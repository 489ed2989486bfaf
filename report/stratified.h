/*
 * Shares over all activated sites out of a sample with the same number from each component (`select: per-component`):
 * each component counts by how many sites of it the workload activates (docs/statistics.md, "Stratified samples").
 */
#ifndef KMEND_REPORT_STRATIFIED_H
#define KMEND_REPORT_STRATIFIED_H

#include "report/summary.h"
#include "report/wilson.h"

/* Is the campaign's sample stratified, and are the sizes of the strata known? */
int kmend_stratified_is(const struct kmend_summary *summary);

/* Share of the outcomes whose bits are set (bit KMEND_OUTCOME_...) under a policy, with its interval. */
struct kmend_rate kmend_stratified_rate(const struct kmend_summary *summary, size_t policy, unsigned outcomes);
/* The same for share number `i` of report/outcomes.h; -1 where it is not known of a component. */
int kmend_stratified_share(struct kmend_rate *rate, const struct kmend_summary *summary, size_t policy, size_t i);

/* Activated sites in the components that have results under the policy: what the rate is about. */
uint64_t kmend_stratified_sites(const struct kmend_summary *summary, size_t policy);

#endif
