/* Chooses the tables, and says around them what a reader must know: what is compared, what differs, what cannot be trusted. */
#include "report/compare/compare_document.h"

#include <stdlib.h>
#include <string.h>

#include "harness/base/error.h"
#include "harness/base/file.h"
#include "report/compare/measures.h"
#include "report/compare/view.h"
#include "report/gnuplot.h"

static const struct compare_table *const tables[] = {
#define KMEND_X(name) &compare_table_##name,
	COMPARE_TABLES(KMEND_X)
#undef KMEND_X
};

#define NTABLES (sizeof(tables) / sizeof(tables[0]))

const char *kmend_compare_table_name(size_t number)
{
	return number < NTABLES ? tables[number]->name : NULL;
}

static const struct compare_table *find(const char *name)
{
	for (size_t i = 0; i < NTABLES; i++)
		if (strcmp(tables[i]->name, name) == 0)
			return tables[i];
	if (strcmp(name, KMEND_COMPARE_MEASURES) == 0) {
		kmend_error_as(KMEND_ERROR_USAGE,
			"the table " KMEND_COMPARE_MEASURES " compares two results of `measure: overhead`");
		return NULL;
	}
	kmend_error_as(KMEND_ERROR_USAGE, "unknown table '%.80s'", name);
	return NULL;
}

/* ---- what is compared ---- */

static int is_same(const struct kmend_comparison *comparison, enum kmend_sample_fact fact)
{
	return strcmp(comparison->samples[KMEND_FIRST]->facts[fact], comparison->samples[KMEND_SECOND]->facts[fact]) ==
		0;
}

/* Facts that stand in every comparison when they are the same in both. A shard is one when it is not the whole. */
static int is_always_said(enum kmend_sample_fact fact, const char *value)
{
	return (fact == KMEND_FACT_SHARD && *value) || fact == KMEND_FACT_CAMPAIGN || fact == KMEND_FACT_TARGET ||
		fact == KMEND_FACT_REVISION || fact == KMEND_FACT_FAULT_MODEL || fact == KMEND_FACT_SELECT;
}

/* What no value means; "": nobody knows. */
static const char *empty_value(enum kmend_sample_fact fact)
{
	switch (fact) {
	case KMEND_FACT_DETECTORS:
		return "none";
	case KMEND_FACT_WORKLOAD:
		return "default";
	case KMEND_FACT_SHARD:
		return "the whole plan";
	default:
		return "";
	}
}

static void fact_of(struct kmend_document *document, const char *letter, const struct kmend_samples *samples,
	enum kmend_sample_fact fact)
{
	const char *words = kmend_sample_fact_words(fact), *value = samples->facts[fact];
	char *name = kmend_format("%s %s", letter, words);

	kmend_document_fact(document, name ? name : words, *value ? value : empty_value(fact));
	document->failed |= !name;
	free(name);
}

static void add_facts(struct kmend_document *document, const struct kmend_comparison *comparison)
{
	const struct kmend_samples *first = comparison->samples[KMEND_FIRST],
				   *second = comparison->samples[KMEND_SECOND];

	if (kmend_comparison_is_of_two(comparison)) {
		kmend_document_fact(document, "A", first->name);
		kmend_document_fact(document, "B", second->name);
	} else {
		kmend_document_fact(document, "result", first->name);
	}
	for (enum kmend_sample_fact fact = 0; fact < KMEND_FACT_COUNT; fact++) {
		const char *words = kmend_sample_fact_words(fact);

		if (is_same(comparison, fact)) {
			if (is_always_said(fact, first->facts[fact]))
				kmend_document_fact(document, words, first->facts[fact]);
			continue;
		}
		fact_of(document, "A", first, fact);
		fact_of(document, "B", second, fact);
	}
}

/* ---- what cannot be trusted ---- */

static char *warning_of(const struct kmend_samples *samples, int about_validity)
{
	size_t pending = 0;

	if (about_validity)
		return kmend_samples_is_valid(samples)
			? NULL
			: kmend_format("%s is INVALID: %s; these numbers decide nothing.", samples->name,
				  samples->differing ? "experiments of it wrote another event log on another machine"
						     : "more than 1% of its experiments ended in infra-error");
	if (kmend_samples_is_complete(samples))
		return NULL;
	if (!samples->plan_complete)
		return kmend_format("%s is incomplete: its campaign stopped before its plan was made.", samples->name);
	for (size_t i = 0; i < samples->npolicies; i++) {
		uint64_t outcomes[KMEND_OUTCOME_COUNT];

		kmend_sample_count(&samples->policies[i], outcomes);
		pending += outcomes[KMEND_OUTCOME_NONE];
	}
	return kmend_format("%s is incomplete: %zu of %zu experiments have not run (yet).", samples->name, pending,
		samples->nfaults);
}

char *kmend_compare_warning(const struct kmend_comparison *comparison, size_t number)
{
	for (int side = 0; side < (kmend_comparison_is_of_two(comparison) ? KMEND_SIDES : 1); side++)
		for (int about_validity = 0; about_validity < 2; about_validity++) {
			char *warning = warning_of(comparison->samples[side], about_validity);

			if (warning && number-- == 0)
				return warning;
			free(warning);
		}
	return NULL;
}

