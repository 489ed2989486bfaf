#include "report/compare/sample.h"

#include <stdlib.h>
#include <string.h>

#include "harness/base/error.h"
#include "harness/base/policy.h"

static const struct {
	const char *key, *words;
} facts[KMEND_FACT_COUNT] = {
#define KMEND_X(upper, key, words) { key, words },
	KMEND_SAMPLE_FACTS(KMEND_X)
#undef KMEND_X
};

const char *kmend_sample_fact_key(enum kmend_sample_fact fact)
{
	return facts[fact].key;
}

const char *kmend_sample_fact_words(enum kmend_sample_fact fact)
{
	return facts[fact].words;
}

/* ---- filling ---- */

static int keep(struct kmend_samples *samples, const char **text)
{
	*text = kmend_strings_keep(&samples->strings, *text);
	return *text ? 0 : -1;
}

int kmend_samples_init(struct kmend_samples *samples, const char *name)
{
	*samples = (struct kmend_samples){ .name = name };
	if (keep(samples, &samples->name) < 0)
		return -1;
	for (size_t i = 0; i < KMEND_FACT_COUNT; i++)
		if (keep(samples, &samples->facts[i]) < 0) {
			kmend_samples_release(samples);
			return -1;
		}
	return 0;
}

void kmend_samples_release(struct kmend_samples *samples)
{
	for (size_t i = 0; i < samples->npolicies; i++) {
		free(samples->policies[i].faults);
		free(samples->policies[i].coverage);
	}
	free(samples->policies);
	free(samples->strata);
	kmend_strings_release(&samples->strings);
	*samples = (struct kmend_samples){ 0 };
}

int kmend_samples_set_fact(struct kmend_samples *samples, enum kmend_sample_fact fact, const char *value)
{
	const char *kept = value;

	if (keep(samples, &kept) < 0)
		return -1;
	samples->facts[fact] = kept;
	return 0;
}

/* One more zeroed element at the end of a list that holds at most `most`. */
static void *add(void **list, size_t *count, size_t size, size_t most, const char *what)
{
	char *bigger;

	if (*count >= most) {
		kmend_error_as(KMEND_ERROR_INVALID, "more than %zu %s", most, what);
		return NULL;
	}
	bigger = realloc(*list, (*count + 1) * size);
	if (!bigger) {
		kmend_error_memory();
		return NULL;
	}
	*list = bigger;
	return memset(bigger + (*count)++ * size, 0, size);
}

int kmend_samples_add_policy(
	struct kmend_samples *samples, size_t *index, const char *policy, const char *image_hash, uint64_t golden_ns)
{
	struct kmend_sample *sample;

	if (keep(samples, &policy) < 0 || keep(samples, &image_hash) < 0)
		return -1;
	sample = add((void **)&samples->policies, &samples->npolicies, sizeof(*sample), KMEND_SAMPLE_POLICIES_MAX,
		"policies in one result");
	if (!sample)
		return -1;
	*sample = (struct kmend_sample){ .policy = policy, .image_hash = image_hash, .golden_ns = golden_ns };
	*index = samples->npolicies - 1;
	return 0;
}

int kmend_samples_add_fault(struct kmend_samples *samples, size_t policy, const struct kmend_sample_fault *fault)
{
	struct kmend_sample *sample = &samples->policies[policy];
	struct kmend_sample_fault kept = *fault;

	if ((unsigned)fault->outcome >= KMEND_OUTCOME_COUNT)
		return kmend_error_as(KMEND_ERROR_INVALID, "a fault has an outcome that is not one of the known ones");
	if ((unsigned)fault->service >= KMEND_SERVICE_COUNT)
		return kmend_error_as(KMEND_ERROR_INVALID, "a fault has services that are not one of the known ones");
	if (samples->nfaults >= KMEND_SAMPLE_FAULTS_MAX)
		return kmend_error_as(
			KMEND_ERROR_INVALID, "more than %zu experiments in one result", KMEND_SAMPLE_FAULTS_MAX);
	if (keep(samples, &kept.unit) < 0 || keep(samples, &kept.function) < 0 || keep(samples, &kept.type) < 0 ||
		keep(samples, &kept.component) < 0 || keep(samples, &kept.file) < 0 ||
		keep(samples, &kept.reason) < 0 || keep(samples, &kept.signature) < 0 || keep(samples, &kept.place) < 0)
		return -1;
	if (sample->nfaults == sample->room) {
		size_t room = sample->room ? sample->room * 2 : 256;
		struct kmend_sample_fault *faults = realloc(sample->faults, room * sizeof(*faults));

		if (!faults)
			return kmend_error_memory();
		sample->faults = faults;
		sample->room = room;
	}
	sample->faults[sample->nfaults++] = kept;
	samples->nfaults++;
	return 0;
}

