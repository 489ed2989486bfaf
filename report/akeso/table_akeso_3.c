/*
 * The paper's Table 3: which share of the kernel's reads and writes is made in logged domains. Out of the counters of a campaign at the level
 * `counted` (targets/linux/kmend/count.c): of each test six, TEST.reads-logged and so on.
 */
#include <stdio.h>
#include <string.h>

#include "report/akeso/paper.h"
#include "report/cells.h"
#include "report/osiris/measures.h"
#include "report/osiris/survivability.h"

enum place { LOGGED, TRUSTED, UNLOGGED, PLACES };

static const char *const counters[PLACES][2] = {
	[LOGGED] = { "reads-logged", "writes-logged" },
	[TRUSTED] = { "reads-trusted", "writes-trusted" },
	[UNLOGGED] = { "reads-unlogged", "writes-unlogged" },
};

struct operations {
	double of[PLACES][2]; /* reads, writes */
	int known;
};

static double all(const struct operations *o)
{
	double sum = 0;

	for (int place = 0; place < PLACES; place++)
		sum += o->of[place][0] + o->of[place][1];
	return sum;
}

static int policy_of(const struct kmend_summary *summary)
{
	return osiris_policy(summary, "akeso");
}

static void add_test(struct operations *sum, const struct kmend_summary *summary, size_t policy, const char *test)
{
	for (int place = 0; place < PLACES; place++)
		for (int k = 0; k < 2; k++) {
			char subject[128];
			uint64_t value;

			snprintf(subject, sizeof(subject), "%.80s.%s", test, counters[place][k]);
			if (!kmend_summary_measured(summary, policy, KMEND_MEASURE_COUNTER, subject, &value))
				continue;
			sum->of[place][k] += (double)value;
			sum->known = 1;
		}
}

/* TEST NULL: all of the suite. */
static struct operations operations_of(const struct kmend_summary *summary, const char *test)
{
	struct operations sum = { 0 };
	int policy = policy_of(summary);

	if (policy >= 0 && test)
		add_test(&sum, summary, (size_t)policy, test);
	for (size_t i = 0; policy >= 0 && !test && i < summary->nmeasures; i++) {
		const struct kmend_summary_measure *one = &summary->measures[i];

		if (one->policy == (size_t)policy && one->kind == KMEND_MEASURE_TIME && akeso_is_of_suite(one->subject))
			add_test(&sum, summary, (size_t)policy, one->subject);
	}
	return sum;
}

static void share(struct kmend_table *table, double value, int data)
{
	if (data)
		osiris_cell(table, value, 6, data);
	else
		kmend_cell_share(table, value);
}

static void begin(struct kmend_table *table, const char *name, const char *source)
{
	kmend_cell_text(table, name);
	kmend_cell_text(table, source);
}

static void paper_row(struct kmend_table *table, const struct akeso_workload *row, int data)
{
	const double shares[] = { row->logged_reads, row->logged_writes, row->unlogged_reads, row->unlogged_writes,
		row->coverage, AKESO_NOT_SAID };

	begin(table, row->name, "paper");
	osiris_cell(table, row->operations < 0 ? -1 : row->operations / 1e6, data ? 6 : 1, data);
	for (size_t i = 0; i < sizeof(shares) / sizeof(shares[0]); i++)
		share(table, shares[i], data);
}

/* What is in a domain and not told is not logged: it stands with the unlogged ones, and in a column of its own once more. */
static void our_row(
	struct kmend_table *table, const char *name, const char *campaign, const struct operations *o, int data)
{
	double sum = all(o), unit = o->known && sum > 0 ? 1 / sum : -1;
	const double shares[] = { o->of[LOGGED][0], o->of[LOGGED][1], o->of[UNLOGGED][0] + o->of[TRUSTED][0],
		o->of[UNLOGGED][1] + o->of[TRUSTED][1], o->of[LOGGED][0] + o->of[LOGGED][1],
		o->of[TRUSTED][0] + o->of[TRUSTED][1] };

	begin(table, name, campaign);
	osiris_cell(table, o->known ? sum / 1e6 : -1, data ? 6 : 1, data);
	for (size_t i = 0; i < sizeof(shares) / sizeof(shares[0]); i++)
		share(table, unit < 0 ? -1 : shares[i] * unit, data);
}

static void aim_row(struct kmend_table *table, const struct akeso_workload *row, int data)
{
	begin(table, row->name, "our aim");
	for (int i = 0; i < 7; i++)
		share(table, i == 5 ? row->coverage_aim : -1, data);
}

/* For programs: every test that was counted. */
static void test_rows(struct kmend_table *table, const struct kmend_summary *summary)
{
	int policy = policy_of(summary);

	for (size_t i = 0; i < summary->nmeasures; i++) {
		const struct kmend_summary_measure *one = &summary->measures[i];
		struct operations o;

		if (policy < 0 || one->policy != (size_t)policy || one->kind != KMEND_MEASURE_TIME ||
			!akeso_is_of_suite(one->subject))
			continue;
		o = operations_of(summary, one->subject);
		our_row(table, one->subject, summary->campaign, &o, 1);
	}
}

static int fill(struct kmend_table *table, const struct kmend_source *source)
{
	kmend_table_init(table,
		source->data ? "workload|source|>million_operations|>logged_reads|>logged_writes|>unlogged_reads|>"
			       "unlogged_writes|"
			       ">coverage|>trusted"
			     : "workload|figures of|>operations, millions|>logged reads|>logged writes|>unlogged "
			       "reads|>unlogged writes|>coverage|>trusted");
	for (size_t i = 0; i < akeso_workloads_count; i++) {
		const struct akeso_workload *row = &akeso_workloads[i];
		struct operations o = operations_of(source->summary, row->test);

		if (row->test)
			paper_row(table, row, source->data);
		our_row(table, row->name, source->summary->campaign, &o, source->data);
		aim_row(table, row, source->data);
	}
	if (source->data)
		test_rows(table, source->summary);
	return 0;
}

static void notes(struct kmend_section *section, const struct kmend_source *source)
{
	if (!operations_of(source->summary, akeso_workloads[0].test).known &&
		!operations_of(source->summary, NULL).known)
		kmend_section_note(section,
			"Nothing was counted: that takes `measure: overhead` and `log: counted` under the policy "
			"akeso.");
	kmend_section_note(section,
		"paper: Akeso, Table 3, Linux 2.4.22. Ours: reads and writes of Linux 6.1 as the compiler's pass sees "
		"them (a copy is "
		"one of each), from "
		"the begin of a test to its end, exact. Logged: in a basic, reversible or transparent domain, and told "
		"to the "
		"runtime. "
		"Unlogged: all others, among them those of trusted code in such a domain. Not counted: assembly, and "
		"accesses of a function to its own variables. The paper's compiler is gcc, ours tcc.");
}

const struct kmend_report_table kmend_report_table_akeso_3 = {
	.name = "akeso-3",
	.title = "Akeso Table 3: memory operations by kind of domain",
	.fill = fill,
	.notes = notes,
};
