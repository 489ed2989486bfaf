#include "report/coverage.h"

#include <string.h>

#include "harness/base/policy.h"

double kmend_coverage_share(const struct kmend_summary *summary, size_t policy, const char *component)
{
	double protected = 0, all = 0;

	for (size_t i = 0; i < summary->ncoverage; i++) {
		const struct kmend_summary_coverage *one = &summary->coverage[i];

		if (one->policy != policy || (component && strcmp(one->component, component) != 0))
			continue;
		protected += (double)one->protected;
		all += (double)one->protected + (double)one->unprotected;
	}
	return all > 0 ? protected / all : -1;
}

int kmend_coverage_is_measured(const struct kmend_summary *summary, size_t policy)
{
	const struct kmend_policy_row *row = kmend_policy_find(summary->policies[policy].name);

	return row ? row->protects : kmend_coverage_share(summary, policy, NULL) > 0;
}

int kmend_coverage_is_first(const struct kmend_summary *summary, size_t i)
{
	for (size_t k = 0; k < i; k++)
		if (strcmp(summary->coverage[k].component, summary->coverage[i].component) == 0)
			return 0;
	return 1;
}
