/* What is written: the shape of each format, its escaping, the fixed JSON keys. */
#include <criterion/criterion.h>
#include <jansson.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "fixture.h"
#include "harness/base/error.h"

TestSuite(formats, .init = fixture_open, .fini = fixture_close);

static void small_campaign(void)
{
	fixture_campaign();
	for (int i = 0; i < 4; i++) {
		int64_t id = fixture_site("pm");

		fixture_result(id, i < 3 ? KMEND_OUTCOME_PASS : KMEND_OUTCOME_SHUTDOWN,
			i < 3 ? "completed" : "shutdown:w", i < 3, 0);
		fixture_result(id + 1, KMEND_OUTCOME_CRASH, "panic:p", 0, 0);
		fixture_result(id + 2, i < 1 ? KMEND_OUTCOME_FAIL : KMEND_OUTCOME_NOT_ACTIVATED, "tests:t", 1, i < 1);
	}
}

static void has(const char *text, const char *part)
{
	cr_expect(strstr(text, part), "'%s' is not in:\n%s", part, text);
}

Test(formats, names)
{
	enum kmend_format format;
	size_t count = 0;

	cr_expect_eq(kmend_format_parse("markdown", &format), 0);
	cr_expect_eq(format, KMEND_FORMAT_MARKDOWN);
	cr_expect_eq(kmend_format_parse("pdf", &format), -1);
	cr_expect_eq(kmend_error_code(), KMEND_ERROR_USAGE);
	cr_expect_eq(kmend_format_parse("", &format), -1);
	cr_expect_str_eq(kmend_format_name(0), "text");
	cr_expect_null(kmend_format_name(KMEND_FORMAT_COUNT));
	while (kmend_report_table_name(count))
		count++;
	cr_expect_gt(count, 6);
	fixture_campaign();
	cr_expect_eq(kmend_report_write(fixture_store, NULL, "tables", KMEND_FORMAT_TEXT, stderr), -1);
	cr_expect_eq(kmend_error_code(), KMEND_ERROR_USAGE);
}

Test(formats, text)
{
	char *text;

	small_campaign();
	text = fixture_report(NULL, KMEND_FORMAT_TEXT);
	has(text, "campaign unit, target toy, fault model fail-stop, seed 7, revision abc123-dirty\n");
	has(text, "none           0.0% [0.0, 49.0]");
	has(text, "enhanced     75.0% [30.1, 95.4]");
	has(text, "planned 12 = pass 3 + fail 1 + shutdown 1 + crash 4 + not-activated 3 + infra-error 0\n");
	has(text, "12 experiments in 4.0 s with 2 jobs (3.0 a second)\n");
	cr_expect(strstr(text, "\nnone") < strstr(text, "\npessimistic"));
	cr_expect(strstr(text, "\npessimistic") < strstr(text, "\nenhanced"));
	cr_expect_null(strstr(text, "ncomplete"));
	cr_expect_null(strstr(text, "INVALID"));
	free(text);
}

Test(formats, text_says_what_is_missing)
{
	char *text;

	small_campaign();
	fixture_result(fixture_site("pm"), KMEND_OUTCOME_INFRA_ERROR, "emulator-died", 0, 0);
	text = fixture_report(NULL, KMEND_FORMAT_TEXT);
	has(text, "+ infra-error 1 + still to run 2\n");
	has(text, "Incomplete: 2 of 15 experiments have not run");
	has(text, "INVALID: more than 1%");
	free(text);
	kmend_store_meta_set(fixture_store, "plan_complete", "0");
	text = fixture_report(NULL, KMEND_FORMAT_TEXT);
	has(text, "stopped before its plan was made");
	free(text);
}

Test(formats, no_experiment_yet)
{
	char *text;

	fixture_campaign();
	text = fixture_report(NULL, KMEND_FORMAT_TEXT);
	has(text, "planned 0 = ");
	free(text);
	for (enum kmend_format format = 0; format < KMEND_FORMAT_COUNT; format++)
		for (size_t i = 0; kmend_report_table_name(i); i++)
			free(fixture_report(kmend_report_table_name(i), format));
}

Test(formats, experiments_csv)
{
	char *text;
	size_t lines = 0;

	small_campaign();
	fixture_site("pm");
	text = fixture_report("experiments", KMEND_FORMAT_CSV);
	cr_expect_eq(
		strncmp(text, "id,policy,site,type,component,outcome,reason,activations,recovered,inconsistent,", 78),
		0);
	for (const char *c = text; *c; c++)
		lines += *c == '\n';
	cr_expect_eq(lines, 1 + 15, "a head, and every experiment of the plan");
	has(text, "\n1,enhanced,unit.c:f:1:0:fail-stop,fail-stop,pm,pass,completed,1,1,0,unit.c,12,");
	has(text, "\n3,pessimistic,unit.c:f:1:0:fail-stop,fail-stop,pm,fail,tests:t,1,1,1,");
	has(text, "\n15,pessimistic,unit.c:f:5:0:fail-stop,fail-stop,pm,pending,,0,0,0,");
	free(text);
}

