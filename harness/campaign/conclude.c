#include "harness/campaign/conclude.h"

#include <inttypes.h>

#include "harness/base/error.h"
#include "harness/campaign/disruption.h"
#include "harness/campaign/effect.h"

#define INFRA_SHARE 100u /* more than one in so many infra errors make a campaign invalid */

enum run_end conclude(struct kmend_store *store, enum kmend_purpose measure)
{
	struct kmend_store_progress progress;
	uint64_t infra;

	if (kmend_store_progress(store, &progress) < 0 || effect_count(store) < 0 ||
		(measure == KMEND_PURPOSE_DISRUPTION && disruption_write(store) < 0))
		return RUN_FAILED;
	if (progress.differing) {
		kmend_error("%" PRIu64 " of %" PRIu64
			    " experiments that were run again on another machine had another event log: the "
			    "result is not valid",
			progress.differing, progress.compared);
		return RUN_INVALID;
	}
	infra = progress.outcomes[KMEND_OUTCOME_INFRA_ERROR];
	if (infra * INFRA_SHARE > progress.planned) {
		kmend_error("%" PRIu64 " of %" PRIu64
			    " experiments failed for reasons outside the guest: the result is not valid",
			infra, progress.planned);
		return RUN_INVALID;
	}
	return RUN_DONE;
}

enum run_end conclude_interrupted(struct kmend_store *store)
{
	struct kmend_store_progress progress;

	if (kmend_store_progress(store, &progress) == 0 && progress.plan_complete)
		kmend_error_as(KMEND_ERROR_INTERRUPTED,
			"interrupted with %" PRIu64 " of %" PRIu64 " experiments done; the same command carries on",
			progress.done, progress.planned);
	else
		kmend_error_as(
			KMEND_ERROR_INTERRUPTED, "interrupted before the plan was made; the same command starts again");
	return RUN_INTERRUPTED;
}
