/* Counting a result file. One pass over the experiments; a table never asks the file again. */
#include "report/summary.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "harness/base/error.h"
#include "harness/base/policy.h"

const char *kmend_summary_outcome_name(int outcome)
{
	return outcome == KMEND_OUTCOME_NONE ? "pending" : kmend_outcome_name((enum kmend_outcome)outcome);
}

uint64_t kmend_tally_count(const struct kmend_tally *tally, unsigned outcomes)
{
	uint64_t sum = 0;

	for (unsigned i = 0; i < KMEND_OUTCOME_COUNT; i++)
		sum += outcomes >> i & 1 ? tally->outcomes[i] : 0;
	return sum;
}

/* Room for one more element in an array that doubles. */
static int room(void **list, size_t count, size_t size)
{
	void *bigger;

	if (count & (count - 1))
		return 0; /* only powers of two (and 0) are full */
	bigger = realloc(*list, (count ? count * 2 : 1) * size);
	if (!bigger)
		return kmend_error_as(KMEND_ERROR_NO_MEMORY, "out of memory for a report");
	*list = bigger;
	return 0;
}

static char *copy(const char *text)
{
	char *result = strdup(text);

	if (!result)
		kmend_error_as(KMEND_ERROR_NO_MEMORY, "out of memory for a report");
	return result;
}

static int add_policy(const struct kmend_store_policy *policy, void *context)
{
	struct kmend_summary *summary = context;
	struct kmend_summary_policy *slot;

	if (room((void **)&summary->policies, summary->npolicies, sizeof(*slot)))
		return -1;
	slot = &summary->policies[summary->npolicies++];
	*slot = (struct kmend_summary_policy){ .id = policy->id, .golden_ns = policy->golden_ns };
	slot->name = copy(policy->name);
	slot->image_hash = copy(policy->image_hash);
	return slot->name && slot->image_hash ? 0 : -1;
}

/* Policies stand in the order of the ABI (none first, enhanced last), whatever order the campaign names them in. */
static uint32_t policy_rank(const char *name)
{
	const struct kmend_policy_row *row = kmend_policy_find(name);

	return row ? row->number : UINT32_MAX;
}

static int compare_policies(const void *a, const void *b)
{
	const struct kmend_summary_policy *x = a, *y = b;
	uint32_t p = policy_rank(x->name), q = policy_rank(y->name);

	if (p != q)
		return p < q ? -1 : 1;
	return x->id < y->id ? -1 : x->id > y->id;
}

static int load_policies(struct kmend_summary *summary, struct kmend_store *store)
{
	if (kmend_store_policies(store, add_policy, summary))
		return -1;
	if (summary->npolicies)
		qsort(summary->policies, summary->npolicies, sizeof(*summary->policies), compare_policies);
	return 0;
}

static int policy_index(const struct kmend_summary *summary, int64_t id, size_t *index)
{
	for (*index = 0; *index < summary->npolicies; ++*index)
		if (summary->policies[*index].id == id)
			return 0;
	return kmend_error_as(KMEND_ERROR_INVALID, "the result names a policy that it does not have");
}

static struct kmend_tally *component_tally(struct kmend_summary *summary, size_t policy, const char *name)
{
	struct kmend_summary_component *slot;

	for (size_t i = 0; i < summary->ncomponents; i++)
		if (summary->components[i].policy == policy && strcmp(summary->components[i].name, name) == 0)
			return &summary->components[i].tally;
	if (room((void **)&summary->components, summary->ncomponents, sizeof(*slot)))
		return NULL;
	slot = &summary->components[summary->ncomponents];
	*slot = (struct kmend_summary_component){ .policy = policy, .name = copy(name) };
	if (!slot->name)
		return NULL;
	summary->ncomponents++;
	return &slot->tally;
}

static int add_reason(struct kmend_summary *summary, size_t policy, const struct kmend_store_row *row)
{
	struct kmend_summary_reason *slot;

	for (size_t i = 0; i < summary->nreasons; i++) {
		slot = &summary->reasons[i];
		if (slot->policy == policy && slot->outcome == row->outcome && strcmp(slot->reason, row->reason) == 0) {
			slot->count++;
			return 0;
		}
	}
	if (room((void **)&summary->reasons, summary->nreasons, sizeof(*slot)))
		return -1;
	slot = &summary->reasons[summary->nreasons];
	*slot = (struct kmend_summary_reason){ policy, row->outcome, copy(row->reason), 1, row->id };
	if (!slot->reason)
		return -1;
	summary->nreasons++;
	return 0;
}

