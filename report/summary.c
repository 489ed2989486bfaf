/* Counting a result file. One pass over the experiments; a table never asks the file again. */
#include "report/summary.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "harness/base/error.h"
#include "report/summary_lists.h"

const char *kmend_summary_outcome_name(int outcome)
{
	return outcome == KMEND_OUTCOME_NONE ? "pending" : kmend_outcome_name((enum kmend_outcome)outcome);
}

static int load_policies(struct kmend_summary *summary, struct kmend_store *store)
{
	if (kmend_store_policies(store, summary_add_policy, summary))
		return -1;
	summary_sort_policies(summary);
	return 0;
}

static int add_row(const struct kmend_store_row *row, void *context)
{
	struct kmend_summary *summary = context;
	struct kmend_tally *component;
	size_t policy;

	if (row->done && (row->outcome <= KMEND_OUTCOME_NONE || row->outcome >= KMEND_OUTCOME_COUNT))
		return kmend_error_as(KMEND_ERROR_INVALID,
			"experiment %lld has an outcome that is not one of the known ones", (long long)row->id);
	if (summary_policy(summary, row->policy_id, &policy))
		return -1;
	component = summary_component(summary, policy, row->site.component);
	if (!component)
		return -1;
	kmend_tally_add(&summary->total, row, summary->address_zero);
	kmend_tally_add(&summary->policies[policy].tally, row, summary->address_zero);
	kmend_tally_add(component, row, summary->address_zero);
	return row->done ? summary_add_details(summary, policy, row) : 0;
}

static int load_meta(struct kmend_summary *summary, struct kmend_store *store)
{
	struct {
		const char *key;
		char **value;
	} texts[] = {
		{ "campaign", &summary->campaign },
		{ "target", &summary->target },
		{ "revision", &summary->revision },
		{ "seed", &summary->seed },
		{ "fault_model", &summary->fault_model },
		{ "source_root", &summary->source_root },
		{ "detectors", &summary->detectors },
		{ "select", &summary->select },
		{ "units", &summary->units },
		{ "log", &summary->log },
		{ "pretest", &summary->pretest },
		{ "activation", &summary->activation },
		{ "boot_blocks", &summary->boot_blocks },
	};
	char *number;

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		if (kmend_store_meta_get(store, texts[i].key, texts[i].value))
			return -1;
		if (!*texts[i].value && !(*texts[i].value = summary_copy("")))
			return -1;
	}
	if (kmend_store_meta_get(store, KMEND_EFFECT_META, &number))
		return -1;
	summary->address_zero = kmend_effect_zero_read(number);
	free(number);
	if (kmend_store_meta_get(store, "jobs", &number))
		return -1;
	summary->jobs = number ? strtoull(number, NULL, 10) : 0;
	free(number);
	if (kmend_store_meta_get(store, "seconds", &number))
		return -1;
	summary->seconds = number ? strtod(number, NULL) : 0;
	if (!isfinite(summary->seconds) || summary->seconds < 0)
		summary->seconds = 0;
	free(number);
	return 0;
}

int kmend_summary_load(struct kmend_summary *summary, struct kmend_store *store)
{
	struct kmend_store_progress progress;

	memset(summary, 0, sizeof(*summary));
	if (load_meta(summary, store) || kmend_store_progress(store, &progress) || load_policies(summary, store) ||
		kmend_store_rows(store, add_row, summary) ||
		kmend_store_coverage(store, summary_add_coverage, summary) ||
		kmend_store_active(store, summary_add_active, summary) ||
		kmend_store_measures(store, summary_add_measure, summary)) {
		kmend_summary_release(summary);
		return -1;
	}
	summary->plan_complete = progress.plan_complete;
	summary->shard = kmend_store_shard(store);
	summary->whole = progress.whole;
	summary_sort(summary);
	return 0;
}

void kmend_summary_release(struct kmend_summary *summary)
{
	summary_release_lists(summary);
	free(summary->campaign);
	free(summary->target);
	free(summary->revision);
	free(summary->seed);
	free(summary->fault_model);
	free(summary->source_root);
	free(summary->detectors);
	free(summary->select);
	free(summary->units);
	free(summary->log);
	free(summary->pretest);
	free(summary->activation);
	free(summary->boot_blocks);
	memset(summary, 0, sizeof(*summary));
}

int kmend_summary_is_valid(const struct kmend_summary *summary)
{
	return summary->total.outcomes[KMEND_OUTCOME_INFRA_ERROR] * 100 <= summary->total.planned &&
		!summary->total.differing;
}

int kmend_summary_is_complete(const struct kmend_summary *summary)
{
	return summary->plan_complete && summary->total.pending == 0;
}

int kmend_summary_measured(const struct kmend_summary *summary, size_t policy, enum kmend_measure kind,
	const char *subject, uint64_t *value)
{
	for (size_t i = 0; i < summary->nmeasures; i++) {
		const struct kmend_summary_measure *one = &summary->measures[i];

		if (one->policy != policy || one->kind != kind || strcmp(one->subject, subject) != 0)
			continue;
		*value = one->value;
		return 1;
	}
	return 0;
}
