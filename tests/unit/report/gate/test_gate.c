/* Verdicts. */
#include <criterion/criterion.h>
#include <string.h>

#include "build.h"
#include "harness/base/error.h"

static const char *const two[] = { "none", "enhanced" };

static struct kmend_samples baseline, result;
static struct kmend_gate_rules rules;
static struct kmend_gate gate;

/* 400 faults: `none` crashes, `enhanced` survives 280 and shuts down in 120. */
static void fill(struct kmend_samples *samples)
{
	build_many(samples, 0, 0, 400, KMEND_OUTCOME_CRASH);
	build_many(samples, 1, 0, 280, KMEND_OUTCOME_FAIL);
	build_many(samples, 1, 280, 120, KMEND_OUTCOME_SHUTDOWN);
}

static void set_up(void)
{
	kmend_gate_rules_init(&rules);
	baseline = build_samples("base", two, 2);
	result = build_samples("now", two, 2);
	fill(&baseline);
	build_sort(&baseline);
}

static void tear_down(void)
{
	kmend_gate_release(&gate);
	kmend_samples_release(&baseline);
	kmend_samples_release(&result);
}

TestSuite(gate, .init = set_up, .fini = tear_down);

static void make(void)
{
	build_sort(&result);
	cr_assert_eq(kmend_gate_make(&gate, &baseline, &result, &rules), 0, "%s", kmend_error_text());
}

static const struct kmend_gate_row *row(enum kmend_gate_rule rule, const char *policy)
{
	for (size_t i = 0; i < gate.nrows; i++)
		if (gate.rows[i].rule == rule && strcmp(gate.rows[i].policy, policy) == 0)
			return &gate.rows[i];
	cr_assert(0, "no row for %s under %s", kmend_gate_rule_word(rule), policy);
	return NULL;
}

static void expect(enum kmend_gate_rule rule, const char *policy, enum kmend_gate_verdict verdict)
{
	const struct kmend_gate_row *found = row(rule, policy);

	cr_expect_eq(found->verdict, verdict, "%s under %s: %s", kmend_gate_rule_word(rule), policy, found->why);
}

static void refuses(enum kmend_error_code code, const char *what)
{
	cr_assert_eq(kmend_gate_make(&gate, &baseline, &result, &rules), -1);
	cr_expect_eq(kmend_error_code(), code, "%s", kmend_error_text());
	cr_expect_not_null(strstr(kmend_error_text(), what), "%s", kmend_error_text());
	cr_expect_null(strchr(kmend_error_text(), '\n'));
	cr_expect_null(gate.rows);
}

Test(gate, the_same_is_green)
{
	fill(&result);
	make();
	cr_expect_eq(gate.verdict, KMEND_GATE_PASS);
	cr_expect_eq(kmend_gate_verdict_exit(gate.verdict), 0);
	cr_expect_eq(gate.nrows, 1 + 2 * 6 + 1, "infra, five rules and compared of each policy, coverage of one: %zu",
		gate.nrows);
	cr_expect_eq(gate.ntests, 0, "nothing can come out otherwise");
	for (size_t i = 0; i < gate.nrows; i++)
		cr_expect(gate.rows[i].verdict == KMEND_GATE_PASS && gate.rows[i].why[0]);
}

Test(gate, fewer_survive)
{
	build_many(&result, 0, 0, 400, KMEND_OUTCOME_CRASH);
	build_many(&result, 1, 0, 240, KMEND_OUTCOME_FAIL);
	build_many(&result, 1, 240, 160, KMEND_OUTCOME_SHUTDOWN);
	make();
	cr_expect_eq(gate.verdict, KMEND_GATE_FAIL);
	cr_expect_eq(kmend_gate_verdict_exit(gate.verdict), 1);
	expect(KMEND_RULE_SURVIVABILITY, "enhanced", KMEND_GATE_FAIL);
	expect(KMEND_RULE_SURVIVABILITY, "none", KMEND_GATE_PASS);
	expect(KMEND_RULE_CRASHES, "enhanced", KMEND_GATE_PASS);
	cr_expect_eq(row(KMEND_RULE_SURVIVABILITY, "enhanced")->change.counted.second, 40);
	cr_expect_float_eq(row(KMEND_RULE_SURVIVABILITY, "enhanced")->change.difference.value, 0.1, 1e-12);
}