/* A key of an object, which must be there. */
static json_t *get(json_t *object, const char *key)
{
	json_t *value = json_object_get(object, key);

	cr_assert_not_null(value, "no key %s", key);
	return value;
}

static long long number(json_t *object, const char *key)
{
	cr_assert(json_is_integer(get(object, key)), "%s is no number", key);
	return json_integer_value(get(object, key));
}

static void check_policy(json_t *policy)
{
	static const char *const outcomes[] = { "pass", "fail", "shutdown", "crash" };
	long long activated = number(policy, "activated"), sum = 0;

	number(policy, "recovered");
	number(policy, "inconsistent");
	for (int i = 0; i < 4; i++) {
		long long count = number(get(policy, "outcomes"), outcomes[i]);
		json_t *rate = get(get(policy, "rates"), outcomes[i]);
		double value = json_real_value(get(rate, "value"));

		sum += count;
		cr_expect(fabs(value - (activated ? (double)count / (double)activated : 0)) < 1e-9);
		cr_expect(json_real_value(get(rate, "low")) <= value && value <= json_real_value(get(rate, "high")));
	}
	cr_expect_eq(json_object_size(get(policy, "outcomes")), 4);
	cr_expect_eq(sum, activated);
	cr_expect_eq(number(policy, "planned"), sum + number(policy, "not_activated") + number(policy, "infra_error"));
}

static json_t *document(void)
{
	char *text = fixture_report(NULL, KMEND_FORMAT_JSON);
	json_error_t error;
	json_t *json = json_loads(text, 0, &error);

	cr_assert_not_null(json, "%s in:\n%s", error.text, text);
	free(text);
	return json;
}

Test(formats, json_keys_of_the_design)
{
	json_t *json, *policy;
	size_t i;

	small_campaign();
	json = document();
	cr_expect_str_eq(json_string_value(get(json, "campaign")), "unit");
	cr_expect_str_eq(json_string_value(get(json, "target")), "toy");
	cr_expect_str_eq(json_string_value(get(json, "revision")), "abc123-dirty");
	cr_expect_eq(number(json, "seed"), 7);
	cr_expect_str_eq(json_string_value(get(json, "fault_model")), "fail-stop");
	cr_expect_eq(json_array_size(get(json, "policies")), 3);
	json_array_foreach(get(json, "policies"), i, policy) check_policy(policy);
	policy = json_array_get(get(json, "policies"), 2);
	cr_expect_str_eq(json_string_value(get(policy, "policy")), "enhanced");
	cr_expect_eq(number(policy, "recovered"), 3);
	cr_expect_eq(number(get(policy, "outcomes"), "pass"), 3);
	cr_expect_eq(number(get(json, "throughput"), "experiments"), 12);
	cr_expect_eq(number(get(json, "throughput"), "jobs"), 2);
	cr_expect_eq(json_real_value(get(get(json, "throughput"), "seconds")), 4.0);
	json_decref(json);
}

Test(formats, json_tables)
{
	json_t *rows;
	char *text;

	small_campaign();
	text = fixture_report("experiments", KMEND_FORMAT_JSON);
	rows = json_loads(text, 0, NULL);
	cr_assert_eq(json_array_size(rows), 12);
	cr_expect_eq(number(json_array_get(rows, 4), "id"), 5);
	cr_expect_str_eq(json_string_value(get(json_array_get(rows, 4), "reason")), "panic:p");
	json_decref(rows);
	free(text);
}

static void crashes(void)
{
	int64_t id;

	fixture_campaign();
	id = fixture_site("pm");
	fixture_crash(id, "page-fault in b", "b.c:2", "line");
	fixture_crash(id + 1, "page-fault in a", "a.c:1", "line");
	fixture_crash(id + 2, "page-fault in a", "a.c:1", "line");
	id = fixture_site("pm");
	fixture_crash(id, "page-fault in a", "a.c:9", "line");
	fixture_result(id + 1, KMEND_OUTCOME_CRASH, "hang", 0, 0);
	fixture_result(id + 2, KMEND_OUTCOME_PASS, "completed", 0, 0);
}

