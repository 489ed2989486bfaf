/* In which order the lists of a summary stand. */
#include "report/summary_lists.h"

#include <stdlib.h>
#include <string.h>

#include "harness/base/policy.h"

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

static int compare_failed(const void *a, const void *b)
{
	const struct kmend_summary_failed *x = a, *y = b;

	if (x->policy != y->policy)
		return x->policy < y->policy ? -1 : 1;
	if (x->failed != y->failed)
		return x->failed < y->failed ? -1 : 1;
	return x->planned < y->planned ? -1 : x->planned > y->planned;
}

static int compare_runs(const void *a, const void *b)
{
	const struct kmend_summary_run *x = a, *y = b;

	if (x->policy != y->policy)
		return x->policy < y->policy ? -1 : 1;
	return x->seed < y->seed ? -1 : x->seed > y->seed;
}

static int compare_measures(const void *a, const void *b)
{
	const struct kmend_summary_measure *x = a, *y = b;

	if (x->policy != y->policy)
		return x->policy < y->policy ? -1 : 1;
	if (x->kind != y->kind)
		return x->kind < y->kind ? -1 : 1;
	return strcmp(x->subject, y->subject);
}

static void sort(void *list, size_t count, size_t size, int (*compare)(const void *a, const void *b))
{
	if (count)
		qsort(list, count, size, compare);
}

void summary_sort_policies(struct kmend_summary *summary)
{
	sort(summary->policies, summary->npolicies, sizeof(*summary->policies), compare_policies);
}

void summary_sort(struct kmend_summary *summary)
{
	sort(summary->components, summary->ncomponents, sizeof(*summary->components), compare_components);
	sort(summary->coverage, summary->ncoverage, sizeof(*summary->coverage), compare_coverage);
	sort(summary->crashes, summary->ncrashes, sizeof(*summary->crashes), compare_crashes);
	sort(summary->reasons, summary->nreasons, sizeof(*summary->reasons), compare_reasons);
	sort(summary->failed, summary->nfailed, sizeof(*summary->failed), compare_failed);
	sort(summary->runs, summary->nruns, sizeof(*summary->runs), compare_runs);
	sort(summary->measures, summary->nmeasures, sizeof(*summary->measures), compare_measures);
}
