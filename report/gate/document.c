/* A verdict as a document: the rules, then where it got worse, by component and by fault. */
#include <stdlib.h>
#include <string.h>

#include "harness/base/error.h"
#include "report/cells.h"
#include "report/gate/private.h"

#define FAULTS_MAX 20 /* of one policy, in a table for people */

/* ---- rules ---- */

static void number(struct kmend_table *table, double value, int known)
{
	if (known)
		kmend_table_cell(table, "%.6g", value);
	else
		kmend_table_cell(table, "%s", "");
}

static void rule_for_programs(
	struct kmend_table *table, const struct kmend_gate *gate, const struct kmend_gate_row *row)
{
	int is_test = kmend_gate_rule_kind(row->rule) == KMEND_GATE_TEST;

	number(table, row->before, row->before >= 0);
	number(table, row->after, row->after >= 0);
	number(table, gate->rules->limits[row->rule], 1);
	number(table, row->change.difference.value, is_test);
	number(table, row->change.difference.low, is_test);
	number(table, row->change.difference.high, is_test);
	number(table, row->p, is_test);
	number(table, (double)row->change.pairs, is_test);
	number(table, (double)row->change.counted.second, is_test);
	number(table, (double)row->change.counted.first, is_test);
	number(table, (double)row->change.others, is_test);
}

static void add_rules(struct kmend_section *section, const struct kmend_gate *gate, int data)
{
	kmend_table_init(&section->table,
		data ? "rule|policy|verdict|>before|>after|>limit|>difference|>low|>high|>p|>pairs|>worse|>better|>"
		       "unpaired|why"
		     : "rule|policy|verdict|what there is");
	for (size_t i = 0; i < gate->nrows; i++) {
		const struct kmend_gate_row *row = &gate->rows[i];

		kmend_cell_text(&section->table, kmend_gate_rule_word(row->rule));
		kmend_cell_text(&section->table, *row->policy ? row->policy : "all");
		kmend_cell_text(&section->table, kmend_gate_verdict_word(row->verdict));
		if (data)
			rule_for_programs(&section->table, gate, row);
		kmend_cell_text(&section->table, row->why);
	}
	if (data)
		return;
	kmend_section_note(section,
		"Differences are of the compared faults, in percentage points, with 95%% intervals; p is one-sided, "
		"exact, and "
		"corrected (Holm) for the %zu tests of this gate: at most %g%% of results in which nothing is "
		"different turn red.",
		gate->ntests, 100 * gate->rules->level);
}

/* ---- components ---- */

struct component {
	const char *name;
	uint64_t pairs, survived[KMEND_SIDES], crashed[KMEND_SIDES];
};

struct components {
	struct component *list;
	size_t count;
};

static struct component *component_of(struct components *components, const char *name)
{
	struct component *bigger;

	for (size_t i = 0; i < components->count; i++)
		if (strcmp(components->list[i].name, name) == 0)
			return &components->list[i];
	bigger = realloc(components->list, (components->count + 1) * sizeof(*bigger));
	if (!bigger)
		return NULL;
	components->list = bigger;
	bigger[components->count] = (struct component){ .name = name };
	return &bigger[components->count++];
}

static int count_components(struct components *components, const struct kmend_pairing *pairing)
{
	for (size_t i = 0; i < pairing->nmatches; i++) {
		struct component *one;

		if (pairing->matches[i].why != KMEND_UNPAIRED_NONE)
			continue;
		one = component_of(components, kmend_pairing_fault(pairing, i, KMEND_SECOND)->component);
		if (!one)
			return -1;
		one->pairs++;
		for (int side = 0; side < KMEND_SIDES; side++) {
			enum kmend_outcome outcome = kmend_pairing_fault(pairing, i, side)->outcome;

			one->survived[side] += kmend_outcome_is(outcome, KMEND_OUTCOME_SURVIVED) != 0;
			one->crashed[side] += outcome == KMEND_OUTCOME_CRASH;
		}
	}
	return 0;
}

static int64_t lost(const struct component *one)
{
	return (int64_t)(one->survived[KMEND_FIRST] - one->survived[KMEND_SECOND]) +
		(int64_t)(one->crashed[KMEND_SECOND] - one->crashed[KMEND_FIRST]);
}

static int by_loss(const void *a, const void *b)
{
	int64_t x = lost(a), y = lost(b);

	if (x != y)
		return x > y ? -1 : 1;
	return strcmp(((const struct component *)a)->name, ((const struct component *)b)->name);
}

static int is_different(const struct component *one)
{
	return one->survived[KMEND_FIRST] != one->survived[KMEND_SECOND] ||
		one->crashed[KMEND_FIRST] != one->crashed[KMEND_SECOND];
}