static int add_place(struct kmend_summary_crash *crash, const char *place)
{
	for (size_t i = 0; i < crash->nplaces; i++)
		if (strcmp(crash->places[i], place) == 0)
			return 0;
	if (room((void **)&crash->places, crash->nplaces, sizeof(*crash->places)))
		return -1;
	crash->places[crash->nplaces] = copy(place);
	return crash->places[crash->nplaces++] ? 0 : -1;
}

static int add_crash(struct kmend_summary *summary, size_t policy, const struct kmend_store_row *row)
{
	struct kmend_summary_crash *slot;
	size_t i = 0;

	while (i < summary->ncrashes && strcmp(summary->crashes[i].signature, row->signature) != 0)
		i++;
	if (i == summary->ncrashes) {
		if (room((void **)&summary->crashes, summary->ncrashes, sizeof(*slot)))
			return -1;
		slot = &summary->crashes[summary->ncrashes++];
		*slot = (struct kmend_summary_crash){ .signature = copy(row->signature),
			.place = copy(row->place),
			.place_kind = copy(row->place_kind),
			.example = row->id };
		if (!slot->signature || !slot->place || !slot->place_kind)
			return -1;
	}
	slot = &summary->crashes[i];
	slot->count++;
	slot->policies |= policy < 64 ? 1ull << policy : 0;
	return add_place(slot, row->place);
}

static void count_row(struct kmend_tally *tally, const struct kmend_store_row *row, enum kmend_effect_zero zero)
{
	int activated = row->done && kmend_outcome_is((enum kmend_outcome)row->outcome, KMEND_OUTCOME_ACTIVATED);

	tally->planned++;
	if (!row->done) {
		tally->pending++;
		return;
	}
	tally->outcomes[row->outcome]++;
	tally->retried += row->attempts > 1;
	tally->guest_ns += row->guest_ns;
	tally->wall_us += row->wall_us;
	tally->own_us += row->own_us;
	if (!activated)
		return;
	tally->activated++;
	tally->inconsistent += row->inconsistent != 0;
	tally->without_effect += (uint64_t)kmend_effect_is_missing(row, zero);
	if (!row->recovered)
		return;
	tally->recovered++;
	tally->recoveries += row->recovered;
	if (row->recovered > tally->recoveries_max)
		tally->recoveries_max = row->recovered;
	tally->survived_after += kmend_outcome_is((enum kmend_outcome)row->outcome, KMEND_OUTCOME_SURVIVED);
}

static int add_row(const struct kmend_store_row *row, void *context)
{
	struct kmend_summary *summary = context;
	struct kmend_tally *component;
	size_t policy;

	if (row->done && (row->outcome <= KMEND_OUTCOME_NONE || row->outcome >= KMEND_OUTCOME_COUNT))
		return kmend_error_as(KMEND_ERROR_INVALID,
			"experiment %lld has an outcome that is not one of the known ones", (long long)row->id);
	if (policy_index(summary, row->policy_id, &policy))
		return -1;
	component = component_tally(summary, policy, row->site.component);
	if (!component)
		return -1;
	count_row(&summary->total, row, summary->address_zero);
	count_row(&summary->policies[policy].tally, row, summary->address_zero);
	count_row(component, row, summary->address_zero);
	if (row->done && row->outcome == KMEND_OUTCOME_CRASH && *row->signature && add_crash(summary, policy, row))
		return -1;
	return row->done ? add_reason(summary, policy, row) : 0;
}

static int add_coverage(const struct kmend_store_coverage *coverage, void *context)
{
	struct kmend_summary *summary = context;
	struct kmend_summary_coverage *slot;
	size_t policy;

	if (policy_index(summary, coverage->policy_id, &policy) ||
		room((void **)&summary->coverage, summary->ncoverage, sizeof(*slot)))
		return -1;
	slot = &summary->coverage[summary->ncoverage];
	*slot = (struct kmend_summary_coverage){ policy, copy(coverage->component), coverage->blocks,
		coverage->protected_runs, coverage->unprotected_runs };
	if (!slot->component)
		return -1;
	summary->ncoverage++;
	return 0;
}

