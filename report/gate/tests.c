/*
 * Survivability, crashes and broken state: the rules that are tests (docs/statistics.md, "The gate").
 *
 * Green when the interval excludes a difference that matters. Else red when the test says that it is worse. Else the result is too small.
 */
#include "report/gate/private.h"

#include <stdio.h>
#include <stdlib.h>

#include "harness/base/error.h"

/* ---- what is bad ---- */

static int is_not_survived(const struct kmend_sample_fault *fault)
{
	return !kmend_trait_survived(fault);
}

static int is_not_usable(const struct kmend_sample_fault *fault)
{
	return !kmend_trait_usable(fault);
}

static int is_inconsistent(const struct kmend_sample_fault *fault)
{
	return fault->inconsistent != 0;
}

static const struct test {
	enum kmend_gate_rule rule;
	kmend_trait *is_bad;
	const char *what; /* the share that people read */
	int is_good;      /* it is that of the faults that are not bad */
	const char *worse;
	int (*is_known)(const struct kmend_sample *sample); /* NULL: always */
} tests[] = {
	{ KMEND_RULE_SURVIVABILITY, is_not_survived, "survived", 1, "fewer", NULL },
	{ KMEND_RULE_USABLE, is_not_usable, "usable", 1, "fewer", kmend_sample_is_probed },
	{ KMEND_RULE_CRASHES, kmend_trait_crashed, "crashed", 0, "more", NULL },
	{ KMEND_RULE_INCONSISTENT, is_inconsistent, "broken state", 0, "more", NULL },
};

#define NTESTS (sizeof(tests) / sizeof(tests[0]))

static const struct test *test_of(enum kmend_gate_rule rule)
{
	size_t i = 0;

	while (tests[i].rule != rule)
		i++;
	return &tests[i];
}

/* ---- counting ---- */

static int is_activated(const struct kmend_sample_fault *fault)
{
	return kmend_outcome_is(fault->outcome, KMEND_OUTCOME_ACTIVATED);
}

/* On which sides is it known? Bits 1 << KMEND_FIRST, 1 << KMEND_SECOND. */
static unsigned known_sides(const struct kmend_pairing *pairing, const struct test *test)
{
	unsigned sides = 0;

	for (int side = 0; side < KMEND_SIDES; side++)
		sides |= !test->is_known || test->is_known(pairing->side[side]) ? 1u << side : 0;
	return sides;
}

/* What all activated faults of a side are, and what of them the pairs are not. */
static struct kmend_split count_all(const struct kmend_pairing *pairing, const struct test *test)
{
	struct kmend_split all = { 0 };

	for (int side = 0; side < KMEND_SIDES; side++)
		for (size_t i = 0; i < pairing->side[side]->nfaults; i++) {
			const struct kmend_sample_fault *fault = &pairing->side[side]->faults[i];

			all.total[side] += is_activated(fault) != 0;
			all.count[side] += is_activated(fault) && test->is_bad(fault);
		}
	return all;
}

static struct kmend_split count_rest(const struct kmend_split *all, const struct kmend_pairs *pairs)
{
	struct kmend_split rest = *all;
	uint64_t n = pairs->both + pairs->first + pairs->second + pairs->neither;

	rest.total[KMEND_FIRST] -= n;
	rest.total[KMEND_SECOND] -= n;
	rest.count[KMEND_FIRST] -= pairs->both + pairs->first;
	rest.count[KMEND_SECOND] -= pairs->both + pairs->second;
	return rest;
}

static double share(const struct kmend_split *all, int side, int is_good)
{
	double bad = all->total[side] ? (double)all->count[side] / (double)all->total[side] : -1;

	return bad < 0 || !is_good ? bad : 1 - bad;
}

static int ask(struct kmend_gate *gate, const struct test *test, size_t i)
{
	const struct kmend_pairing *pairing = &gate->pairings[i];
	struct kmend_split all = count_all(pairing, test), rest;
	struct kmend_pairs pairs = kmend_pairing_count(pairing, test->is_bad);
	unsigned sides = known_sides(pairing, test);
	struct kmend_gate_row *row;
	int ignored;

	if (!sides)
		return 0; /* a target that probes nothing */
	row = gate_row(gate, test->rule, kmend_gate_policy(gate, i), &ignored);
	if (!row)
		return ignored ? 0 : -1;
	rest = count_rest(&all, &pairs);
	if (sides >> KMEND_FIRST & 1)
		row->before = share(&all, KMEND_FIRST, test->is_good);
	if (sides >> KMEND_SECOND & 1)
		row->after = share(&all, KMEND_SECOND, test->is_good);
	if (sides != (1u << KMEND_FIRST | 1u << KMEND_SECOND)) {
		pairs = (struct kmend_pairs){ 0 };
		rest = (struct kmend_split){ 0 };
	}
	return kmend_change(&row->change, &pairs, &rest);
}

