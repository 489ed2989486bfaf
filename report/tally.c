#include "report/tally.h"

static void add_recoveries(struct kmend_tally *tally, const struct kmend_store_row *row)
{
	if (!row->recovered)
		return;
	tally->recovered++;
	tally->recoveries += row->recovered;
	if (row->recovered > tally->recoveries_max)
		tally->recoveries_max = row->recovered;
	tally->survived_after += kmend_outcome_is((enum kmend_outcome)row->outcome, KMEND_OUTCOME_SURVIVED);
}

void kmend_tally_add(struct kmend_tally *tally, const struct kmend_store_row *row, enum kmend_effect_zero zero)
{
	tally->planned++;
	if (!row->done) {
		tally->pending++;
		return;
	}
	tally->outcomes[row->outcome]++;
	tally->torn += row->torn != 0;
	tally->compared += row->again != KMEND_AGAIN_NOT;
	tally->differing += row->again != KMEND_AGAIN_NOT && row->again != KMEND_AGAIN_SAME;
	tally->retried += row->attempts > 1;
	tally->guest_ns += row->guest_ns;
	tally->wall_us += row->wall_us;
	tally->own_us += row->own_us;
	if (!kmend_outcome_is((enum kmend_outcome)row->outcome, KMEND_OUTCOME_ACTIVATED))
		return;
	tally->activated++;
	tally->services[row->serving.service]++;
	tally->inconsistent += row->inconsistent != 0;
	tally->unavailable += row->serving.unavailable != 0;
	tally->without_effect += (uint64_t)kmend_effect_is_missing(row, zero);
	add_recoveries(tally, row);
}

uint64_t kmend_tally_count(const struct kmend_tally *tally, unsigned outcomes)
{
	uint64_t sum = 0;

	for (unsigned i = 0; i < KMEND_OUTCOME_COUNT; i++)
		sum += outcomes >> i & 1 ? tally->outcomes[i] : 0;
	return sum;
}

int kmend_tally_is_probed(const struct kmend_tally *tally)
{
	return tally->activated > 0 && !tally->services[KMEND_SERVICE_UNKNOWN];
}