/* Ten faults more crash: real, but 2.5 points are less than matters. */
Test(gate, worse_by_less_than_matters)
{
	build_many(&result, 0, 0, 400, KMEND_OUTCOME_CRASH);
	build_many(&result, 1, 0, 280, KMEND_OUTCOME_FAIL);
	build_many(&result, 1, 280, 112, KMEND_OUTCOME_SHUTDOWN);
	build_many(&result, 1, 392, 8, KMEND_OUTCOME_CRASH);
	make();
	cr_expect(row(KMEND_RULE_CRASHES, "enhanced")->p < 0.05);
	expect(KMEND_RULE_CRASHES, "enhanced", KMEND_GATE_PASS);
	/* Their signature is one that `none` crashed with. */
	expect(KMEND_RULE_SIGNATURES, "enhanced", KMEND_GATE_PASS);
	cr_expect_eq(gate.verdict, KMEND_GATE_PASS);
}

Test(gate, crash_free_policies_do_not_crash_once)
{
	char *names[] = { "enhanced" };

	rules.crash_free = names;
	rules.crash_free_count = 1;
	build_many(&result, 0, 0, 400, KMEND_OUTCOME_CRASH);
	build_many(&result, 1, 0, 280, KMEND_OUTCOME_FAIL);
	build_many(&result, 1, 280, 119, KMEND_OUTCOME_SHUTDOWN);
	build_many(&result, 1, 399, 1, KMEND_OUTCOME_CRASH);
	make();
	expect(KMEND_RULE_SIGNATURES, "enhanced", KMEND_GATE_FAIL);
	expect(KMEND_RULE_SIGNATURES, "none", KMEND_GATE_PASS);
	cr_expect_eq(gate.verdict, KMEND_GATE_FAIL);
}

Test(gate, a_new_signature)
{
	struct kmend_sample_fault fault = build_fault(399, KMEND_OUTCOME_CRASH, "undo log overflow in pm");

	build_many(&result, 0, 0, 400, KMEND_OUTCOME_CRASH);
	build_many(&result, 1, 0, 280, KMEND_OUTCOME_FAIL);
	build_many(&result, 1, 280, 119, KMEND_OUTCOME_SHUTDOWN);
	build_add(&result, 1, &fault);
	make();
	expect(KMEND_RULE_SIGNATURES, "enhanced", KMEND_GATE_FAIL);
	cr_expect_not_null(strstr(row(KMEND_RULE_SIGNATURES, "enhanced")->why, "undo log overflow in pm"));
	cr_expect_not_null(strstr(row(KMEND_RULE_SIGNATURES, "enhanced")->why, "servers/pm.c:400"));
	cr_assert_eq(gate.nsignatures, 1);
	cr_expect_eq(gate.verdict, KMEND_GATE_FAIL);
	kmend_gate_release(&gate);
	rules.limits[KMEND_RULE_SIGNATURES] = 1;
	make();
	cr_expect_eq(gate.verdict, KMEND_GATE_PASS);
}

/* Code that is new crashes without recovery in its own way: that is no change of recovery. */
Test(gate, a_signature_of_new_code_is_not_new)
{
	struct kmend_sample_fault fault = build_fault(900, KMEND_OUTCOME_CRASH, "page-fault in brand_new");

	fill(&result);
	build_add(&result, 0, &fault);
	make();
	expect(KMEND_RULE_SIGNATURES, "none", KMEND_GATE_PASS);
	cr_expect_eq(gate.verdict, KMEND_GATE_PASS);
}