/* Policies that have no partner: they are in one of two results only. */
static void note_alone(struct kmend_document *document, const struct kmend_comparison *comparison, int side)
{
	const struct kmend_samples *samples = comparison->samples[side];

	for (size_t i = 0; i < samples->npolicies; i++) {
		int found = 0;

		for (size_t k = 0; k < comparison->ncontrasts; k++)
			found |= comparison->contrasts[k].pairing.side[side] == &samples->policies[i];
		if (!found && !kmend_samples_find(comparison->samples[!side], samples->policies[i].policy))
			kmend_document_note(document, "Policy %s is in %s only.", samples->policies[i].policy,
				side == KMEND_FIRST ? "A" : "B");
	}
}

static void add_notes(struct kmend_document *document, const struct kmend_comparison *comparison)
{
	char *warning;

	for (size_t i = 0; (warning = kmend_compare_warning(comparison, i)); i++) {
		kmend_document_note(document, "%s", warning);
		free(warning);
	}
	for (int side = 0; kmend_comparison_is_of_two(comparison) && side < KMEND_SIDES; side++)
		note_alone(document, comparison, side);
	for (size_t i = 0; i < comparison->ncontrasts; i++) {
		const struct kmend_pairing *pairing = &comparison->contrasts[i].pairing;

		if (!pairing->npairs)
			kmend_document_note(document, "%s to %s: no fault has a pair.",
				pairing->side[KMEND_FIRST]->policy, pairing->side[KMEND_SECOND]->policy);
	}
}

/* ---- sections ---- */

static int add_section(struct kmend_document *document, const struct compare_table *table,
	const struct compare_part *part, const char *name, const char *title)
{
	struct kmend_section *section = kmend_document_section(document, name, title);

	if (!section)
		return 0; /* the document knows */
	if (table->fill(&section->table, part) < 0)
		return -1;
	if (table->notes)
		table->notes(section, part);
	kmend_document_say_once(document);
	if (table->chart)
		table->chart(&section->chart, part);
	return 0;
}

/* One table of one contrast, for people. */
static int add_one(struct kmend_document *document, const struct compare_table *table, const struct compare_part *part)
{
	char label[COMPARE_LABEL_MAX];
	char *title = kmend_format("%s: %s", table->title, compare_label(part, part->from, label));
	char *name = kmend_format("%s-%zu", table->name, part->from + 1);
	int result = title && name ? add_section(document, table, part, name, title) : kmend_error_memory();

	free(title);
	free(name);
	return result;
}

static int add_table(struct kmend_document *document, const struct compare_table *table,
	const struct compare_part *whole, int always)
{
	struct compare_part part = *whole;
	int result = 0;

	if (whole->data || !table->for_each)
		return always || whole->data || !table->matters || table->matters(whole)
			? add_section(document, table, whole, table->name, table->title)
			: 0;
	for (size_t i = whole->from; i < whole->to && result == 0; i++) {
		part.from = i;
		part.to = i + 1;
		if (always || !table->matters || table->matters(&part))
			result = add_one(document, table, &part);
	}
	return result;
}

static int is_for_each(size_t number)
{
	return tables[number]->for_each;
}

/* People read everything of one pair of policies together: tables for each pair that follow each other take turns. */
static int add_all(struct kmend_document *document, const struct compare_part *whole)
{
	int result = 0;

	for (size_t i = 0, end; i < NTABLES && result == 0; i = end) {
		for (end = i + 1; end < NTABLES && is_for_each(i) && is_for_each(end) && !whole->data;)
			end++;
		for (size_t contrast = whole->from; end > i + 1 && contrast < whole->to && result == 0; contrast++) {
			struct compare_part part = *whole;

			part.from = contrast;
			part.to = contrast + 1;
			for (size_t k = i; k < end && result == 0; k++)
				result = add_table(document, tables[k], &part, 0);
		}
		if (end == i + 1)
			result = add_table(document, tables[i], whole, 0);
	}
	return result;
}

static int make(struct kmend_document *document, const struct kmend_compare_view *view,
	const struct compare_table *table, int data)
{
	const struct compare_part whole = { view, 0, view->comparison->ncontrasts, data };

	kmend_document_init(document,
		kmend_comparison_is_of_two(view->comparison) ? "Two results side by side" : "Policies side by side");
	add_facts(document, view->comparison);
	add_notes(document, view->comparison);
	return table ? add_table(document, table, &whole, 1) : add_all(document, &whole);
}

int kmend_compare_write(const struct kmend_compare_view *view, const char *table, enum kmend_format format, FILE *out)
{
	const struct compare_table *row = table ? find(table) : NULL;
	struct kmend_document document;
	int result;

	if (table && !row)
		return -1;
	result = make(&document, view, row, kmend_format_is_data(format));
	if (result == 0)
		result = kmend_document_write(&document, format, out);
	kmend_document_release(&document);
	if (result == 0 && (fflush(out) != 0 || ferror(out)))
		result = kmend_error_errno("the comparison cannot be written");
	return result;
}

int kmend_compare_plots(const struct kmend_compare_view *view, const char *dir, FILE *chatter)
{
	struct kmend_document document;
	int result;

	if (kmend_dir_make(dir) < 0)
		return -1;
	result = make(&document, view, NULL, 0);
	if (result == 0)
		result = kmend_document_check(&document);
	for (size_t i = 0; i < document.nsections && result == 0; i++)
		if (document.sections[i].chart.nbars)
			result = kmend_gnuplot_draw(&document.sections[i].chart, dir, chatter);
	kmend_document_release(&document);
	return result;
}
