/* The paper's tables: its figures and our aims stand beside those of one or two results, and what differs is said. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fixture.h"
#include "harness/base/error.h"
#include "report/osiris/paper.h"

static struct kmend_store *beside; /* NULL: one result alone */

static void set_up(void)
{
	beside = NULL;
	fixture_open();
}

static void tear_down(void)
{
	kmend_store_close(beside);
	fixture_close();
}

TestSuite(osiris, .init = set_up, .fini = tear_down);

static void has(const char *text, const char *part)
{
	cr_expect(strstr(text, part), "'%s' is not in:\n%s", part, text);
}

static void fact(const char *key, const char *value)
{
	cr_assert_eq(kmend_store_meta_set(fixture_store, key, value), 0, "%s", kmend_error_text());
}

/* Four sites in pm: under enhanced a pass, two fails (one usable) and a crash; everything else crashes. */
static void campaign(void)
{
	static const enum kmend_outcome outcomes[] = { KMEND_OUTCOME_PASS, KMEND_OUTCOME_FAIL, KMEND_OUTCOME_FAIL,
		KMEND_OUTCOME_CRASH };

	fixture_campaign();
	for (int i = 0; i < 4; i++) {
		const struct kmend_serving serving = {
			.planned = 91, .failed = 3, .probes_passed = 7, .probes_failed = i == 2
		};
		int64_t id = fixture_site("pm");

		fixture_serving(id, outcomes[i], &serving);
		fixture_serving(id + 1, KMEND_OUTCOME_CRASH, &serving);
		fixture_serving(id + 2, KMEND_OUTCOME_CRASH, &serving);
	}
}

/* The same campaign once more, as the second result. */
static void second_campaign(const char *name)
{
	struct kmend_store *first = fixture_store;
	char path[128];

	snprintf(path, sizeof(path), "%s/beside.kmend", fixture_dir);
	cr_assert_eq(kmend_store_create(&fixture_store, path), 0, "%s", kmend_error_text());
	campaign();
	fact("campaign", name);
	fact("boot_blocks", "exclude");
	beside = fixture_store;
	fixture_store = first;
}

static char *report(const char *table, enum kmend_format format)
{
	struct kmend_store *const others[] = { beside, NULL };
	char *text = NULL;
	size_t size;
	FILE *out = open_memstream(&text, &size);

	cr_assert_eq(kmend_report_write(fixture_store, others, table, format, out), 0, "%s", kmend_error_text());
	fclose(out);
	return text;
}

/* What is typed from the paper adds up as it does there: shares to 1, survived to pass and fail, memory to its totals. */
Test(osiris, figures_of_the_paper_add_up)
{
	const struct paper_survivability *const tables[] = { &paper_table_2, &paper_table_3 };
	const struct paper_memory *total = &paper_table_6[paper_table_6_rows - 1];
	double base = 0, clone = 0, undo_log = 0, overhead = 0;

	for (size_t t = 0; t < 2; t++)
		for (size_t i = 0; i < tables[t]->nrows; i++) {
			const struct paper_outcomes *row = &tables[t]->rows[i];

			cr_expect_float_eq(
				row->pass + row->fail + row->shutdown + row->crash, 1, 0.0015, "%s", row->policy);
			cr_expect_float_eq(row->survived, row->pass + row->fail, 1e-9, "%s", row->policy);
		}
	for (size_t i = 0; i + 1 < paper_table_6_rows; i++) {
		base += paper_table_6[i].base;
		clone += paper_table_6[i].clone;
		undo_log += paper_table_6[i].undo_log;
		overhead += paper_table_6[i].overhead;
		cr_expect_eq(paper_table_6[i].overhead, paper_table_6[i].clone + paper_table_6[i].undo_log);
	}
	cr_expect_eq(base, total->base);
	cr_expect_eq(clone, total->clone);
	cr_expect_eq(undo_log, total->undo_log);
	cr_expect_eq(overhead, total->overhead);
}

Test(osiris, survivability_of_one_result)
{
	char *text;

	campaign();
	text = report("osiris-2", KMEND_FORMAT_CSV);
	has(text, "\nstateless,paper,757,0.196000,,,0.000000,,,0.000000,,,0.804000,,,0.196000,,,,,,,\n");
	has(text, "\nenhanced,paper,757,0.256000,,,0.065000,,,0.661000,,,0.019000,,,0.321000,,,,,,,\n");
	has(text, "\nenhanced,unit,4,0.250000,");
	has(text, "\nenhanced,our aim,,,,,,,,,,,0.005000,,,,,,0.550000,,,,\n");
	has(text, "\nnone,unit,4,0.000000,");
	cr_expect_null(strstr(text, "\nstateless,unit"), "the result has no such policy");
	cr_expect_lt(strstr(text, "\npessimistic,unit"), strstr(text, "\nenhanced,paper"), "in the paper's order");
	free(text);
	text = report("osiris-2", KMEND_FORMAT_TEXT);
	has(text, "25.6%");
	has(text, "enhanced     unit");
	has(text, "blocks that ran at boot kept, 12 of 12 experiments done");
	cr_expect_null(strstr(text, "NOT COMPARABLE"));
	free(text);
	text = report("osiris-2", KMEND_FORMAT_LATEX);
	has(text, "\\begin{tabular}");
	has(text, "66.1\\%");
	free(text);
}

Test(osiris, two_results)
{
	char *text;

	campaign();
	second_campaign("other");
	text = report("osiris-2", KMEND_FORMAT_TEXT);
	has(text, "A: unit: fail-stop faults, persistent, blocks that ran at boot kept");
	has(text, "B: other: fail-stop faults, persistent, blocks that ran at boot left out");
	free(text);
	text = report("osiris-1", KMEND_FORMAT_CSV);
	has(text, "\npm,paper,0.549000,0.617000\npm,A: unit,0.000000,0.750000\npm,B: other,0.000000,0.750000\n");
	has(text, "\nvfs,A: unit,,\n");
	has(text, "\nweighted average,B: other,0.000000,0.750000\nweighted average,our aim,0.577000,0.800000\n");
	free(text);
	text = report("transient", KMEND_FORMAT_CSV);
	has(text, "\nenhanced,A: unit,4,");
	has(text, "\nenhanced,B: other,4,");
	cr_expect_null(strstr(text, "paper"));
	free(text);
}

Test(osiris, what_cannot_be_compared)
{
	char *text;

	campaign();
	text = report("osiris-3", KMEND_FORMAT_TEXT);
	has(text, "NOT COMPARABLE: unit injects fail-stop faults, the paper's table is about edfi.");
	free(text);
	fact("activation", "once");
	text = report("osiris-2", KMEND_FORMAT_TEXT);
	has(text, "NOT COMPARABLE: faults of unit act once, the paper's are persistent.");
	free(text);
}
