#include "report/summary_lists.h"

#include <stdlib.h>
#include <string.h>

#include "harness/base/error.h"
#include "kmend/abi.h"

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

char *summary_copy(const char *text)
{
	char *result = strdup(text);

	if (!result)
		kmend_error_as(KMEND_ERROR_NO_MEMORY, "out of memory for a report");
	return result;
}

int summary_add_policy(const struct kmend_store_policy *policy, void *context)
{
	struct kmend_summary *summary = context;
	struct kmend_summary_policy *slot;

	if (room((void **)&summary->policies, summary->npolicies, sizeof(*slot)))
		return -1;
	slot = &summary->policies[summary->npolicies++];
	*slot = (struct kmend_summary_policy){ .id = policy->id, .golden_ns = policy->golden_ns };
	slot->name = summary_copy(policy->name);
	slot->image_hash = summary_copy(policy->image_hash);
	return slot->name && slot->image_hash ? 0 : -1;
}

int summary_policy(const struct kmend_summary *summary, int64_t id, size_t *index)
{
	for (*index = 0; *index < summary->npolicies; ++*index)
		if (summary->policies[*index].id == id)
			return 0;
	return kmend_error_as(KMEND_ERROR_INVALID, "the result names a policy that it does not have");
}

struct kmend_tally *summary_component(struct kmend_summary *summary, size_t policy, const char *name)
{
	struct kmend_summary_component *slot;

	for (size_t i = 0; i < summary->ncomponents; i++)
		if (summary->components[i].policy == policy && strcmp(summary->components[i].name, name) == 0)
			return &summary->components[i].tally;
	if (room((void **)&summary->components, summary->ncomponents, sizeof(*slot)))
		return NULL;
	slot = &summary->components[summary->ncomponents];
	*slot = (struct kmend_summary_component){ .policy = policy, .name = summary_copy(name) };
	if (!slot->name)
		return NULL;
	summary->ncomponents++;
	return &slot->tally;
}

/* A kind that this kmend does not know is left out. */
int summary_add_measure(const struct kmend_store_measure *measure, void *context)
{
	struct kmend_summary *summary = context;
	struct kmend_summary_measure *slot;
	enum kmend_measure kind = kmend_measure_find(measure->kind);
	size_t policy;

	if (kind == KMEND_MEASURE_COUNT)
		return 0;
	if (summary_policy(summary, measure->policy_id, &policy) ||
		room((void **)&summary->measures, summary->nmeasures, sizeof(*slot)))
		return -1;
	slot = &summary->measures[summary->nmeasures];
	*slot = (struct kmend_summary_measure){
		.policy = policy, .kind = kind, .subject = summary_copy(measure->subject), .value = measure->value
	};
	if (!slot->subject)
		return -1;
	summary->nmeasures++;
	return 0;
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
	*slot = (struct kmend_summary_reason){ policy, row->outcome, summary_copy(row->reason), 1, row->id };
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
	crash->places[crash->nplaces] = summary_copy(place);
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
		*slot = (struct kmend_summary_crash){ .signature = summary_copy(row->signature),
			.place = summary_copy(row->place),
			.place_kind = summary_copy(row->place_kind),
			.example = row->id };
		if (!slot->signature || !slot->place || !slot->place_kind)
			return -1;
	}
	slot = &summary->crashes[i];
	slot->count++;
	slot->policies |= policy < 64 ? 1ull << policy : 0;
	return add_place(slot, row->place);
}

int summary_add_coverage(const struct kmend_store_coverage *coverage, void *context)
{
	struct kmend_summary *summary = context;
	struct kmend_summary_coverage *slot;
	size_t policy;

	if (summary_policy(summary, coverage->policy_id, &policy) ||
		room((void **)&summary->coverage, summary->ncoverage, sizeof(*slot)))
		return -1;
	slot = &summary->coverage[summary->ncoverage];
	*slot = (struct kmend_summary_coverage){ policy, summary_copy(coverage->component), coverage->blocks,
		coverage->protected_runs, coverage->unprotected_runs };
	if (!slot->component)
		return -1;
	summary->ncoverage++;
	return 0;
}

int summary_add_active(const struct kmend_store_active *active, void *context)
{
	struct kmend_summary *summary = context;

	summary->active_sites += active->sites;
	for (size_t i = 0; i < summary->ncomponents; i++)
		if (strcmp(summary->components[i].name, active->component) == 0)
			summary->components[i].active_sites = active->sites;
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

/* Of what survived: the others did not come to the end of their tests. */
static int add_failed(struct kmend_summary *summary, size_t policy, const struct kmend_serving *serving)
{
	struct kmend_summary_failed *slot;

	for (size_t i = 0; i < summary->nfailed; i++) {
		slot = &summary->failed[i];
		if (slot->policy == policy && slot->failed == serving->failed && slot->planned == serving->planned) {
			slot->count++;
			return 0;
		}
	}
	if (room((void **)&summary->failed, summary->nfailed, sizeof(*slot)))
		return -1;
	summary->failed[summary->nfailed++] =
		(struct kmend_summary_failed){ policy, serving->planned, serving->failed, 1 };
	return 0;
}

static int add_run(struct kmend_summary *summary, size_t policy, const struct kmend_store_row *row)
{
	if (row->fault.activation != KMEND_ACTIVATION_STORM)
		return 0;
	if (room((void **)&summary->runs, summary->nruns, sizeof(*summary->runs)))
		return -1;
	summary->runs[summary->nruns++] = (struct kmend_summary_run){ .policy = policy,
		.id = row->id,
		.dense_site = row->dense_site,
		.seed = row->fault.seed,
		.faults = row->activations,
		.recovered = row->recovered,
		.outcome = row->outcome };
	return 0;
}

int summary_add_details(struct kmend_summary *summary, size_t policy, const struct kmend_store_row *row)
{
	if (row->outcome == KMEND_OUTCOME_CRASH && *row->signature && add_crash(summary, policy, row))
		return -1;
	if (kmend_outcome_is((enum kmend_outcome)row->outcome, KMEND_OUTCOME_SURVIVED) &&
		add_failed(summary, policy, &row->serving))
		return -1;
	summary->tests += row->dense_site == KMEND_STORE_NO_SITE;
	return add_run(summary, policy, row) ? -1 : add_reason(summary, policy, row);
}

void summary_release_lists(struct kmend_summary *summary)
{
	for (size_t i = 0; i < summary->nmeasures; i++)
		free(summary->measures[i].subject);
	free(summary->measures);
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
	free(summary->failed);
	free(summary->runs);
}
