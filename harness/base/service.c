#include "harness/base/service.h"

static const struct {
	const char *name, *words;
} services[] = {
#define KMEND_X(number, name, text, words) [KMEND_SERVICE_##name] = { text, words },
	KMEND_SERVICES(KMEND_X)
#undef KMEND_X
};

static unsigned known(enum kmend_service service)
{
	return (unsigned)service < KMEND_SERVICE_COUNT ? (unsigned)service : KMEND_SERVICE_UNKNOWN;
}

const char *kmend_service_name(enum kmend_service service)
{
	return services[known(service)].name;
}

const char *kmend_service_words(enum kmend_service service)
{
	return services[known(service)].words;
}

enum kmend_service kmend_service_judge(enum kmend_outcome outcome, uint64_t probes_passed, uint64_t probes_failed)
{
	if (!kmend_outcome_is(outcome, KMEND_OUTCOME_ACTIVATED) || !(probes_passed + probes_failed))
		return KMEND_SERVICE_UNKNOWN;
	if (!kmend_outcome_is(outcome, KMEND_OUTCOME_SURVIVED))
		return KMEND_SERVICE_DOWN;
	return probes_failed ? KMEND_SERVICE_LOST : KMEND_SERVICE_USABLE;
}
