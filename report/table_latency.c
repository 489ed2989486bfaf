/*
 * Recovery latency, which the OSIRIS paper claims to be short and does not give: guest time from the detection of a crash to the end of its
 * recovery, when the service serves again, by policy, component and size of the undo log that was rolled back. Out of the event logs: a
 * `recovery-end` says time and size itself (`ns`, `log`), or the time is that since the first `detected` of its component that has no end yet.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "harness/base/error.h"
#include "harness/store/story.h"
#include "report/cells.h"
#include "report/compare/latency.h"
#include "report/osiris/paper.h"
#include "report/tables.h"

#define GROUPS_MAX 4096
#define NAME_MAX_BYTES 40 /* of a component */
#define OPEN_MAX 16       /* components that are being recovered at the same time; more are left out */

/* Bytes of undo log. */
static const struct {
	const char *name;
	uint64_t most;
} sizes[] = { { "none", 0 }, { "to 64 B", 64 }, { "to 1 KiB", 1024 }, { "to 16 KiB", 16384 }, { "more", UINT64_MAX } };

enum { SIZES = sizeof(sizes) / sizeof(sizes[0]), ANY_SIZE = SIZES };

struct group {
	size_t policy;
	char component[NAME_MAX_BYTES]; /* "": all */
	int size;
	struct kmend_latencies latencies;
};

struct experiment {
	int64_t id, policy_id;
	uint32_t dense_site;
	size_t policy;
};

struct reading {
	const struct kmend_summary *summary;
	struct experiment *experiments;
	size_t nexperiments;
	struct group *groups;
	size_t ngroups;
};

/* ---- which logs ----------------------------------------------------------------------------------------------- */

static int add_experiment(const struct kmend_store_row *row, void *context)
{
	struct reading *reading = context;
	size_t policy = 0;

	if (!row->done || !row->recovered)
		return 0;
	while (policy < reading->summary->npolicies && reading->summary->policies[policy].id != row->policy_id)
		policy++;
	if (policy == reading->summary->npolicies)
		return 0;
	if ((reading->nexperiments & (reading->nexperiments - 1)) == 0) {
		struct experiment *bigger = realloc(reading->experiments,
			(reading->nexperiments ? 2 * reading->nexperiments : 1) * sizeof(*bigger));

		if (!bigger)
			return kmend_error_memory();
		reading->experiments = bigger;
	}
	reading->experiments[reading->nexperiments++] =
		(struct experiment){ row->id, row->policy_id, row->dense_site, policy };
	return 0;
}

/* ---- what they say -------------------------------------------------------------------------------------------- */

/* NULL when there are too many, which only a log made for it has; -1 is told by `failed`. */
static struct group *group_of(
	struct reading *reading, size_t policy, struct kmend_text component, int size, int *failed)
{
	struct group *group;

	for (size_t i = 0; i < reading->ngroups; i++) {
		group = &reading->groups[i];
		if (group->policy == policy && group->size == size && strlen(group->component) == component.size &&
			memcmp(group->component, component.data ? component.data : "", component.size) == 0)
			return group;
	}
	if (reading->ngroups == GROUPS_MAX)
		return NULL;
	if (!reading->groups && !(reading->groups = calloc(GROUPS_MAX, sizeof(*reading->groups)))) {
		*failed = 1;
		return NULL;
	}
	group = &reading->groups[reading->ngroups++];
	*group = (struct group){ .policy = policy, .size = size };
	memcpy(group->component, component.data ? component.data : "", component.size);
	return group;
}

static int add_to(struct reading *reading, size_t policy, struct kmend_text component, int size, uint64_t ns)
{
	int failed = 0;
	struct group *group = group_of(reading, policy, component, size, &failed);

	if (failed)
		return kmend_error_memory();
	return group ? kmend_latencies_add(&group->latencies, ns) : 0;
}

static int add_recovery(struct reading *reading, size_t policy, struct kmend_text component,
	const struct kmend_event *event, uint64_t ns)
{
	const struct kmend_text all = { "", 0 };
	uint64_t log;
	int size = 0;

	if (!component.size || component.size >= NAME_MAX_BYTES)
		return 0;
	if (add_to(reading, policy, all, ANY_SIZE, ns) < 0 || add_to(reading, policy, component, ANY_SIZE, ns) < 0)
		return -1;
	if (!kmend_event_number(event, "log", &log))
		return 0;
	while (log > sizes[size].most)
		size++;
	return add_to(reading, policy, component, size, ns);
}

struct detections {
	struct kmend_text component[OPEN_MAX];
	uint64_t ticks[OPEN_MAX];
	size_t count;
};

static size_t find(const struct detections *open, struct kmend_text component)
{
	size_t i = 0;

	while (i < open->count &&
		(open->component[i].size != component.size ||
			memcmp(open->component[i].data, component.data, component.size) != 0))
		i++;
	return i;
}