static int add_active(const struct kmend_store_active *active, void *context)
{
	struct kmend_summary *summary = context;

	summary->active_sites += active->sites;
	for (size_t i = 0; i < summary->ncomponents; i++)
		if (strcmp(summary->components[i].name, active->component) == 0)
			summary->components[i].active_sites = active->sites;
	return 0;
}

static int compare_components(const void *a, const void *b)
{
	const struct kmend_summary_component *x = a, *y = b;

	if (x->policy != y->policy)
		return x->policy < y->policy ? -1 : 1;
	return strcmp(x->name, y->name);
}

static int compare_coverage(const void *a, const void *b)
{
	const struct kmend_summary_coverage *x = a, *y = b;

	if (x->policy != y->policy)
		return x->policy < y->policy ? -1 : 1;
	return strcmp(x->component, y->component);
}

static int compare_reasons(const void *a, const void *b)
{
	const struct kmend_summary_reason *x = a, *y = b;

	if (x->policy != y->policy)
		return x->policy < y->policy ? -1 : 1;
	if (x->outcome != y->outcome)
		return x->outcome - y->outcome;
	if (x->count != y->count)
		return x->count > y->count ? -1 : 1;
	return strcmp(x->reason, y->reason);
}

static int compare_crashes(const void *a, const void *b)
{
	const struct kmend_summary_crash *x = a, *y = b;

	if (x->count != y->count)
		return x->count > y->count ? -1 : 1;
	return strcmp(x->signature, y->signature);
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
	};
	char *number;

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		if (kmend_store_meta_get(store, texts[i].key, texts[i].value))
			return -1;
		if (!*texts[i].value && !(*texts[i].value = copy("")))
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
		kmend_store_rows(store, add_row, summary) || kmend_store_coverage(store, add_coverage, summary) ||
		kmend_store_active(store, add_active, summary)) {
		kmend_summary_release(summary);
		return -1;
	}
	summary->plan_complete = progress.plan_complete;
	summary->shard = kmend_store_shard(store);
	summary->whole = progress.whole;
	if (summary->ncomponents)
		qsort(summary->components, summary->ncomponents, sizeof(*summary->components), compare_components);
	if (summary->ncoverage)
		qsort(summary->coverage, summary->ncoverage, sizeof(*summary->coverage), compare_coverage);
	if (summary->ncrashes)
		qsort(summary->crashes, summary->ncrashes, sizeof(*summary->crashes), compare_crashes);
	if (summary->nreasons)
		qsort(summary->reasons, summary->nreasons, sizeof(*summary->reasons), compare_reasons);
	return 0;
}

static void release_crash(struct kmend_summary_crash *crash)
{
	for (size_t i = 0; i < crash->nplaces; i++)
		free(crash->places[i]);
	free(crash->places);
	free(crash->signature);
	free(crash->place);
	free(crash->place_kind);
}

void kmend_summary_release(struct kmend_summary *summary)
{
	for (size_t i = 0; i < summary->npolicies; i++) {
		free(summary->policies[i].name);
		free(summary->policies[i].image_hash);
	}
	for (size_t i = 0; i < summary->ncomponents; i++)
		free(summary->components[i].name);
	for (size_t i = 0; i < summary->nreasons; i++)
		free(summary->reasons[i].reason);
	for (size_t i = 0; i < summary->ncrashes; i++)
		release_crash(&summary->crashes[i]);
	for (size_t i = 0; i < summary->ncoverage; i++)
		free(summary->coverage[i].component);
	free(summary->policies);
	free(summary->components);
	free(summary->reasons);
	free(summary->crashes);
	free(summary->coverage);
	free(summary->campaign);
	free(summary->target);
	free(summary->revision);
	free(summary->seed);
	free(summary->fault_model);
	free(summary->source_root);
	free(summary->detectors);
	free(summary->select);
	free(summary->units);
	memset(summary, 0, sizeof(*summary));
}

int kmend_summary_is_valid(const struct kmend_summary *summary)
{
	return summary->total.outcomes[KMEND_OUTCOME_INFRA_ERROR] * 100 <= summary->total.planned;
}

int kmend_summary_is_complete(const struct kmend_summary *summary)
{
	return summary->plan_complete && summary->total.pending == 0;
}