/* Few faults say nothing, however alike they are. */
Test(gate, too_small_is_never_green)
{
	struct kmend_samples small = build_samples("base", two, 2);

	for (size_t policy = 0; policy < 2; policy++) {
		build_many(&small, policy, 0, 72, KMEND_OUTCOME_CRASH);
		build_many(&result, policy, 0, 72, KMEND_OUTCOME_CRASH);
	}
	kmend_samples_release(&baseline);
	baseline = small;
	build_sort(&baseline);
	make();
	cr_expect_eq(gate.verdict, KMEND_GATE_UNKNOWN);
	cr_expect_eq(kmend_gate_verdict_exit(gate.verdict), 125);
	expect(KMEND_RULE_SURVIVABILITY, "none", KMEND_GATE_UNKNOWN);
	cr_expect_not_null(strstr(row(KMEND_RULE_SURVIVABILITY, "none")->why, "too small"));
	cr_expect_not_null(strstr(row(KMEND_RULE_SURVIVABILITY, "none")->why, "about 73 faults would tell"), "%s",
		row(KMEND_RULE_SURVIVABILITY, "none")->why);
}

Test(gate, nothing_activated_is_never_green)
{
	struct kmend_samples none = build_samples("base", two, 2);

	for (size_t policy = 0; policy < 2; policy++) {
		build_many(&none, policy, 0, 300, KMEND_OUTCOME_NOT_ACTIVATED);
		build_many(&result, policy, 0, 300, KMEND_OUTCOME_NOT_ACTIVATED);
	}
	kmend_samples_release(&baseline);
	baseline = none;
	build_sort(&baseline);
	make();
	cr_expect_eq(gate.verdict, KMEND_GATE_UNKNOWN);
	expect(KMEND_RULE_COMPARED, "none", KMEND_GATE_UNKNOWN);
}

/* Half of the faults are of functions that the baseline does not have. */
Test(gate, too_little_to_compare_with)
{
	fill(&result);
	build_many(&result, 0, 400, 500, KMEND_OUTCOME_CRASH);
	build_many(&result, 1, 400, 500, KMEND_OUTCOME_FAIL);
	make();
	expect(KMEND_RULE_COMPARED, "enhanced", KMEND_GATE_UNKNOWN);
	cr_expect_eq(gate.verdict, KMEND_GATE_UNKNOWN);
}

/* Edited functions are compared as an independent sample. */
Test(gate, edited_code_that_is_worse)
{
	build_many(&result, 0, 0, 400, KMEND_OUTCOME_CRASH);
	for (size_t i = 0; i < 400; i++) {
		struct kmend_sample_fault fault = build_fault(i,
			i < 200           ? KMEND_OUTCOME_SHUTDOWN
				: i < 280 ? KMEND_OUTCOME_FAIL
					  : KMEND_OUTCOME_SHUTDOWN,
			"");

		fault.shape += i < 200 ? 1 : 0;
		build_add(&result, 1, &fault);
	}
	make();
	expect(KMEND_RULE_SURVIVABILITY, "enhanced", KMEND_GATE_FAIL);
	cr_expect_eq(row(KMEND_RULE_SURVIVABILITY, "enhanced")->change.pairs, 200);
	cr_expect_eq(row(KMEND_RULE_SURVIVABILITY, "enhanced")->change.others, 200);
}

Test(gate, broken_state)
{
	build_many(&result, 0, 0, 400, KMEND_OUTCOME_CRASH);
	build_many(&result, 1, 0, 279, KMEND_OUTCOME_FAIL);
	build_many(&result, 1, 280, 120, KMEND_OUTCOME_SHUTDOWN);
	struct kmend_sample_fault fault = build_fault(279, KMEND_OUTCOME_FAIL, "");

	fault.inconsistent = 1;
	build_add(&result, 1, &fault);
	make();
	expect(KMEND_RULE_INCONSISTENT, "enhanced", KMEND_GATE_FAIL);
	cr_expect_eq(gate.verdict, KMEND_GATE_FAIL);
	/* The other way round it got better; and one more where there are some is no more than chance. */
	kmend_gate_release(&gate);
	cr_assert_eq(kmend_gate_make(&gate, &result, &baseline, &rules), 0);
	expect(KMEND_RULE_INCONSISTENT, "enhanced", KMEND_GATE_PASS);
	cr_expect_eq(gate.verdict, KMEND_GATE_PASS);
}

