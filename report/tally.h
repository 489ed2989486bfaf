/* Counts over a set of experiments. */
#ifndef KMEND_REPORT_TALLY_H
#define KMEND_REPORT_TALLY_H

#include <stdint.h>

#include "harness/base/outcome.h"
#include "harness/base/service.h"
#include "harness/store/effect.h"
#include "harness/store/store.h"

/* planned = pending + the sum of outcomes, always. activated = the sum of services, always. */
struct kmend_tally {
	uint64_t planned, pending;
	uint64_t outcomes[KMEND_OUTCOME_COUNT];
	uint64_t activated;                     /* pass + fail + shutdown + crash */
	uint64_t services[KMEND_SERVICE_COUNT]; /* of them */
	uint64_t recovered;                     /* activated experiments with at least one completed recovery */
	uint64_t recoveries, recoveries_max;
	uint64_t survived_after;            /* of `recovered`: those that passed or failed */
	uint64_t without_effect;            /* survived because the fault did nothing (harness/store/effect.h) */
	uint64_t inconsistent;              /* activated experiments whose audit says so */
	uint64_t unavailable;               /* activated experiments with an audit that nobody answered */
	uint64_t torn;                      /* with tests that did not report and whose lines may be torn */
	uint64_t compared, differing;       /* run again on another machine; of these with another event log */
	uint64_t retried;                   /* experiments that took more than one attempt */
	uint64_t guest_ns, wall_us, own_us; /* sums over what is done */
};

/* Counts one experiment, whose outcome is one of the known ones. `zero`: what address 0 is in its kernel. */
void kmend_tally_add(struct kmend_tally *tally, const struct kmend_store_row *row, enum kmend_effect_zero zero);

/* Sum over the outcomes whose bits (1 << KMEND_OUTCOME_...) are set. */
uint64_t kmend_tally_count(const struct kmend_tally *tally, unsigned outcomes);

/* Were the services probed in every activated experiment, of which there are some? */
int kmend_tally_is_probed(const struct kmend_tally *tally);

#endif
