#include "build.h"

#include <stdio.h>
#include <stdlib.h>

#include "harness/base/error.h"

#define FAULTS_MAX 4096

void build_must(int result)
{
	if (result == 0)
		return;
	fprintf(stderr, "%s\n", kmend_error_text());
	abort();
}

struct kmend_samples build_samples(const char *name, const char *const *policies, size_t npolicies)
{
	static const struct {
		enum kmend_sample_fact fact;
		const char *value;
	} facts[] = { { KMEND_FACT_CAMPAIGN, "unit" }, { KMEND_FACT_TARGET, "toy" },
		{ KMEND_FACT_REVISION, "0123456789012345678901234567890123456789" },
		{ KMEND_FACT_FAULT_MODEL, "fail-stop" }, { KMEND_FACT_FAULT_TYPES, "fail-stop" },
		{ KMEND_FACT_ACTIVATION, "persistent" }, { KMEND_FACT_SELECT, "all" }, { KMEND_FACT_SAMPLE, "0" },
		{ KMEND_FACT_SEED, "1" }, { KMEND_FACT_REPEATS, "1" }, { KMEND_FACT_BOOT_BLOCKS, "include" },
		{ KMEND_FACT_MEMORY_MIB, "32" }, { KMEND_FACT_CPUS, "1" }, { KMEND_FACT_KMEND_VERSION, "0.1.0" } };
	const struct kmend_sample_coverage coverage = { "pm", 60, 40 };
	struct kmend_samples samples;
	size_t index;

	build_must(kmend_samples_init(&samples, name));
	for (size_t i = 0; i < sizeof(facts) / sizeof(facts[0]); i++)
		build_must(kmend_samples_set_fact(&samples, facts[i].fact, facts[i].value));
	for (size_t i = 0; i < npolicies; i++) {
		build_must(kmend_samples_add_policy(&samples, &index, policies[i], "ff", 1000000000));
		build_must(kmend_samples_add_coverage(&samples, index, &coverage));
	}
	samples.plan_complete = 1;
	return samples;
}

struct kmend_sample_fault build_fault(size_t number, enum kmend_outcome outcome, const char *signature)
{
	static char functions[FAULTS_MAX][16];
	char *function = functions[number];

	if (number >= FAULTS_MAX)
		abort();
	snprintf(function, sizeof(functions[0]), "f%zu", number);
	return (struct kmend_sample_fault){ .unit = "servers/pm.c",
		.function = function,
		.block = (uint32_t)number,
		.type = "fail-stop",
		.shape = 0x1234 + number,
		.component = "pm",
		.file = "servers/pm.c",
		.line = (uint32_t)number + 1,
		.id = (int64_t)number + 1,
		.outcome = outcome,
		.reason = "because",
		.signature = outcome == KMEND_OUTCOME_CRASH ? signature : "",
		.activations = outcome != KMEND_OUTCOME_NOT_ACTIVATED };
}

void build_add(struct kmend_samples *samples, size_t policy, const struct kmend_sample_fault *fault)
{
	build_must(kmend_samples_add_fault(samples, policy, fault));
}

void build_many(struct kmend_samples *samples, size_t policy, size_t from, size_t count, enum kmend_outcome outcome)
{
	for (size_t i = 0; i < count; i++) {
		struct kmend_sample_fault fault = build_fault(from + i, outcome, "page-fault in f");

		build_add(samples, policy, &fault);
	}
}

void build_sort(struct kmend_samples *samples)
{
	build_must(kmend_samples_sort(samples));
}