int kmend_samples_add_coverage(
	struct kmend_samples *samples, size_t policy, const struct kmend_sample_coverage *coverage)
{
	struct kmend_sample *sample = &samples->policies[policy];
	struct kmend_sample_coverage kept = *coverage, *slot;

	if (keep(samples, &kept.component) < 0)
		return -1;
	slot = add((void **)&sample->coverage, &sample->ncoverage, sizeof(*slot), KMEND_SAMPLE_COMPONENTS_MAX,
		"components in one result");
	if (!slot)
		return -1;
	*slot = kept;
	return 0;
}

int kmend_samples_add_stratum(struct kmend_samples *samples, const struct kmend_sample_stratum *stratum)
{
	struct kmend_sample_stratum kept = *stratum, *slot;

	if (keep(samples, &kept.component) < 0)
		return -1;
	slot = add((void **)&samples->strata, &samples->nstrata, sizeof(*slot), KMEND_SAMPLE_COMPONENTS_MAX,
		"components in one result");
	if (!slot)
		return -1;
	*slot = kept;
	return 0;
}

/* ---- order ---- */

static int order_numbers(uint32_t a, uint32_t b)
{
	return (a > b) - (a < b);
}

int kmend_sample_order(const struct kmend_sample_fault *a, const struct kmend_sample_fault *b)
{
	int order = strcmp(a->unit, b->unit);

	order = order ? order : strcmp(a->function, b->function);
	order = order ? order : order_numbers(a->block, b->block);
	order = order ? order : order_numbers(a->candidate, b->candidate);
	order = order ? order : strcmp(a->type, b->type);
	return order ? order : order_numbers(a->repeat, b->repeat);
}

static int order_faults(const void *a, const void *b)
{
	return kmend_sample_order(a, b);
}

static int order_coverage(const void *a, const void *b)
{
	const struct kmend_sample_coverage *x = a, *y = b;

	return strcmp(x->component, y->component);
}

static int order_strata(const void *a, const void *b)
{
	const struct kmend_sample_stratum *x = a, *y = b;

	return strcmp(x->component, y->component);
}

/* As in reports: the order of the ABI, then names that it does not have. */
static int order_policies(const void *a, const void *b)
{
	const struct kmend_sample *x = a, *y = b;
	const struct kmend_policy_row *p = kmend_policy_find(x->policy), *q = kmend_policy_find(y->policy);
	int order = order_numbers(p ? p->number : UINT32_MAX, q ? q->number : UINT32_MAX);

	return order ? order : strcmp(x->policy, y->policy);
}

/* The first element that equals the one after it; `count` when there is none. */
static size_t sort(void *list, size_t count, size_t size, int (*order)(const void *a, const void *b))
{
	const char *at = list;

	if (!count)
		return 0;
	qsort(list, count, size, order);
	for (size_t i = 0; i + 1 < count; i++)
		if (order(at + i * size, at + (i + 1) * size) == 0)
			return i;
	return count;
}

static int sort_sample(const struct kmend_samples *samples, struct kmend_sample *sample)
{
	size_t same = sort(sample->faults, sample->nfaults, sizeof(*sample->faults), order_faults);

	if (same < sample->nfaults) {
		const struct kmend_sample_fault *fault = &sample->faults[same];

		return kmend_error_as(KMEND_ERROR_INVALID,
			"%s: the fault %.80s:%.80s:%u:%u:%.40s is there twice under %.40s", samples->name, fault->unit,
			fault->function, fault->block, fault->candidate, fault->type, sample->policy);
	}
	same = sort(sample->coverage, sample->ncoverage, sizeof(*sample->coverage), order_coverage);
	if (same < sample->ncoverage)
		return kmend_error_as(KMEND_ERROR_INVALID, "%s: the coverage of %.80s is there twice", samples->name,
			sample->coverage[same].component);
	return 0;
}

int kmend_samples_sort(struct kmend_samples *samples)
{
	size_t same = sort(samples->policies, samples->npolicies, sizeof(*samples->policies), order_policies);

	if (same < samples->npolicies)
		return kmend_error_as(KMEND_ERROR_INVALID, "%s: the policy %.80s is there twice", samples->name,
			samples->policies[same].policy);
	same = sort(samples->strata, samples->nstrata, sizeof(*samples->strata), order_strata);
	if (same < samples->nstrata)
		return kmend_error_as(KMEND_ERROR_INVALID, "%s: the component %.80s is there twice", samples->name,
			samples->strata[same].component);
	for (size_t i = 0; i < samples->npolicies; i++)
		if (sort_sample(samples, &samples->policies[i]) < 0)
			return -1;
	return 0;
}
