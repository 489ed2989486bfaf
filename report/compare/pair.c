#include "report/compare/pair.h"

#include <stdlib.h>
#include <string.h>

#include "harness/base/error.h"

static const struct {
	const char *key, *words;
} reasons[KMEND_UNPAIRED_COUNT] = { { "pair", "a pair" },
#define KMEND_X(upper, key, words) { key, words },
	KMEND_UNPAIRED(KMEND_X)
#undef KMEND_X
};

const char *kmend_unpaired_key(enum kmend_unpaired why)
{
	return reasons[why].key;
}

const char *kmend_unpaired_words(enum kmend_unpaired why)
{
	return reasons[why].words;
}

const struct kmend_sample_fault *kmend_pairing_fault(const struct kmend_pairing *pairing, size_t match, int side)
{
	return &pairing->side[side]->faults[pairing->matches[match].fault[side]];
}

static int is_activated(const struct kmend_sample_fault *fault)
{
	return kmend_outcome_is(fault->outcome, KMEND_OUTCOME_ACTIVATED);
}

/* ---- which fault is which ---- */

static int order_functions(const struct kmend_sample_fault *a, const struct kmend_sample_fault *b)
{
	int order = strcmp(a->unit, b->unit);

	return order ? order : strcmp(a->function, b->function);
}