/* As many survive, and fewer are usable. */
static void served(struct kmend_samples *samples, size_t lost)
{
	for (size_t policy = 0; policy < samples->npolicies; policy++)
		for (size_t i = 0; i < samples->policies[policy].nfaults; i++) {
			struct kmend_sample_fault *fault = &samples->policies[policy].faults[i];

			fault->service = kmend_service_judge(fault->outcome, 7, fault->block < lost);
		}
}

Test(gate, lost_services)
{
	fill(&result);
	served(&baseline, 0);
	served(&result, 40);
	make();
	expect(KMEND_RULE_SURVIVABILITY, "enhanced", KMEND_GATE_PASS);
	expect(KMEND_RULE_USABLE, "enhanced", KMEND_GATE_FAIL);
	expect(KMEND_RULE_USABLE, "none", KMEND_GATE_PASS);
	cr_expect_eq(row(KMEND_RULE_USABLE, "enhanced")->change.counted.second, 40);
	cr_expect_eq(gate.verdict, KMEND_GATE_FAIL);
	kmend_gate_release(&gate);
	rules.ignored[KMEND_RULE_USABLE] = 1;
	make();
	cr_expect_eq(gate.verdict, KMEND_GATE_PASS);
}

Test(gate, services_that_only_one_side_probed)
{
	fill(&result);
	served(&result, 0);
	make();
	expect(KMEND_RULE_USABLE, "enhanced", KMEND_GATE_UNKNOWN);
	cr_expect_str_eq(row(KMEND_RULE_USABLE, "enhanced")->why, "no services were probed in the baseline");
	cr_expect_eq(row(KMEND_RULE_USABLE, "enhanced")->before, -1);
	cr_expect_eq(row(KMEND_RULE_USABLE, "enhanced")->after, 0.7);
	cr_expect_eq(gate.verdict, KMEND_GATE_UNKNOWN);
}

Test(gate, coverage_and_time)
{
	const struct kmend_sample_coverage rest = { "vfs", 0, 5 };

	fill(&result);
	build_must(kmend_samples_add_coverage(&result, 0, &rest));
	build_must(kmend_samples_add_coverage(&result, 1, &rest));
	build_sort(&result);
	result.policies[0].golden_ns = 1099999999;
	result.policies[1].golden_ns = 1100000002;
	make();
	expect(KMEND_RULE_COVERAGE, "enhanced", KMEND_GATE_FAIL);
	expect(KMEND_RULE_OVERHEAD, "none", KMEND_GATE_PASS);
	expect(KMEND_RULE_OVERHEAD, "enhanced", KMEND_GATE_FAIL);
	kmend_gate_release(&gate);
	rules.ignored[KMEND_RULE_COVERAGE] = rules.ignored[KMEND_RULE_OVERHEAD] = 1;
	make();
	cr_expect_eq(gate.verdict, KMEND_GATE_PASS);
	for (size_t i = 0; i < gate.nrows; i++)
		cr_expect(gate.rows[i].rule != KMEND_RULE_COVERAGE && gate.rows[i].rule != KMEND_RULE_OVERHEAD);
	kmend_gate_release(&gate);
	rules.ignored[KMEND_RULE_OVERHEAD] = 0;
	result.policies[1].golden_ns = 0;
	make();
	expect(KMEND_RULE_OVERHEAD, "enhanced", KMEND_GATE_UNKNOWN);
}

