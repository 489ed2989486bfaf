/*
 * The paper's Table VI: memory of each server, of its clone and of its undo log, in kB. Ours is what the programs in the images take when
 * they are loaded, and what the guest says of its logs.
 */
#include <stdio.h>
#include <string.h>

#include "harness/base/policy.h"
#include "report/cells.h"
#include "report/osiris/measures.h"
#include "report/osiris/paper.h"
#include "report/osiris/survivability.h"

#define KB 1024.0

struct memory {
	double base, clone, undo_log, used; /* bytes */
};

static int protects(const struct kmend_summary *summary, size_t policy)
{
	const struct kmend_policy_row *row = kmend_policy_find(summary->policies[policy].name);

	return row && row->protects;
}

/* 0: nothing was measured of it. The clone has a region for its log of its own. */
static int memory_of(struct memory *memory, const struct kmend_summary *summary, size_t policy, const char *server)
{
	char counter[80];
	double own = osiris_measured(summary, policy, KMEND_MEASURE_PRIVATE, server),
	       runtime = osiris_measured(summary, policy, KMEND_MEASURE_RUNTIME, server);

	snprintf(counter, sizeof(counter), "%.60s.log-high", server);
	memory->base = osiris_measured(summary, policy, KMEND_MEASURE_PROGRAM, server);
	memory->clone = own < 0 || runtime < 0 ? -1 : own + runtime;
	memory->undo_log = runtime;
	memory->used = osiris_measured(summary, policy, KMEND_MEASURE_COUNTER, counter);
	return memory->base >= 0;
}

static void cells(struct kmend_table *table, const struct memory *memory, int data)
{
	int known = memory->clone >= 0 && memory->undo_log >= 0;

	osiris_cell(table, memory->base < 0 ? -1 : memory->base / KB, 0, data);
	osiris_cell(table, memory->clone < 0 ? -1 : memory->clone / KB, 0, data);
	osiris_cell(table, memory->undo_log < 0 ? -1 : memory->undo_log / KB, 0, data);
	osiris_cell(table, known ? (memory->clone + memory->undo_log) / KB : -1, 0, data);
	osiris_cell(table,
		known && memory->base > 0 ? (memory->base + memory->clone + memory->undo_log) / memory->base : -1, 2,
		data);
	osiris_cell(table, memory->used < 0 ? -1 : memory->used / KB, 1, data);
}

static void paper_row(struct kmend_table *table, const struct paper_memory *row, int data)
{
	const struct memory memory = { row->base * KB, row->clone * KB, row->undo_log * KB, -1 };

	kmend_cell_text(table, row->server ? row->server : "total");
	kmend_cell_text(table, "paper");
	cells(table, &memory, data);
}

static void our_row(struct kmend_table *table, const struct kmend_source *source, size_t number, size_t policy,
	const char *server, const struct memory *memory)
{
	char name[OSIRIS_NAME_MAX], both[OSIRIS_NAME_MAX + 64];

	snprintf(both, sizeof(both), "%s, %.40s", osiris_result_name(name, source, number),
		osiris_result(source, number)->policies[policy].name);
	kmend_cell_text(table, server);
	kmend_cell_text(table, both);
	cells(table, memory, source->data);
}

static void add(double *sum, double value)
{
	if (value > 0)
		*sum += value;
}

/* All policies that protect, of all results. NULL: the totals over the paper's servers. */
static void our_rows(struct kmend_table *table, const struct kmend_source *source, const char *server)
{
	for (size_t k = 0; k < osiris_results(source); k++) {
		const struct kmend_summary *one = osiris_result(source, k);

		for (size_t p = 0; p < one->npolicies; p++) {
			struct memory memory, total = { .used = -1 };
			int known = 0;

			if (!protects(one, p))
				continue;
			for (size_t i = 0; !server && i + 1 < paper_table_6_rows; i++) {
				if (!memory_of(&memory, one, p, paper_table_6[i].server))
					continue;
				known = 1;
				add(&total.base, memory.base);
				add(&total.clone, memory.clone);
				add(&total.undo_log, memory.undo_log);
				if (memory.used >= 0)
					total.used = (total.used < 0 ? 0 : total.used) + memory.used;
			}
			if (server ? memory_of(&total, one, p, server) : known)
				our_row(table, source, k, p, server ? server : "total", &total);
		}
	}
}

static int fill(struct kmend_table *table, const struct kmend_source *source)
{
	kmend_table_init(table,
		source->data
			? "server|source|>base_kb|>clone_kb|>undo_log_kb|>overhead_kb|>times|>undo_log_used_kb"
			: "server|figures of|>base, kB|>+clone|>+undo log|>overhead|>times the base|>log used at most");
	for (size_t i = 0; i < paper_table_6_rows; i++) {
		paper_row(table, &paper_table_6[i], source->data);
		our_rows(table, source, paper_table_6[i].server);
	}
	return 0;
}

static void notes(struct kmend_section *section, const struct kmend_source *source)
{
	kmend_section_note(section,
		"paper: OSIRIS, %s: physical memory at rest, and the longest undo log. Ours: the segments that a "
		"program takes when it is loaded, in whole pages (base: all of them and the stack, without the "
		"runtime's region; clone: what every instance has for itself, and its region); the undo log has a "
		"fixed region, of which at most so much was used. Frames that a server takes later for others are not "
		"in it. Our aim: twice the base.",
		PAPER_TABLE_6_WHERE);
	osiris_note_measures(section, source);
}

const struct kmend_report_table kmend_report_table_osiris_6 = {
	.name = "osiris-6",
	.title = "OSIRIS Table VI: memory by server",
	.fill = fill,
	.notes = notes,
	.takes_beside = 1,
};
