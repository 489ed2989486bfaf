/*
 * Baselines come out of repositories: anybody's bytes. What is accepted holds what report/compare/sample.h promises, can be written again
 * and read to the same, and a gate can be made of it; what is refused says so in one line that begins with its name.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "harness/base/error.h"
#include "report/baseline/baseline.h"
#include "report/gate/gate.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(int holds, const char *what)
{
	if (holds)
		return;
	fprintf(stderr, "baseline: does not hold: %s (%s)\n", what, kmend_error_text());
	abort();
}

static void check_sample(const struct kmend_sample *sample)
{
	for (size_t i = 0; i < sample->nfaults; i++) {
		const struct kmend_sample_fault *fault = &sample->faults[i];

		require(fault->unit && fault->function && fault->type && fault->component && fault->file &&
				fault->reason && fault->signature && fault->place,
			"texts");
		require(fault->outcome > KMEND_OUTCOME_NONE && fault->outcome < KMEND_OUTCOME_COUNT, "an outcome");
		require((unsigned)fault->service < KMEND_SERVICE_COUNT, "a service");
		require(i == 0 || kmend_sample_order(fault - 1, fault) < 0, "faults are sorted, each is there once");
	}
}

/* Nothing is different from itself: never red. */
static void check_gate(const struct kmend_samples *samples)
{
	struct kmend_gate_rules rules;
	struct kmend_gate gate;

	kmend_gate_rules_init(&rules);
	require(kmend_gate_make(&gate, samples, samples, &rules) == 0, "a gate");
	require(gate.verdict != KMEND_GATE_FAIL, "the same is not worse");
	kmend_gate_release(&gate);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct kmend_buf text = KMEND_BUF_INIT, again = KMEND_BUF_INIT;
	struct kmend_samples samples, other;

	if (kmend_baseline_read(&samples, "b", (const char *)data, size) < 0) {
		require(!strchr(kmend_error_text(), '\n') && *kmend_error_text(), "one line");
		return 0;
	}
	require(samples.npolicies > 0 && kmend_samples_is_complete(&samples), "it is whole");
	for (size_t i = 0; i < samples.npolicies; i++)
		check_sample(&samples.policies[i]);
	check_gate(&samples);
	if (kmend_baseline_write(&text, &samples) == 0) {
		require(kmend_baseline_read(&other, "b", text.data, text.size) == 0, "what was written is read");
		require(kmend_baseline_write(&again, &other) == 0 && again.size == text.size &&
				memcmp(again.data, text.data, text.size) == 0,
			"to the same");
		kmend_samples_release(&other);
	}
	kmend_samples_release(&samples);
	kmend_buf_release(&text);
	kmend_buf_release(&again);
	return 0;
}