Test(formats, crashes_by_signature)
{
	char *text;

	crashes();
	text = fixture_report("crashes", KMEND_FORMAT_CSV);
	cr_expect_str_eq(text,
		"signature,where,where_kind,count,places,policies,example\n"
		"page-fault in a,a.c:1,line,3,2,none pessimistic enhanced,2\n"
		"page-fault in b,b.c:2,line,1,1,enhanced,1\n",
		"%s", text);
	free(text);
	text = fixture_report("crashes", KMEND_FORMAT_TEXT);
	has(text, "1 of 5 crashes has no signature");
	free(text);
	text = fixture_report("experiments", KMEND_FORMAT_CSV);
	has(text,
		",wall_us,own_us,signature,where,where_kind,service,tests_planned,tests_failed,tests_skipped,probes_"
		"passed,"
		"probes_failed,unavailable\n");
	has(text, ",page-fault in b,b.c:2,line,unknown,0,0,0,0,0,0\n");
	free(text);
}

Test(formats, json_crashes)
{
	json_t *json, *list, *one;

	crashes();
	json = document();
	list = get(json, "crashes");
	cr_assert_eq(json_array_size(list), 2);
	one = json_array_get(list, 0);
	cr_expect_str_eq(json_string_value(get(one, "signature")), "page-fault in a");
	cr_expect_str_eq(json_string_value(get(one, "where")), "a.c:1");
	cr_expect_str_eq(json_string_value(get(one, "where_kind")), "line");
	cr_expect_eq(number(one, "count"), 3);
	cr_expect_eq(number(one, "places"), 2);
	cr_expect_eq(number(one, "example"), 2);
	cr_expect_eq(json_array_size(get(one, "policies")), 3);
	json_decref(json);
}

#define BIDI "\xe2\x80\xae\xc2\x9b\xc3\xa9" /* right-to-left override, CSI, a letter that is fine */
#define BIDI_SAFE "\\xE2\\x80\\xAE\\xC2\\x9B\xc3\xa9"

/* Every text of the file hostile: no report breaks, nothing reaches a terminal or a page raw. */
static void hostile_campaign(void)
{
	static const char evil[] = "a|b||\"c\",<i>&\\`*[x](y)\n\x1b[2J$%#_{}~^\xff'; DROP TABLE site; --" BIDI;
	static const char *const keys[] = { "campaign", "target", "revision", "seed", "fault_model", "jobs" };
	static const char *const names[] = { evil, "", "=cmd()" };

	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++)
		cr_assert_eq(kmend_store_meta_set(fixture_store, keys[i], evil), 0);
	cr_assert_eq(kmend_store_meta_set(fixture_store, "seconds", "nan"), 0);
	for (int i = 0; i < 3; i++) {
		struct kmend_store_policy policy = {
			.name = names[i], .image_hash = evil, .image_path = evil, .golden_ns = UINT64_MAX
		};

		cr_assert_eq(kmend_store_policy_add(fixture_store, &policy), 0, "%s", kmend_error_text());
	}
	for (int i = 0; i < 3; i++)
		fixture_result(fixture_site(i ? evil : ""), KMEND_OUTCOME_CRASH, evil, UINT64_MAX, 5);
	fixture_crash(fixture_site(evil), evil, evil, evil);
}

Test(formats, hostile_texts)
{
	hostile_campaign();
	for (enum kmend_format format = 0; format < KMEND_FORMAT_COUNT; format++) {
		for (size_t i = 0; kmend_report_table_name(i); i++) {
			char *text = fixture_report(kmend_report_table_name(i), format);

			cr_expect_null(strchr(text, '\x1b'));
			cr_expect_null(strchr(text, '\xff'));
			cr_expect_null(strstr(text, "\xe2\x80\xae"), "an override");
			cr_expect_null(strstr(text, "\xc2\x9b"), "a C1 control");
			if (format == KMEND_FORMAT_JSON) {
				json_t *json = json_loads(text, 0, NULL);

				cr_expect_not_null(json, "%s", text);
				json_decref(json);
			}
			free(text);
		}
	}
}

Test(formats, csv_escapes)
{
	char *text;

	hostile_campaign();
	text = fixture_report("reasons", KMEND_FORMAT_CSV);
	has(text,
		"\n\"a|b||\"\"c\"\",<i>&\\`*[x](y)\\x0A\\x1B[2J$%#_{}~^\\xFF'; DROP TABLE site; --" BIDI_SAFE
		"\",crash,");
	free(text);
	text = fixture_report("survivability", KMEND_FORMAT_CSV);
	has(text, "\n\"'=cmd()\","); /* no spreadsheet computes it */
	free(text);
}