static void add_components(struct kmend_section *section, const struct kmend_gate *gate, int data)
{
	kmend_table_init(&section->table,
		data ? "policy|component|>pairs|>survived_before|>survived_now|>crashed_before|>crashed_now"
		     : "policy|component|>same faults|>survived before|>survived now|>crashed before|>crashed now");
	for (size_t i = 0; i < gate->npairings; i++) {
		struct components components = { 0 };

		if (count_components(&components, &gate->pairings[i]) < 0)
			section->failed = 1;
		if (components.count)
			qsort(components.list, components.count, sizeof(*components.list), by_loss);
		for (size_t k = 0; k < components.count; k++) {
			const struct component *one = &components.list[k];

			if (!is_different(one))
				continue;
			kmend_cell_text(&section->table, kmend_gate_policy(gate, i));
			kmend_cell_text(&section->table, one->name);
			kmend_cell_count(&section->table, one->pairs);
			kmend_cell_count(&section->table, one->survived[KMEND_FIRST]);
			kmend_cell_count(&section->table, one->survived[KMEND_SECOND]);
			kmend_cell_count(&section->table, one->crashed[KMEND_FIRST]);
			kmend_cell_count(&section->table, one->crashed[KMEND_SECOND]);
		}
		free(components.list);
	}
}

/* ---- faults ---- */

static void add_fault(struct kmend_table *table, const struct kmend_gate *gate, size_t i, size_t match)
{
	const struct kmend_sample_fault *before = kmend_pairing_fault(&gate->pairings[i], match, KMEND_FIRST);
	const struct kmend_sample_fault *after = kmend_pairing_fault(&gate->pairings[i], match, KMEND_SECOND);

	kmend_cell_text(table, kmend_gate_policy(gate, i));
	kmend_cell_text(table, after->component);
	kmend_cell_text(table, after->function);
	kmend_table_cell(table, "%s:%u", after->file, after->line);
	kmend_cell_text(table, kmend_outcome_name(before->outcome));
	kmend_cell_text(table, kmend_outcome_name(after->outcome));
	kmend_cell_text(
		table, after->outcome == KMEND_OUTCOME_CRASH && *after->signature ? after->signature : after->reason);
	kmend_table_cell(table, "%lld", (long long)after->id);
}

/* Pairs that got worse: `changed` has the worst first, and those that got better at its end. */
static void add_faults(struct kmend_section *section, const struct kmend_gate *gate, int data)
{
	kmend_table_init(&section->table, "policy|component|function|where|before|now|why|>experiment");
	for (size_t i = 0; i < gate->npairings; i++) {
		const struct kmend_pairing *pairing = &gate->pairings[i];
		size_t worse = 0;

		for (size_t k = 0; k < pairing->nchanged; k++) {
			if (kmend_pairing_worse(pairing, pairing->changed[k]) <= 0)
				continue;
			if (data || worse < FAULTS_MAX)
				add_fault(&section->table, gate, i, pairing->changed[k]);
			worse++;
		}
		if (!data && worse > FAULTS_MAX)
			kmend_section_note(section, "%s: %zu more; `--table faults --format csv` has all.",
				kmend_gate_policy(gate, i), worse - FAULTS_MAX);
	}
}

static const struct {
	const char *name, *title;
	void (*fill)(struct kmend_section *section, const struct kmend_gate *gate, int data);
} tables[] = {
	{ "rules", "Rules", add_rules },
	{ "components", "Components that differ, worst first", add_components },
	{ "faults", "Faults that are worse now", add_faults },
};

#define NTABLES (sizeof(tables) / sizeof(tables[0]))

const char *kmend_gate_table_name(size_t number)
{
	return number < NTABLES ? tables[number].name : NULL;
}

/* A table without rows says nothing to people; its place stays. */
static void leave_out(struct kmend_section *section)
{
	kmend_table_release(&section->table);
	kmend_section_note(section, "None.");
}

void kmend_gate_document(struct kmend_document *document, const struct kmend_gate *gate, const char *table, int data)
{
	static const char *const verdicts[] = { "Gate: green", "Gate: RED", "Gate: cannot tell" };
	const struct kmend_samples *baseline = gate->side[KMEND_FIRST], *result = gate->side[KMEND_SECOND];

	kmend_document_init(document, verdicts[gate->verdict]);
	kmend_document_fact(document, "verdict", kmend_gate_verdict_word(gate->verdict));
	kmend_document_fact(document, "target", result->facts[KMEND_FACT_TARGET]);
	kmend_document_fact(document, "campaign", result->facts[KMEND_FACT_CAMPAIGN]);
	kmend_document_fact(document, "result", result->name);
	kmend_document_fact(document, "revision", result->facts[KMEND_FACT_REVISION]);
	kmend_document_fact(document, "baseline", baseline->name);
	kmend_document_fact(document, "baseline revision", baseline->facts[KMEND_FACT_REVISION]);
	for (size_t i = 0; i < NTABLES; i++) {
		struct kmend_section *section = table && strcmp(table, tables[i].name) != 0
			? NULL
			: kmend_document_section(document, tables[i].name, tables[i].title);

		if (section)
			tables[i].fill(section, gate, data);
		if (section && !section->table.nrows && !table && !data)
			leave_out(section);
	}
	for (enum kmend_sample_fact fact = KMEND_FACT_MEMORY_MIB; fact < KMEND_FACT_COUNT; fact++)
		if (strcmp(baseline->facts[fact], result->facts[fact]) != 0)
			kmend_document_note(document, "%s is %.80s, in the baseline %.80s",
				kmend_sample_fact_words(fact), result->facts[fact], baseline->facts[fact]);
}
