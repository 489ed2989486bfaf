/* Planned against activated, by fault type: what the images have of each, what the campaign drew from, what it planned, and what became of it. */
#include <string.h>

#include "harness/base/fault.h"
#include "report/cells.h"
#include "report/tables.h"

enum { TYPES = 64 }; /* numbers of fault types are below it */

struct types {
	struct type {
		uint64_t sites, reached, eligible, chosen;
		uint64_t planned, pending;
		uint64_t outcomes[KMEND_OUTCOME_COUNT];
	} of[TYPES];
	struct type unknown; /* of a kmend that has other types */
};

static struct type *find(struct types *types, const char *text)
{
	uint32_t number = kmend_fault_type_find(text);

	return number && number < TYPES ? &types->of[number] : &types->unknown;
}

static int add_stratum(const struct kmend_store_stratum *stratum, void *context)
{
	struct type *type = find(context, stratum->type);

	type->sites += stratum->sites;
	type->reached += stratum->reached;
	type->eligible += stratum->eligible;
	type->chosen += stratum->chosen;
	return 0;
}

static int add_experiment(const struct kmend_store_row *row, void *context)
{
	struct type *type = find(context, row->site.type);

	type->planned++;
	if (!row->done)
		type->pending++;
	else if (row->outcome > 0 && row->outcome < KMEND_OUTCOME_COUNT)
		type->outcomes[row->outcome]++;
	return 0;
}

static uint64_t activated(const struct type *type)
{
	return type->outcomes[KMEND_OUTCOME_PASS] + type->outcomes[KMEND_OUTCOME_FAIL] +
		type->outcomes[KMEND_OUTCOME_SHUTDOWN] + type->outcomes[KMEND_OUTCOME_CRASH];
}

static void add_row(struct kmend_table *table, const char *name, const struct type *type)
{
	if (!type->sites && !type->planned)
		return;
	kmend_cell_text(table, name);
	kmend_cell_count(table, type->sites);
	kmend_cell_count(table, type->reached);
	kmend_cell_count(table, type->eligible);
	kmend_cell_count(table, type->chosen);
	kmend_cell_count(table, type->planned);
	kmend_cell_count(table, activated(type));
	for (unsigned i = 1; i < KMEND_OUTCOME_COUNT; i++)
		kmend_cell_count(table, type->outcomes[i]);
	kmend_cell_count(table, type->pending);
}

static void add(struct type *sum, const struct type *type)
{
	sum->sites += type->sites;
	sum->reached += type->reached;
	sum->eligible += type->eligible;
	sum->chosen += type->chosen;
	sum->planned += type->planned;
	sum->pending += type->pending;
	for (unsigned i = 0; i < KMEND_OUTCOME_COUNT; i++)
		sum->outcomes[i] += type->outcomes[i];
}

static int fill(struct kmend_table *table, const struct kmend_source *source)
{
	struct types types = { 0 };
	struct type all = { 0 };

	kmend_table_init(table,
		source->data
			? "type|>sites|>reached|>eligible|>chosen|>planned|>activated|>pass|>fail|>shutdown|>crash|"
			  ">not_activated|>infra_error|>pending"
			: "type|>sites|>reached|>eligible|>chosen|>planned|>activated|>pass|>fail|>shutdown|>crash|"
			  ">not activated|>infra error|>pending");
	if (kmend_store_strata(source->store, add_stratum, &types) < 0 ||
		kmend_store_rows(source->store, add_experiment, &types) < 0)
		return -1;
	for (uint32_t i = 1; i < TYPES; i++) {
		add_row(table, kmend_fault_type_text(i), &types.of[i]);
		add(&all, &types.of[i]);
	}
	add_row(table, "other", &types.unknown);
	add(&all, &types.unknown);
	if (!source->data)
		add_row(table, "all", &all);
	return 0;
}

static void notes(struct kmend_section *section, const struct kmend_source *source)
{
	(void)source;
	kmend_section_note(section,
		"sites: in the image; reached: their block runs after boot under every policy; eligible: what "
		"the campaign drew from; chosen: sites in the plan; planned: experiments, under all policies.");
}

/* A model of one type has nothing to compare. */
static int matters(const struct kmend_summary *summary)
{
	return kmend_fault_type_find(summary->fault_model) == 0;
}

const struct kmend_report_table kmend_report_table_types = {
	.name = "types",
	.title = "Fault types: planned and activated",
	.fill = fill,
	.notes = notes,
	.matters = matters,
};
