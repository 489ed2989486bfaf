/* Warnings about faults that cannot act, or did not, in this kernel (harness/store/effect.h). */
#ifndef KMEND_CAMPAIGN_EFFECT_H
#define KMEND_CAMPAIGN_EFFECT_H

#include "harness/campaign/golden.h"
#include "harness/store/effect.h"

/* What address 0 is in any of these golden runs: mapped in one is mapped. */
enum kmend_effect_zero effect_zero(const struct golden *golden, size_t npolicies);

/* Before the experiments: says so when address 0 is mapped and TYPES (KMEND_FAULT_BIT) have one that needs it to fault. */
void effect_foresee(enum kmend_effect_zero zero, uint64_t types);

/* After them: how many did nothing. -1 when the result cannot be read. */
int effect_count(struct kmend_store *store);

#endif