Test(formats, markdown_escapes)
{
	char *text, *line;

	hostile_campaign();
	text = fixture_report("coverage", KMEND_FORMAT_MARKDOWN);
	has(text, "a\\|b\\|\\|\"c\",\\<i\\>\\&\\\\\\`\\*\\[x\\](y)");
	/* Every line of the table has the same number of bars that divide. */
	for (line = strstr(text, "\n| ") + 1; *line == '|'; line = strchr(line, '\n') + 1) {
		int bars = 0;

		for (const char *c = line; *c != '\n'; c++)
			bars += *c == '|' && c[-1] != '\\';
		cr_expect_eq(bars, 5, "%d bars in %s", bars, line);
	}
	free(text);
}

Test(formats, html_is_one_page_with_nothing_foreign)
{
	char *text;

	hostile_campaign();
	text = fixture_report(NULL, KMEND_FORMAT_HTML);
	cr_expect_eq(strncmp(text, "<!DOCTYPE html>\n", 16), 0);
	has(text, "default-src 'none'");
	has(text, "&quot;c&quot;,&lt;i&gt;&amp;");
	has(text, "<svg ");
	has(text, "<section id=\"reasons\">");
	has(text, "color-scheme: light dark");
	cr_expect_null(strstr(text, "<i>"));
	cr_expect_null(strstr(text, "src="));
	for (const char *at = text; (at = strstr(at, "href=")); at += 5)
		cr_expect(strncmp(at, "href=\"#", 7) == 0, "a link out of the page: %.40s", at);
	has(text, "planned 12 = ");
	free(text);
}

Test(formats, latex_compiles_with_any_text)
{
	char *text;

	hostile_campaign();
	text = fixture_report("reasons", KMEND_FORMAT_LATEX);
	has(text, "a\\textbar{}b\\textbar{}\\textbar{}''c'',\\textless{}i\\textgreater{}\\&\\textbackslash{}");
	has(text, "\\$\\%\\#\\_\\{\\}\\textasciitilde{}\\textasciicircum{}");
	has(text, "U+00E9");
	has(text, "\\caption{Outcomes and their reasons}");
	for (const char *c = text; *c; c++)
		cr_assert((unsigned char)*c < 0x80, "fonts have ASCII, nothing else is sure");
	free(text);
}

Test(formats, csv_is_one_table)
{
	char *text = NULL;
	size_t size;
	FILE *out = open_memstream(&text, &size);

	small_campaign();
	cr_expect_eq(
		kmend_report_write(fixture_store, NULL, NULL, KMEND_FORMAT_CSV, out), 0, "one component: one table");
	fixture_site("vfs");
	cr_expect_eq(kmend_report_write(fixture_store, NULL, NULL, KMEND_FORMAT_CSV, out), -1);
	cr_expect_eq(kmend_error_code(), KMEND_ERROR_USAGE);
	has(kmend_error_text(), "survivability, components");
	fclose(out);
	free(text);
}

/* The columns that readers rely on: out of the list of outcomes, in its order. */
Test(formats, columns_for_programs)
{
	char *text;

	small_campaign();
	text = fixture_report("survivability", KMEND_FORMAT_CSV);
	cr_expect_eq(
		strncmp(text,
			"policy,planned,activated,pass,fail,shutdown,crash,not_activated,infra_error,pending,recovered,"
			"inconsistent,pass_rate,pass_low,pass_high,fail_rate,",
			146),
		0, "%s", text);
	has(text, ",crash_high,survived_rate,survived_low,survived_high,unavailable,usable,usable_rate,");
	free(text);
	text = fixture_report("coverage", KMEND_FORMAT_CSV);
	has(text, "policy,component,blocks,protected,unprotected,coverage\n");
	has(text, "enhanced,pm,4,120,40,0.750000\n");
	free(text);
	text = fixture_report("coverage", KMEND_FORMAT_TEXT);
	has(text,
		"weighted mean     -         0.0%     75.0%\n"); /* pessimistic protects, though it never came to it */
	free(text);
}

Test(formats, types_planned_and_activated)
{
	char *text, *json;

	crashes();
	text = fixture_report("types", KMEND_FORMAT_CSV);
	has(text,
		"type,sites,reached,eligible,chosen,planned,activated,pass,fail,shutdown,crash,not_activated,infra_"
		"error,pending\n");
	has(text, "\nfail-stop,");
	cr_expect_not(strstr(text, "\nhang,"), "what has neither site nor experiment is not there: %s", text);
	free(text);
	text = fixture_report("types", KMEND_FORMAT_LATEX);
	has(text, "fail-stop &");
	free(text);
	json = fixture_report("types", KMEND_FORMAT_JSON);
	has(json, "\"not_activated\"");
	free(json);
}
