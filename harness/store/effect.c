#include "harness/store/effect.h"

#include <string.h>

#include "harness/base/fault.h"
#include "harness/base/outcome.h"

static const char *const words[] = {
	[KMEND_EFFECT_ZERO_UNKNOWN] = "unknown",
	[KMEND_EFFECT_ZERO_FAULTS] = "faults",
	[KMEND_EFFECT_ZERO_MAPPED] = "mapped",
};

const char *kmend_effect_zero_word(enum kmend_effect_zero zero)
{
	return words[zero];
}

enum kmend_effect_zero kmend_effect_zero_read(const char *word)
{
	for (size_t i = 0; word && i < sizeof(words) / sizeof(words[0]); i++)
		if (strcmp(words[i], word) == 0)
			return (enum kmend_effect_zero)i;
	return KMEND_EFFECT_ZERO_UNKNOWN;
}

int kmend_effect_is_missing(const struct kmend_store_row *row, enum kmend_effect_zero zero)
{
	uint64_t enough = zero == KMEND_EFFECT_ZERO_MAPPED ? 1 : KMEND_EFFECT_SILENT;

	/* What was detected and not recovered from has a signature. */
	return row->done && kmend_outcome_is((enum kmend_outcome)row->outcome, KMEND_OUTCOME_SURVIVED) &&
		kmend_fault_type_uses_null(row->site.type) && row->activations >= enough && !row->recovered &&
		!*row->signature;
}