/* More than 1 % infra-errors decide nothing, red neither. */
Test(gate, infra_errors_decide_nothing)
{
	build_many(&result, 0, 0, 391, KMEND_OUTCOME_CRASH);
	build_many(&result, 0, 391, 9, KMEND_OUTCOME_INFRA_ERROR);
	build_many(&result, 1, 0, 200, KMEND_OUTCOME_FAIL);
	build_many(&result, 1, 200, 200, KMEND_OUTCOME_CRASH);
	make();
	expect(KMEND_RULE_INFRA, "", KMEND_GATE_UNKNOWN);
	expect(KMEND_RULE_SURVIVABILITY, "enhanced", KMEND_GATE_FAIL);
	cr_expect_eq(gate.verdict, KMEND_GATE_UNKNOWN);
}

Test(gate, only_the_policies_that_the_rules_name)
{
	char *names[] = { "none" };

	rules.policies = names;
	rules.policies_count = 1;
	build_many(&result, 0, 0, 400, KMEND_OUTCOME_CRASH);
	build_many(&result, 1, 0, 400, KMEND_OUTCOME_CRASH);
	make();
	cr_expect_eq(gate.verdict, KMEND_GATE_PASS);
	cr_expect_eq(gate.npairings, 1);
	kmend_gate_release(&gate);
	names[0] = "extended";
	refuses(KMEND_ERROR_INVALID, "no policy extended");
}

Test(gate, other_plans_and_targets)
{
	static const struct {
		enum kmend_sample_fact fact;
		const char *what;
	} facts[] = { { KMEND_FACT_TARGET, "not the target of the baseline base: target is other here, toy there" },
		{ KMEND_FACT_FAULT_TYPES, "not the plan" }, { KMEND_FACT_SAMPLE, "sample is other here, 0 there" },
		{ KMEND_FACT_SEED, "seed is other" }, { KMEND_FACT_WORKLOAD, "workload is other here, not set there" },
		{ KMEND_FACT_DETECTORS, "detectors" }, { KMEND_FACT_ACTIVATION, "activation" } };

	fill(&result);
	build_sort(&result);
	for (size_t i = 0; i < sizeof(facts) / sizeof(facts[0]); i++) {
		const char *was = result.facts[facts[i].fact];

		build_must(kmend_samples_set_fact(&result, facts[i].fact, "other"));
		refuses(KMEND_ERROR_INVALID, facts[i].what);
		build_must(kmend_samples_set_fact(&result, facts[i].fact, was));
	}
}

Test(gate, a_result_that_is_not_whole)
{
	build_many(&result, 0, 0, 400, KMEND_OUTCOME_CRASH);
	build_many(&result, 1, 0, 300, KMEND_OUTCOME_FAIL);
	build_many(&result, 1, 300, 100, KMEND_OUTCOME_NONE);
	build_sort(&result);
	refuses(KMEND_ERROR_BUSY, "700 of 800 experiments");
	cr_expect_eq(kmend_error_exit(), KMEND_EXIT_INFRA);
	result.plan_complete = 0;
	refuses(KMEND_ERROR_BUSY, "");
}

Test(gate, policies_that_only_one_has)
{
	struct kmend_samples one = build_samples("one", two, 1);

	build_many(&one, 0, 0, 400, KMEND_OUTCOME_CRASH);
	build_sort(&one);
	fill(&result);
	build_sort(&result);
	cr_assert_eq(kmend_gate_make(&gate, &one, &result, &rules), -1);
	cr_expect_not_null(
		strstr(kmend_error_text(), "one: it has no policy enhanced, which now has"), "%s", kmend_error_text());
	cr_assert_eq(kmend_gate_make(&gate, &result, &one, &rules), -1);
	cr_expect_not_null(strstr(kmend_error_text(), "one: it has no policy enhanced"));
	kmend_samples_release(&one);
}

/* Nothing asked is nothing answered. */
Test(gate, a_result_without_policies)
{
	struct kmend_samples one = build_samples("one", two, 0), other = build_samples("other", two, 0);

	cr_assert_eq(kmend_gate_make(&gate, &one, &other, &rules), -1);
	cr_expect_eq(kmend_error_code(), KMEND_ERROR_INVALID, "%s", kmend_error_text());
	kmend_samples_release(&one);
	kmend_samples_release(&other);
}
