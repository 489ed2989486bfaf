#include "harness/config/campaign_kinds.h"

#include <string.h>

#include "harness/base/fault.h"
#include "harness/config/yaml.h"
#include "kmend/abi.h"

#define SHORTEST_NS 1000u /* interval */

#define COMPLAIN(key, ...) return kmend_yaml_complain(c->path, c->text, key, __VA_ARGS__)

/* Keys that say what is broken how: they have nothing to say where nothing is. */
static int nothing_is_broken(const struct kmend_campaign *c, const char *word)
{
	static const char *const keys[] = { "fault_model", "fault_types", "activation", "boot", "select", "sample",
		"weights", "repeats", "oracle", "sites" };

	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++)
		if (kmend_yaml_has(c->text, keys[i]))
			COMPLAIN(keys[i], "nothing is broken with `measure: %s`", word);
	return 0;
}

int campaign_overhead(const struct kmend_campaign *c)
{
	return nothing_is_broken(c, "overhead");
}

/* Each name is an experiment, and so is one test: the target adds those of the run without it. */
int campaign_tests(const struct kmend_campaign *c)
{
	if (nothing_is_broken(c, "tests") < 0)
		return -1;
	if (!c->workload_count)
		COMPLAIN("measure", "tests needs `workload:` with their names, an experiment for each");
	for (uint64_t i = 0; i < c->workload_count; i++) {
		const char *name = c->workload[i];

		if (strpbrk(name, "*?[\\"))
			COMPLAIN("workload", "'%.40s': a pattern is not the one test of an experiment", name);
		if (strlen(name) >= KMEND_CAMPAIGN_TEST_MAX)
			COMPLAIN("workload", "'%.40s...' is longer than %u characters", name,
				KMEND_CAMPAIGN_TEST_MAX - 1);
		for (uint64_t k = 0; k < i; k++)
			if (strcmp(name, c->workload[k]) == 0)
				COMPLAIN("workload", "'%s' is there twice", name);
	}
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
