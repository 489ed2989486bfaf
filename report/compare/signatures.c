/* One list of all crashes of both sides, sorted by signature, is cut into its groups. */
#include "report/compare/signatures.h"

#include <stdlib.h>
#include <string.h>

#include "harness/base/error.h"

static const char *const words[KMEND_SIGNATURE_CHANGE_COUNT] = {
#define KMEND_X(upper, word) word,
	KMEND_SIGNATURE_CHANGES(KMEND_X)
#undef KMEND_X
};

const char *kmend_signature_change_word(enum kmend_signature_change change)
{
	return words[change];
}

struct crash {
	const struct kmend_sample_fault *fault;
	int side;
};

static int order_crashes(const void *a, const void *b)
{
	const struct crash *x = a, *y = b;
	int order = strcmp(x->fault->signature, y->fault->signature);

	order = order ? order : strcmp(x->fault->place, y->fault->place);
	return order ? order : x->side - y->side;
}

static void collect(struct crash *crashes, size_t *count, const struct kmend_sample *sample, int side)
{
	for (size_t i = 0; i < sample->nfaults; i++)
		if (sample->faults[i].outcome == KMEND_OUTCOME_CRASH && *sample->faults[i].signature)
			crashes[(*count)++] = (struct crash){ &sample->faults[i], side };
}

static void add(struct kmend_signature *group, const struct crash *crash)
{
	int side = crash->side;

	if (!group->count[side]++)
		group->place[side] = crash->fault->place; /* they are sorted: the least */
	if (crash->fault->id && (!group->example[side] || crash->fault->id < group->example[side]))
		group->example[side] = crash->fault->id;
}

/* Is any place of the group on both sides? */
static int share_a_place(const struct crash *crashes, size_t count)
{
	for (size_t i = 0; i + 1 < count; i++)
		if (crashes[i].side != crashes[i + 1].side &&
			strcmp(crashes[i].fault->place, crashes[i + 1].fault->place) == 0)
			return 1;
	return 0;
}

static enum kmend_signature_change change_of(
	const struct kmend_signature *group, const struct crash *crashes, size_t count)
{
	if (!group->count[KMEND_FIRST] || !group->count[KMEND_SECOND])
		return group->count[KMEND_FIRST] ? KMEND_SIGNATURE_GONE : KMEND_SIGNATURE_NEW;
	if (group->count[KMEND_FIRST] != group->count[KMEND_SECOND])
		return group->count[KMEND_FIRST] < group->count[KMEND_SECOND] ? KMEND_SIGNATURE_MORE
									      : KMEND_SIGNATURE_FEWER;
	return share_a_place(crashes, count) ? KMEND_SIGNATURE_SAME : KMEND_SIGNATURE_MOVED;
}

static uint64_t difference(const struct kmend_signature *group)
{
	uint64_t one = group->count[KMEND_FIRST], other = group->count[KMEND_SECOND];

	return one > other ? one - other : other - one;
}

static int order_groups(const void *a, const void *b)
{
	const struct kmend_signature *x = a, *y = b;
	uint64_t p = difference(x), q = difference(y);

	if (x->change != y->change)
		return x->change < y->change ? -1 : 1;
	return p != q ? (p > q ? -1 : 1) : strcmp(x->signature, y->signature);
}

int kmend_signatures_make(struct kmend_signature **out, size_t *count, const struct kmend_sample *first,
	const struct kmend_sample *second)
{
	size_t ncrashes = 0, most = first->nfaults + second->nfaults;
	struct crash *crashes = calloc(most + 1, sizeof(*crashes));
	struct kmend_signature *groups;

	*out = NULL;
	*count = 0;
	if (!crashes)
		return kmend_error_memory();
	collect(crashes, &ncrashes, first, KMEND_FIRST);
	collect(crashes, &ncrashes, second, KMEND_SECOND);
	groups = calloc(ncrashes + 1, sizeof(*groups));
	if (!groups) {
		free(crashes);
		return kmend_error_memory();
	}
	qsort(crashes, ncrashes, sizeof(*crashes), order_crashes);
	for (size_t from = 0, to; from < ncrashes; from = to) {
		struct kmend_signature *group = &groups[(*count)++];

		*group = (struct kmend_signature){ .signature = crashes[from].fault->signature, .place = { "", "" } };
		for (to = from; to < ncrashes && strcmp(crashes[to].fault->signature, group->signature) == 0; to++)
			add(group, &crashes[to]);
		group->change = change_of(group, &crashes[from], to - from);
	}
	free(crashes);
	qsort(groups, *count, sizeof(*groups), order_groups);
	*out = groups;
	return 0;
}
