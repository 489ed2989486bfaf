#include "harness/config/campaign_kinds.h"

#include "harness/base/fault.h"
#include "harness/config/yaml.h"
#include "kmend/abi.h"

#define SHORTEST_NS 1000u /* interval */

#define COMPLAIN(key, ...) return kmend_yaml_complain(c->path, c->text, key, __VA_ARGS__)

/* Keys that say what is broken how: they have nothing to say where nothing is. */
int campaign_overhead(const struct kmend_campaign *c)
{
	static const char *const keys[] = { "fault_model", "fault_types", "activation", "boot", "select", "sample",
		"weights", "repeats", "oracle", "sites" };

	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++)
		if (kmend_yaml_has(c->text, keys[i]))
			COMPLAIN(keys[i], "nothing is broken with `measure: overhead`");
	return 0;
}

/* The first experiment is the reference, in which the fault never acts; each one after it has half the interval of the one before. */
int campaign_disruption(const struct kmend_campaign *c)
{
	if (c->rule.kind != KMEND_ACTIVATION_INTERVAL)
		COMPLAIN("measure", "disruption needs `activation: interval T`, the longest interval");
	if (!c->sites_count)
		COMPLAIN("measure", "disruption needs `sites:` with the one site that is broken again and again");
	if (c->repeats < 2 || c->repeats > 32)
		COMPLAIN("repeats",
			"must be 2 to 32 with `measure: disruption`: a run without faults, and one for each interval");
	if (c->rule.parameter >> (c->repeats - 2) < SHORTEST_NS)
		COMPLAIN("repeats", "the last of so many halved intervals is shorter than 1us");
	return 0;
}

/* Which block breaks is drawn while it runs. The plan still needs a site, which is any that the workload reaches. */
int campaign_storm(struct kmend_campaign *c)
{
	static const char *const keys[] = { "boot", "select", "sample", "weights", "sites" };

	if (c->measure != KMEND_PURPOSE_FAULTS)
		COMPLAIN("measure", "a storm is no measurement: leave it out");
	if (c->types != KMEND_FAULT_BIT(KMEND_FAULT_FAIL_STOP))
		COMPLAIN("activation", "a storm breaks blocks by `fault_model: fail-stop`");
	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++)
		if (kmend_yaml_has(c->text, keys[i]))
			COMPLAIN(keys[i], "nothing is chosen with `activation: storm N`: a run for each of `repeats`");
	c->select = KMEND_SELECT_SAMPLE;
	c->sample = 1;
	return 0;
}