static int read_event(struct reading *reading, size_t policy, struct detections *open, const struct kmend_event *event)
{
	struct kmend_text component = kmend_event_value(event, "component");
	size_t at;
	uint64_t ns;

	if ((event->kind != KMEND_EV_DETECTED && event->kind != KMEND_EV_RECOVERY_END) || !component.size)
		return 0;
	at = find(open, component);
	if (event->kind == KMEND_EV_DETECTED) {
		if (at < open->count || open->count == OPEN_MAX)
			return 0;
		open->component[open->count] = component;
		open->ticks[open->count++] = event->ticks;
		return 0;
	}
	ns = 0;
	if (at < open->count) {
		ns = event->ticks >= open->ticks[at] ? event->ticks - open->ticks[at] : 0;
		open->count--;
		open->component[at] = open->component[open->count];
		open->ticks[at] = open->ticks[open->count];
	}
	/* Without a detection, or with a clock that runs backwards, nothing was measured. */
	return kmend_event_number(event, "ns", &ns) || ns ? add_recovery(reading, policy, component, event, ns) : 0;
}

static int read_logs(struct reading *reading, struct kmend_store *store)
{
	struct kmend_stories *stories;
	int result = kmend_stories_open(&stories, store);

	for (size_t i = 0; i < reading->nexperiments && result == 0; i++) {
		const struct experiment *one = &reading->experiments[i];
		struct detections open = { .count = 0 };
		struct kmend_story story;

		if (kmend_story_read(&story, stories, one->id, one->policy_id, one->dense_site) < 0) {
			result = -1;
			break;
		}
		for (size_t k = 0; k < story.events.nevents && result == 0; k++)
			result = read_event(reading, one->policy, &open, &story.events.events[k]);
		kmend_story_release(&story);
	}
	kmend_stories_close(stories);
	return result;
}

/* ---- the table ------------------------------------------------------------------------------------------------ */

/* A policy's components, with all sizes after each, and all components at its end. */
static int compare(const void *a, const void *b)
{
	const struct group *x = a, *y = b;

	if (x->policy != y->policy)
		return x->policy < y->policy ? -1 : 1;
	if (!*x->component != !*y->component)
		return *x->component ? -1 : 1;
	if (strcmp(x->component, y->component) != 0)
		return strcmp(x->component, y->component);
	return (x->size > y->size) - (x->size < y->size);
}

static void row(struct kmend_table *table, const struct kmend_summary *summary, struct group *group, int data)
{
	static const double shares[] = { 0.5, 0.99, 1 };

	kmend_latencies_sort(&group->latencies);
	kmend_cell_text(table, summary->policies[group->policy].name);
	kmend_cell_text(table, *group->component ? group->component : data ? "" : "(all)");
	kmend_cell_text(table, group->size < ANY_SIZE ? sizes[group->size].name : data ? "" : "(any)");
	kmend_cell_count(table, group->latencies.count);
	for (size_t k = 0; k < sizeof(shares) / sizeof(shares[0]); k++) {
		uint64_t ns = kmend_latencies_quantile(&group->latencies, shares[k]);

		if (data)
			kmend_cell_count(table, ns);
		else
			kmend_table_cell(table, "%.1f", (double)ns / 1e3);
	}
}

static int fill(struct kmend_table *table, const struct kmend_source *source)
{
	struct reading reading = { .summary = source->summary };
	int result = kmend_store_rows(source->store, add_experiment, &reading) == 0 ? 0 : -1;

	kmend_table_init(table,
		source->data ? "policy|component|log|>recoveries|>p50_ns|>p99_ns|>max_ns"
			     : "policy|component|undo log|>recoveries|>p50, us|>p99, us|>longest, us");
	if (result == 0)
		result = read_logs(&reading, source->store);
	if (reading.ngroups)
		qsort(reading.groups, reading.ngroups, sizeof(*reading.groups), compare);
	for (size_t i = 0; i < reading.ngroups; i++) {
		if (result == 0)
			row(table, source->summary, &reading.groups[i], source->data);
		kmend_latencies_release(&reading.groups[i].latencies);
	}
	free(reading.groups);
	free(reading.experiments);
	return result;
}

static void notes(struct kmend_section *section, const struct kmend_source *source)
{
	(void)source;
	kmend_section_note(section,
		"Guest time from the detection of a crash to the end of its recovery; p50, p99: no more than that in "
		"50 and 99 of 100 recoveries. Our aim: %d us in 99 of 100; the paper gives none.",
		PAPER_LATENCY_AIM_P99_NS / 1000);
}

static int matters(const struct kmend_summary *summary)
{
	return summary->total.recovered > 0;
}

const struct kmend_report_table kmend_report_table_latency = {
	.name = "latency",
	.title = "How long a recovery takes",
	.fill = fill,
	.notes = notes,
	.matters = matters,
};
