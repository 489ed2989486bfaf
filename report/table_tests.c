/* What became of each test that an experiment is about (`measure: tests`), one row each, in the order of the plan. */
#include <string.h>

#include "harness/base/outcome.h"
#include "harness/store/story.h"
#include "report/cells.h"
#include "report/tables.h"

struct filling {
	struct kmend_table *table;
	struct kmend_stories *stories;
	int data;
};

/* What a log says of such an experiment. */
struct found {
	struct kmend_text cause, at; /* of the first detection */
	enum kmend_test_status own;  /* of the test itself */
	uint64_t others;             /* that did not do what they do in the golden run */
};

static void look(struct found *found, const struct kmend_story *story, const char *test)
{
	*found = (struct found){ .own = KMEND_TEST_MISSING };
	for (size_t i = 0; i < story->events.nevents && !found->cause.size; i++)
		if (story->events.events[i].kind == KMEND_EV_DETECTED) {
			found->cause = kmend_event_value(&story->events.events[i], "cause");
			found->at = kmend_event_value(&story->events.events[i], "at");
		}
	for (size_t i = 0; i < story->verdict.ntests; i++) {
		const struct kmend_test *one = &story->verdict.tests[i];

		if (strcmp(one->name, test) == 0)
			found->own = one->status;
		else
			found->others += one->status != one->golden;
	}
}

static void cell_words(struct kmend_table *table, struct kmend_text text, int data)
{
	if (text.size)
		kmend_table_cell(table, "%.*s", (int)text.size, text.data);
	else if (data)
		kmend_cell_text(table, "");
	else
		kmend_cell_none(table);
}

/* Where it stands at its end is known of a kernel alone that has come to one. */
static void cells_end(struct filling *filling, const struct found *found, const struct kmend_verdict *verdict)
{
	struct kmend_table *table = filling->table;
	const char *audit = !verdict->inconsistent ? "ok" : *verdict->detail ? verdict->detail : "inconsistent";

	kmend_cell_text(table, kmend_test_status_name(found->own));
	if (kmend_outcome_is(verdict->outcome, KMEND_OUTCOME_SURVIVED)) {
		kmend_cell_count(table, found->others);
		kmend_cell_text(table, audit);
	} else {
		kmend_cell_none(table);
		kmend_cell_none(table);
	}
}

static int row(const struct kmend_store_row *row, void *context)
{
	struct filling *filling = context;
	struct kmend_table *table = filling->table;
	struct kmend_story story;
	struct found found;

	if (!row->done || row->dense_site != KMEND_STORE_NO_SITE)
		return 0;
	if (kmend_story_read(&story, filling->stories, row->id, row->policy_id, row->dense_site) < 0)
		return -1;
	look(&found, &story, row->site.identity);
	kmend_cell_text(table, row->site.identity);
	kmend_cell_text(table, row->policy);
	kmend_table_cell(table, "%lld", (long long)row->id);
	kmend_cell_text(table, kmend_summary_outcome_name(row->outcome));
	kmend_cell_text(table, row->reason);
	cell_words(table, found.cause, filling->data);
	cell_words(table, found.at, filling->data);
	kmend_cell_count(table, row->recovered);
	cells_end(filling, &found, &story.verdict);
	kmend_story_release(&story);
	return table->failed; /* kmend_document_check() tells */
}

static int fill(struct kmend_table *table, const struct kmend_source *source)
{
	struct filling filling = { .table = table, .data = source->data };
	int result;

	kmend_table_init(table,
		source->data ? "test|policy|>id|outcome|reason|detected|at|>recovered|test_status|>others_failed|audit"
			     : "test|policy|>id|outcome|reason|detected|at|>recovered|the test|>others failed|audit");
	if (kmend_stories_open(&filling.stories, source->store) < 0)
		return -1;
	result = kmend_store_rows(source->store, row, &filling) < 0 ? -1 : 0;
	kmend_stories_close(filling.stories);
	return result;
}

static int matters(const struct kmend_summary *summary)
{
	return summary->tests > 0;
}

static void notes(struct kmend_section *section, const struct kmend_source *source)
{
	if (!matters(source->summary)) {
		kmend_section_note(
			section, "No experiment is about a test: that takes a campaign with `measure: tests`.");
		return;
	}
	kmend_section_note(section,
		"The test runs before all others, and nothing is broken. detected, at: the first detection. others "
	        "failed, "
		"audit: what the kernel was worth afterwards, where it came to the end.");
}

const struct kmend_report_table kmend_report_table_tests = {
	.name = "tests",
	.title = "What became of each test",
	.fill = fill,
	.notes = notes,
	.matters = matters,
};