/* The first fault of the sample whose function is not below that of `fault`. */
static size_t first_of_function(const struct kmend_sample *sample, const struct kmend_sample_fault *fault)
{
	size_t low = 0, high = sample->nfaults;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (order_functions(&sample->faults[middle], fault) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* Why the other sample has no such fault: faults of one function have one shape, so its first one tells. */
static enum kmend_unpaired why_single(const struct kmend_sample *other, const struct kmend_sample_fault *fault)
{
	size_t at = first_of_function(other, fault);
	int is_there = at < other->nfaults && order_functions(&other->faults[at], fault) == 0;

	return is_there && other->faults[at].shape != fault->shape ? KMEND_UNPAIRED_SHAPE : KMEND_UNPAIRED_PLAN;
}

static void add_single(struct kmend_pairing *pairing, int side, size_t fault, enum kmend_unpaired why)
{
	pairing->singles[side][pairing->nsingles[side]++] = (struct kmend_single){ fault, why };
	pairing->unpaired[side][why]++;
}

static void add_missing(struct kmend_pairing *pairing, int side, size_t fault)
{
	add_single(pairing, side, fault, why_single(pairing->side[!side], &pairing->side[side]->faults[fault]));
}

static enum kmend_unpaired why_unpaired(const struct kmend_sample_fault *a, const struct kmend_sample_fault *b)
{
	if (a->outcome == KMEND_OUTCOME_NONE || b->outcome == KMEND_OUTCOME_NONE)
		return KMEND_UNPAIRED_PENDING;
	if (a->outcome == KMEND_OUTCOME_INFRA_ERROR || b->outcome == KMEND_OUTCOME_INFRA_ERROR)
		return KMEND_UNPAIRED_INFRA;
	return is_activated(a) && is_activated(b) ? KMEND_UNPAIRED_NONE : KMEND_UNPAIRED_NOT_ACTIVATED;
}

static void add_match(struct kmend_pairing *pairing, size_t first, size_t second)
{
	const struct kmend_sample_fault *a = &pairing->side[KMEND_FIRST]->faults[first];
	const struct kmend_sample_fault *b = &pairing->side[KMEND_SECOND]->faults[second];
	enum kmend_unpaired why = why_unpaired(a, b);

	pairing->matches[pairing->nmatches++] = (struct kmend_match){ { first, second }, why };
	pairing->matrix[a->outcome][b->outcome]++;
	if (why == KMEND_UNPAIRED_NONE) {
		pairing->npairs++;
		return;
	}
	for (int side = 0; side < KMEND_SIDES; side++)
		pairing->unpaired[side][why]++;
}

/* Both lists are sorted: one walk over them. */
static void walk(struct kmend_pairing *pairing)
{
	const struct kmend_sample *first = pairing->side[KMEND_FIRST], *second = pairing->side[KMEND_SECOND];
	size_t i = 0, k = 0;

	while (i < first->nfaults || k < second->nfaults) {
		int order = i == first->nfaults ? 1
			: k == second->nfaults  ? -1
						: kmend_sample_order(&first->faults[i], &second->faults[k]);

		if (order < 0) {
			add_missing(pairing, KMEND_FIRST, i++);
		} else if (order > 0) {
			add_missing(pairing, KMEND_SECOND, k++);
		} else if (first->faults[i].shape != second->faults[k].shape) {
			add_single(pairing, KMEND_FIRST, i++, KMEND_UNPAIRED_SHAPE);
			add_single(pairing, KMEND_SECOND, k++, KMEND_UNPAIRED_SHAPE);
		} else {
			add_match(pairing, i++, k++);
		}
	}
}

/* ---- what changed ---- */

int kmend_pairing_worse(const struct kmend_pairing *pairing, size_t match)
{
	/* The list of outcomes goes from the best to the worst of an activated fault. */
	return (int)kmend_pairing_fault(pairing, match, KMEND_SECOND)->outcome -
		(int)kmend_pairing_fault(pairing, match, KMEND_FIRST)->outcome;
}

/* How far the audit's answer got worse: 1, 0 or -1. */
static int more_inconsistent(const struct kmend_pairing *pairing, size_t match)
{
	return kmend_pairing_fault(pairing, match, KMEND_SECOND)->inconsistent -
		kmend_pairing_fault(pairing, match, KMEND_FIRST)->inconsistent;
}

/* Worst first: the longest way down, then where it ended, then broken state; what got better comes last, in the same order. */
static int order_changes(const void *a, const void *b, void *context)
{
	const struct kmend_pairing *pairing = context;
	size_t x = *(const size_t *)a, y = *(const size_t *)b;
	int order = kmend_pairing_worse(pairing, y) - kmend_pairing_worse(pairing, x);

	order = order ? order
		      : (int)kmend_pairing_fault(pairing, y, KMEND_SECOND)->outcome -
			(int)kmend_pairing_fault(pairing, x, KMEND_SECOND)->outcome;
	order = order ? order : more_inconsistent(pairing, y) - more_inconsistent(pairing, x);
	return order ? order : (x > y) - (x < y);
}

static void find_changes(struct kmend_pairing *pairing)
{
	for (size_t i = 0; i < pairing->nmatches; i++)
		if (pairing->matches[i].why == KMEND_UNPAIRED_NONE &&
			(kmend_pairing_worse(pairing, i) || more_inconsistent(pairing, i)))
			pairing->changed[pairing->nchanged++] = i;
	if (pairing->nchanged)
		qsort_r(pairing->changed, pairing->nchanged, sizeof(*pairing->changed), order_changes, pairing);
}

int kmend_pairing_make(
	struct kmend_pairing *pairing, const struct kmend_sample *first, const struct kmend_sample *second)
{
	size_t least = first->nfaults < second->nfaults ? first->nfaults : second->nfaults;

	*pairing = (struct kmend_pairing){ .side = { first, second } };
	pairing->matches = calloc(least + 1, sizeof(*pairing->matches));
	pairing->changed = calloc(least + 1, sizeof(*pairing->changed));
	for (int side = 0; side < KMEND_SIDES; side++)
		pairing->singles[side] = calloc(pairing->side[side]->nfaults + 1, sizeof(*pairing->singles[side]));
	if (!pairing->matches || !pairing->changed || !pairing->singles[KMEND_FIRST] ||
		!pairing->singles[KMEND_SECOND]) {
		kmend_pairing_release(pairing);
		return kmend_error_memory();
	}
	walk(pairing);
	find_changes(pairing);
	return 0;
}

void kmend_pairing_release(struct kmend_pairing *pairing)
{
	free(pairing->matches);
	free(pairing->changed);
	for (int side = 0; side < KMEND_SIDES; side++)
		free(pairing->singles[side]);
	*pairing = (struct kmend_pairing){ 0 };
}

/* ---- counting ---- */

struct kmend_pairs kmend_pairing_count(const struct kmend_pairing *pairing, kmend_trait *trait)
{
	struct kmend_pairs pairs = { 0 };

	for (size_t i = 0; i < pairing->nmatches; i++) {
		int one, other;

		if (pairing->matches[i].why != KMEND_UNPAIRED_NONE)
			continue;
		one = trait(kmend_pairing_fault(pairing, i, KMEND_FIRST));
		other = trait(kmend_pairing_fault(pairing, i, KMEND_SECOND));
		(*(one && other ? &pairs.both : one ? &pairs.first : other ? &pairs.second : &pairs.neither))++;
	}
	return pairs;
}

static void count_rest(struct kmend_split *split, int side, const struct kmend_sample_fault *fault, kmend_trait *trait)
{
	if (!is_activated(fault))
		return;
	split->total[side]++;
	split->count[side] += trait(fault) != 0;
}

struct kmend_split kmend_pairing_rest(const struct kmend_pairing *pairing, kmend_trait *trait)
{
	struct kmend_split split = { 0 };

	for (int side = 0; side < KMEND_SIDES; side++)
		for (size_t i = 0; i < pairing->nsingles[side]; i++)
			count_rest(&split, side, &pairing->side[side]->faults[pairing->singles[side][i].fault], trait);
	for (size_t i = 0; i < pairing->nmatches; i++)
		for (int side = 0; side < KMEND_SIDES && pairing->matches[i].why; side++)
			count_rest(&split, side, kmend_pairing_fault(pairing, i, side), trait);
	return split;
}
