#include "harness/base/outcome.h"

#include <string.h>

static const struct {
	const char *name;
	unsigned class;
} outcomes[KMEND_OUTCOME_COUNT] = { [KMEND_OUTCOME_NONE] = { "none", 0 },
#define KMEND_X(number, upper, text, class) [number] = { text, class },
	KMEND_OUTCOMES(KMEND_X)
#undef KMEND_X
};

const char *kmend_outcome_name(enum kmend_outcome outcome)
{
	return outcomes[(unsigned)outcome < KMEND_OUTCOME_COUNT ? outcome : KMEND_OUTCOME_NONE].name;
}

enum kmend_outcome kmend_outcome_parse(const char *name)
{
	for (unsigned i = KMEND_OUTCOME_NONE + 1; i < KMEND_OUTCOME_COUNT; i++)
		if (strcmp(name, outcomes[i].name) == 0)
			return i;
	return KMEND_OUTCOME_NONE;
}

int kmend_outcome_is(enum kmend_outcome outcome, unsigned class)
{
	return outcome > KMEND_OUTCOME_NONE && outcome < KMEND_OUTCOME_COUNT &&
		(outcomes[outcome].class & class) == class;
}