/* ---- deciding ---- */

/* "survived 61.0%, was 68.8%; of 300 compared 7.8 points fewer [5.1, 10.5]" */
static void describe(char *text, size_t size, const struct kmend_gate_row *row)
{
	const struct kmend_rate *difference = &row->change.difference;
	const struct test *test = test_of(row->rule);

	snprintf(text, size, "%s %.1f%%, was %.1f%%; of %llu compared %.1f points %s [%.1f, %.1f]", test->what,
		100 * row->after, 100 * row->before, (unsigned long long)(row->change.pairs + row->change.others),
		100 * difference->value, test->worse, 100 * difference->low, 100 * difference->high);
}

static void decide(struct kmend_gate_row *row, const struct kmend_gate *gate)
{
	double limit = gate->rules->limits[row->rule], level = gate->rules->level;
	unsigned long long needed;
	unsigned long long worse = row->change.counted.second, better = row->change.counted.first;
	char text[200];

	describe(text, sizeof(text), row);
	if (test_of(row->rule)->is_known && (row->before < 0) != (row->after < 0))
		gate_say(row, KMEND_GATE_UNKNOWN, "no services were probed in %s",
			row->before < 0 ? "the baseline" : "the result");
	else if (!(row->change.pairs + row->change.others))
		gate_say(row, KMEND_GATE_UNKNOWN, "no activated fault can be compared with one of the baseline");
	else if (row->rule == KMEND_RULE_INCONSISTENT && row->before <= 0 && worse)
		gate_say(row, KMEND_GATE_FAIL, "broken state after %llu of the same faults, in the baseline after none",
			worse);
	else if (row->change.difference.high < limit)
		gate_say(row, KMEND_GATE_PASS, "%s, below %.1f%s", text, 100 * limit,
			row->p <= level ? "; it is worse, but by less than matters" : "");
	else if (row->p <= level)
		gate_say(row, KMEND_GATE_FAIL, "%s (p = %.2g): %llu faults are worse, %llu better", text, row->p, worse,
			better);
	else if ((needed = kmend_change_needed(
			  &row->change, limit, level / (double)(gate->ntests ? gate->ntests : 1))) > 0)
		gate_say(row, KMEND_GATE_UNKNOWN, "too small: %s, and %.1f matter; about %llu faults would tell", text,
			100 * limit, needed);
	else
		gate_say(row, KMEND_GATE_UNKNOWN, "too small: %s, and %.1f matter", text, 100 * limit);
}

static int is_test(const struct kmend_gate_row *row)
{
	return kmend_gate_rule_kind(row->rule) == KMEND_GATE_TEST;
}

/* Holm's correction over the tests that can come out otherwise, given their margins: the others never turn the gate red. */
static int correct(struct kmend_gate *gate)
{
	double *p = calloc(2 * gate->nrows + 1, sizeof(*p)), *adjusted = p + gate->nrows;
	size_t n = 0;

	if (!p)
		return kmend_error_memory();
	for (size_t i = 0; i < gate->nrows; i++)
		if (is_test(&gate->rows[i]) && kmend_change_is_open(&gate->rows[i].change))
			p[n++] = gate->rows[i].change.p;
	kmend_holm(adjusted, p, n);
	gate->ntests = n;
	n = 0;
	for (size_t i = 0; i < gate->nrows; i++)
		if (is_test(&gate->rows[i]) && kmend_change_is_open(&gate->rows[i].change))
			gate->rows[i].p = adjusted[n++];
	free(p);
	return 0;
}

int gate_tests(struct kmend_gate *gate)
{
	for (size_t k = 0; k < NTESTS; k++)
		for (size_t i = 0; i < gate->npairings; i++)
			if (ask(gate, &tests[k], i) < 0)
				return -1;
	if (correct(gate) < 0)
		return -1;
	for (size_t i = 0; i < gate->nrows; i++)
		if (is_test(&gate->rows[i]))
			decide(&gate->rows[i], gate);
	return 0;
}
