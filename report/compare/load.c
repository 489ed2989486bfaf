/* Samples out of a result file: sample.h. */
#include <stdlib.h>
#include <string.h>

#include "harness/base/error.h"
#include "report/compare/sample.h"

struct load {
	struct kmend_samples *samples;
	int64_t ids[KMEND_SAMPLE_POLICIES_MAX]; /* in the file, by index */
};

static int index_of(const struct load *load, int64_t id, size_t *index)
{
	for (*index = 0; *index < load->samples->npolicies; ++*index)
		if (load->ids[*index] == id)
			return 0;
	return kmend_error_as(KMEND_ERROR_INVALID, "%s: it names a policy that it does not have", load->samples->name);
}

static int add_policy(const struct kmend_store_policy *policy, void *context)
{
	struct load *load = context;
	size_t index;

	if (kmend_samples_add_policy(load->samples, &index, policy->name, policy->image_hash, policy->golden_ns) < 0)
		return -1;
	load->ids[index] = policy->id;
	return 0;
}

static int add_row(const struct kmend_store_row *row, void *context)
{
	struct load *load = context;
	size_t policy;
	const struct kmend_sample_fault fault = { .unit = row->site.unit,
		.function = row->site.function,
		.block = row->site.block,
		.candidate = row->site.candidate,
		.type = row->site.type,
		.repeat = row->repeat,
		.shape = row->site.shape,
		.component = row->site.component,
		.file = row->site.file,
		.line = row->site.line,
		.id = row->id,
		.outcome = row->done ? (enum kmend_outcome)row->outcome : KMEND_OUTCOME_NONE,
		.reason = row->reason,
		.signature = row->signature,
		.place = row->place,
		.activations = row->activations,
		.recovered = row->recovered,
		.inconsistent = row->inconsistent != 0,
		.service = row->serving.service };

	if (row->done && row->outcome == KMEND_OUTCOME_NONE)
		return kmend_error_as(KMEND_ERROR_INVALID,
			"experiment %lld has an outcome that is not one of the known ones", (long long)row->id);
	return index_of(load, row->policy_id, &policy) < 0 ? -1
							   : kmend_samples_add_fault(load->samples, policy, &fault);
}

static int add_coverage(const struct kmend_store_coverage *row, void *context)
{
	struct load *load = context;
	const struct kmend_sample_coverage coverage = { row->component, row->protected_runs, row->unprotected_runs };
	size_t policy;

	return index_of(load, row->policy_id, &policy) < 0
		? -1
		: kmend_samples_add_coverage(load->samples, policy, &coverage);
}

static int add_active(const struct kmend_store_active *active, void *context)
{
	struct load *load = context;
	const struct kmend_sample_stratum stratum = { active->component, active->sites };

	return kmend_samples_add_stratum(load->samples, &stratum);
}

static int load_facts(struct kmend_samples *samples, struct kmend_store *store)
{
	struct kmend_store_progress progress;
	int result = kmend_store_progress(store, &progress);

	for (enum kmend_sample_fact fact = 0; fact < KMEND_FACT_COUNT && result == 0; fact++) {
		char *value;

		result = kmend_store_meta_get(store, kmend_sample_fact_key(fact), &value);
		if (result == 0) {
			result = kmend_samples_set_fact(samples, fact, value);
			free(value);
		}
	}
	samples->plan_complete = progress.plan_complete;
	samples->differing = progress.differing;
	return result;
}

/* The rows of one transaction are one state of the file, also while a campaign writes. */
static int load_all(struct kmend_samples *samples, struct kmend_store *store)
{
	struct load load = { .samples = samples };
	int result;

	if (kmend_store_begin(store) < 0)
		return -1;
	result = load_facts(samples, store) < 0 || kmend_store_policies(store, add_policy, &load) < 0 ||
			kmend_store_rows(store, add_row, &load) < 0 ||
			kmend_store_coverage(store, add_coverage, &load) < 0 ||
			kmend_store_active(store, add_active, &load) < 0
		? -1
		: 0;
	if (result == 0)
		return kmend_store_rollback(store);
	/* The first error is the one to tell. */
	struct kmend_error_kept kept;

	kmend_error_keep(&kept);
	kmend_store_rollback(store);
	return kmend_error_again(&kept);
}

int kmend_samples_load(struct kmend_samples *samples, struct kmend_store *store)
{
	if (kmend_samples_init(samples, kmend_store_path(store)) < 0)
		return -1;
	if (load_all(samples, store) == 0 && kmend_samples_sort(samples) == 0)
		return 0;
	kmend_samples_release(samples);
	return -1;
}
