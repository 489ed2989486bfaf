#include "harness/campaign/effect.h"

#include <inttypes.h>
#include <stdlib.h>

#include "harness/base/fault.h"
#include "harness/base/outcome.h"
#include "harness/campaign/say.h"
#include "harness/config/fault_model.h"

enum kmend_effect_zero effect_zero(const struct golden *golden, size_t npolicies)
{
	enum kmend_effect_zero zero = KMEND_EFFECT_ZERO_UNKNOWN;

	for (size_t i = 0; i < npolicies; i++) {
		if (golden[i].zero == MACHINE_ZERO_MAPPED)
			return KMEND_EFFECT_ZERO_MAPPED;
		if (golden[i].zero == MACHINE_ZERO_FAULTS)
			zero = KMEND_EFFECT_ZERO_FAULTS;
	}
	return zero;
}

void effect_foresee(enum kmend_effect_zero zero, uint64_t types)
{
	const char *type;

	for (size_t i = 0; zero == KMEND_EFFECT_ZERO_MAPPED && (type = kmend_fault_type_at(i)); i++)
		if (kmend_fault_type_uses_null(type) && types & KMEND_FAULT_BIT(kmend_fault_type_find(type)))
			campaign_say(
				"warning: address 0 is mapped where the workload begins: %s, a store there, may not "
				"stop this kernel; unmap page 0, or use another fault type",
				type);
}

struct count {
	enum kmend_effect_zero zero;
	uint64_t missing, activated;
};

static int add(const struct kmend_store_row *row, void *context)
{
	struct count *count = context;

	if (!row->done || !kmend_fault_type_uses_null(row->site.type) ||
		!kmend_outcome_is((enum kmend_outcome)row->outcome, KMEND_OUTCOME_ACTIVATED))
		return 0;
	count->activated++;
	count->missing += (uint64_t)kmend_effect_is_missing(row, count->zero);
	return 0;
}

int effect_count(struct kmend_store *store)
{
	struct count count = { 0 };
	char *word;

	if (kmend_store_meta_get(store, KMEND_EFFECT_META, &word) < 0)
		return -1;
	count.zero = kmend_effect_zero_read(word);
	free(word);
	if (kmend_store_rows(store, add, &count) < 0)
		return -1;
	if (count.missing)
		campaign_say("warning: fail-stop did not stop in %" PRIu64 " of %" PRIu64
			     " experiments: %s; they count as survived, and nothing was to be survived",
			count.missing, count.activated,
			count.zero == KMEND_EFFECT_ZERO_MAPPED ? "address 0 is mapped"
							       : "it acted again and again and nothing noticed");
	return 0;
}
