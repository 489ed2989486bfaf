#include "report/outcomes.h"

#include <stdio.h>

/* One bit of each outcome that has all of `class`. */
static unsigned bits(unsigned class)
{
	unsigned set = 0;

	for (unsigned outcome = 1; outcome < KMEND_OUTCOME_COUNT; outcome++)
		set |= kmend_outcome_is(outcome, class) ? 1u << outcome : 0;
	return set;
}

static enum kmend_outcome outcome_of(size_t i)
{
	for (unsigned outcome = 1; outcome < KMEND_OUTCOME_COUNT; outcome++)
		if (kmend_outcome_is(outcome, KMEND_OUTCOME_ACTIVATED) && i-- == 0)
			return outcome;
	return KMEND_OUTCOME_NONE;
}

unsigned kmend_share_outcomes(size_t i)
{
	return i < KMEND_NACTIVATED ? 1u << outcome_of(i) : bits(KMEND_OUTCOME_ACTIVATED | KMEND_OUTCOME_SURVIVED);
}

static const struct {
	const char *name, *key;
	enum kmend_service service;
} services[] = { { "usable", "usable", KMEND_SERVICE_USABLE }, { "service lost", "service_lost", KMEND_SERVICE_LOST } };

const char *kmend_share_name(size_t i)
{
	if (i >= KMEND_SHARES)
		return services[i - KMEND_SHARES].name;
	return i < KMEND_NACTIVATED ? kmend_outcome_name(outcome_of(i)) : "survived";
}

const char *kmend_share_key(size_t i)
{
	return i < KMEND_SHARES ? kmend_share_name(i) : services[i - KMEND_SHARES].key;
}

uint64_t kmend_share_count(const struct kmend_tally *tally, size_t i)
{
	return i < KMEND_SHARES ? kmend_tally_count(tally, kmend_share_outcomes(i))
				: tally->services[services[i - KMEND_SHARES].service];
}

int kmend_share_is_known(const struct kmend_tally *tally, size_t i)
{
	return i < KMEND_SHARES ? tally->activated > 0 : kmend_tally_is_probed(tally);
}

struct kmend_chart_style kmend_share_style(size_t i)
{
	/* Colours that stay apart for the colour-blind (after Okabe and Ito); patterns for who sees none. */
	static const struct kmend_chart_style styles[KMEND_OUTCOME_COUNT] = {
		[KMEND_OUTCOME_PASS] = { "#009e73", KMEND_PATTERN_SOLID },
		[KMEND_OUTCOME_FAIL] = { "#d6a800", KMEND_PATTERN_RISING },
		[KMEND_OUTCOME_SHUTDOWN] = { "#2f8fd0", KMEND_PATTERN_FALLING },
		[KMEND_OUTCOME_CRASH] = { "#d55e00", KMEND_PATTERN_CROSSED },
	};
	enum kmend_outcome outcome = outcome_of(i);

	return styles[outcome].fill ? styles[outcome] : kmend_chart_style(i);
}

const char *kmend_outcome_key(enum kmend_outcome outcome, char key[KMEND_OUTCOME_KEY_MAX])
{
	snprintf(key, KMEND_OUTCOME_KEY_MAX, "%s", kmend_outcome_name(outcome));
	for (char *c = key; *c; c++)
		if (*c == '-')
			*c = '_';
	return key;
}
