/* The rules file. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "harness/base/error.h"
#include "report/gate/rules.h"

static char path[64];

static void set_up(void)
{
	strcpy(path, "/tmp/kmend-rules-XXXXXX");
	close(mkstemp(path));
}

static void tear_down(void)
{
	unlink(path);
}

TestSuite(rules, .init = set_up, .fini = tear_down);

static int load(struct kmend_gate_rules **rules, const char *text)
{
	FILE *file = fopen(path, "w");

	fputs(text, file);
	fclose(file);
	return kmend_gate_rules_load(rules, path);
}

static void refuses(const char *text, int line, const char *what)
{
	struct kmend_gate_rules *rules;
	char begin[128];

	snprintf(begin, sizeof(begin), "%s:%d: ", path, line);
	cr_assert_eq(load(&rules, text), -1, "accepted: %s", text);
	cr_assert_null(rules);
	cr_expect_eq(
		strncmp(kmend_error_text(), begin, strlen(begin)), 0, "%s (not line %d)", kmend_error_text(), line);
	cr_expect_not_null(strstr(kmend_error_text(), what), "%s (not '%s')", kmend_error_text(), what);
	cr_expect_eq(kmend_error_code(), KMEND_ERROR_INVALID);
}

Test(rules, presets_and_what_the_file_says)
{
	struct kmend_gate_rules presets, *rules;

	kmend_gate_rules_init(&presets);
	cr_assert_eq(
		load(&rules,
			"level: 0.01\ncrash_gain: 0.02\nnew_signatures: 3\npolicies: [enhanced]\nignore: [overhead]\n"),
		0, "%s", kmend_error_text());
	cr_expect_eq(rules->level, 0.01);
	cr_expect_eq(rules->limits[KMEND_RULE_CRASHES], 0.02);
	cr_expect_eq(rules->limits[KMEND_RULE_SIGNATURES], 3);
	cr_expect_eq(rules->limits[KMEND_RULE_SURVIVABILITY], presets.limits[KMEND_RULE_SURVIVABILITY]);
	cr_expect_eq(rules->limits[KMEND_RULE_INFRA], 0.01);
	cr_expect(rules->ignored[KMEND_RULE_OVERHEAD] && !rules->ignored[KMEND_RULE_COVERAGE]);
	cr_expect(kmend_gate_rules_has_policy(rules, "enhanced") && !kmend_gate_rules_has_policy(rules, "none"));
	cr_expect(kmend_gate_rules_has_policy(&presets, "none"));
	kmend_gate_rules_free(rules);
}

/* Zero is a limit too, not the preset. */
Test(rules, zero_is_a_limit)
{
	struct kmend_gate_rules *rules;

	cr_assert_eq(load(&rules, "coverage_loss: 0\noverhead_gain: 0.0\n"), 0, "%s", kmend_error_text());
	cr_expect_eq(rules->limits[KMEND_RULE_COVERAGE], 0);
	cr_expect_eq(rules->limits[KMEND_RULE_OVERHEAD], 0);
	kmend_gate_rules_free(rules);
}

Test(rules, comments_alone_are_the_presets)
{
	static const char *const texts[] = { "", "# nothing\n", "---\n# nothing\n\n" };
	struct kmend_gate_rules *rules;

	for (size_t i = 0; i < 3; i++) {
		cr_assert_eq(load(&rules, texts[i]), 0, "%zu: %s", i, kmend_error_text());
		cr_expect_eq(rules->level, 0.05);
		kmend_gate_rules_free(rules);
	}
}

Test(rules, mistakes_have_a_line)
{
	refuses("level: 0.05\nsurvivability: 0.1\n", 2, "survivability");
	refuses("level: 0.05\n\ncrash_gain: many\n", 3, "not a decimal number");
	refuses("crash_gain: 0\n", 1, "must be");
	refuses("level: 0\n", 1, "above 0");
	refuses("level: 0.6\n", 1, "at most 0.5");
	refuses("infra_share: 0.02\n", 1, "must be 0 to 0.01");
	refuses("new_signatures: 1.5\n", 1, "whole number");
	refuses("# a\nignore: [tests]\n", 2, "'tests' is no rule");
	refuses("# a\nignore: [infra]\n", 2, "cannot be ignored");
	refuses("policies: [none, none]\n", 1, "twice");
	refuses("level: [1\n", 1, "");
	refuses("- a\n- b\n", 1, "");
	refuses("level: 0.05\n---\nlevel: 0.1\n", 3, "second document");
}

Test(rules, a_file_that_is_not_there)
{
	struct kmend_gate_rules *rules;

	cr_assert_eq(kmend_gate_rules_load(&rules, "/no/such/rules.yaml"), -1);
	cr_expect_eq(kmend_error_code(), KMEND_ERROR_NOT_FOUND);
	cr_expect_null(rules);
}

Test(rules, every_rule_has_its_words)
{
	for (enum kmend_gate_rule rule = 0; rule < KMEND_RULE_COUNT; rule++)
		cr_expect(*kmend_gate_rule_word(rule) && *kmend_gate_rule_asks(rule));
}
