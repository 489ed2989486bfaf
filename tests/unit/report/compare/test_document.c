/* The whole comparison in every format, its charts, its warnings; nothing of a result gets out raw. */
#include <criterion/criterion.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "by_hand.h"
#include "harness/base/error.h"
#include "harness/base/file.h"
#include "report/compare/compare_document.h"

#define EVIL "<b>\033[31m\n\"',|&\\EOD\xc2\x9b"

static struct kmend_samples one, two;
static struct kmend_comparison comparison;
static struct kmend_compare_view view;

/* 30 faults of f, of which 25 get worse and 1 better; `edited` has another shape; one has not run; all texts are hostile. */
static void begin(void)
{
	size_t index;

	one = by_hand("one " EVIL, "none");
	two = by_hand("two", "none");
	cr_assert_eq(kmend_samples_add_policy(&one, &index, EVIL, NULL, 0), 0);
	kmend_samples_set_fact(&one, KMEND_FACT_REVISION, EVIL);
	for (uint32_t i = 0; i < 30; i++) {
		struct kmend_sample_fault fault = { .block = i, .line = i, .id = i + 1, .reason = "r1 " EVIL };

		fault.outcome = i < 28 ? KMEND_OUTCOME_PASS : KMEND_OUTCOME_CRASH;
		by_hand_any(&one, 0, fault);
		fault.outcome = i < 25 ? KMEND_OUTCOME_CRASH : i == 28 ? KMEND_OUTCOME_FAIL : fault.outcome;
		fault.reason = "r2 " EVIL;
		fault.signature = fault.outcome == KMEND_OUTCOME_CRASH ? "oops in " EVIL : "";
		by_hand_any(&two, 0, fault);
	}
	for (uint32_t i = 0; i < 5; i++) {
		by_hand_fault(&one, "edited", 1, i, KMEND_OUTCOME_PASS);
		by_hand_fault(&two, "edited", 2, i, KMEND_OUTCOME_FAIL);
	}
	by_hand_fault(&one, "late", 1, 0, KMEND_OUTCOME_NONE);
	by_hand_fault(&two, "late", 1, 0, KMEND_OUTCOME_PASS);
	by_hand_sort(&one);
	by_hand_sort(&two);
	cr_assert_eq(kmend_comparison_make(&comparison, &one, &two, NULL), 0, "%s", kmend_error_text());
	view = (struct kmend_compare_view){ .comparison = &comparison, .limit = 20 };
}

static void end(void)
{
	kmend_comparison_release(&comparison);
	kmend_samples_release(&one);
	kmend_samples_release(&two);
}

TestSuite(compare_document, .init = begin, .fini = end);

static char *written(const char *table, enum kmend_format format)
{
	char *text = NULL;
	size_t size;
	FILE *out = open_memstream(&text, &size);

	cr_assert_eq(kmend_compare_write(&view, table, format, out), 0, "%s", kmend_error_text());
	fclose(out);
	return text;
}

static void has(const char *text, const char *part)
{
	cr_expect(strstr(text, part), "'%s' is not in:\n%s", part, text);
}

Test(compare_document, every_format_and_table)
{
	for (size_t format = 0; kmend_format_name(format); format++)
		for (size_t i = 0;; i++) {
			const char *table = kmend_compare_table_name(i);
			char *text;

			if (!table && format == KMEND_FORMAT_CSV)
				break; /* it holds one table */
			text = written(table, (enum kmend_format)format);
			cr_expect(*text, "%s as %s", table ? table : "all", kmend_format_name(format));
			cr_expect_not(strchr(text, '\033') || strstr(text, "\xc2\x9b"), "raw in %s",
				kmend_format_name(format));
			cr_expect_not(format == KMEND_FORMAT_HTML && strstr(text, "<b>"), "a tag got through");
			free(text);
			if (!table)
				break;
		}
}

Test(compare_document, for_people)
{
	char *text = written(NULL, KMEND_FORMAT_TEXT);

	has(text, "Two results side by side");
	has(text, "A: none  B: none  crash        30          6.7%          86.7%");
	has(text, "corrected over all 4 tests");
	has(text, "none to none: 26 of 30 pairs changed, 25 for the worse, 1 for the better;");
	has(text, "and 6 more: --limit 26 shows all.");
	has(text, "Functions with another shape, and their faults in each plan: edited in unit.c (5, 5).");
	has(text, "is incomplete: 1 of 36 experiments have not run");
	has(text, " is in A only.");
	free(text);
}

static json_t *section(json_t *json, const char *name)
{
	json_t *sections = json_object_get(json, "sections"), *one_section;
	size_t i;

	json_array_foreach(
		sections, i, one_section) if (strcmp(json_string_value(json_object_get(one_section, "name")), name) ==
		0) return json_object_get(one_section, "rows");
	return NULL;
}

static json_int_t number(json_t *row, const char *key)
{
	cr_assert(json_is_integer(json_object_get(row, key)), "%s", key);
	return json_integer_value(json_object_get(row, key));
}

Test(compare_document, for_programs)
{
	char *text;
	json_t *json, *row;

	view.limit = KMEND_COMPARE_NO_LIMIT;
	text = written(NULL, KMEND_FORMAT_JSON);
	json = json_loads(text, 0, NULL);
	cr_assert_not_null(json);
	for (size_t i = 0; kmend_compare_table_name(i); i++)
		cr_expect_not_null(section(json, kmend_compare_table_name(i)), "%s", kmend_compare_table_name(i));
	cr_expect_eq(json_array_size(section(json, "changes")), 26);
	row = json_array_get(section(json, "differences"), 1);
	cr_expect(number(row, "pairs") == 30 && number(row, "both") == 1 && number(row, "first_only") == 1);
	cr_expect(number(row, "second_only") == 25 && number(row, "neither") == 3);
	cr_expect(json_is_null(json_object_get(row, "weighted_difference")));
	cr_expect(json_is_real(json_object_get(row, "p_holm")));
	row = json_array_get(section(json, "unpaired"), 1);
	cr_expect(number(row, "faults") == 36 && number(row, "shape_differs") == 5 && number(row, "pending") == 1);
	cr_expect_eq(json_array_size(section(json, "independent")), 2);
	json_decref(json);
	free(text);
}

Test(compare_document, limit_of_programs_too)
{
	char *text;
	json_t *json;

	view.limit = 3;
	text = written("changes", KMEND_FORMAT_JSON);
	json = json_loads(text, 0, NULL);
	cr_expect_eq(json_array_size(json), 3);
	json_decref(json);
	free(text);
}

Test(compare_document, page_has_charts)
{
	char *text = written(NULL, KMEND_FORMAT_HTML), *at = text;
	int marks = 0;

	for (; (at = strstr(at, "class=\"mark\"")); at++)
		marks++;
	cr_expect_eq(marks, 4, "one for each share, and the key");
	has(text, "Differences of shares");
	has(text, ">+80.0 [+55.1, +90.5]<");
	has(text, "Transitions, A: none / B: none");
	free(text);
}

Test(compare_document, latency)
{
	struct kmend_latencies first = { 0 }, second[1] = { { 0 } };
	char *text;

	for (uint64_t i = 1; i <= 4; i++)
		kmend_latencies_add(&second[0], 1000 * i);
	view.latencies[KMEND_FIRST] = (struct kmend_latencies[2]){ first, first };
	view.latencies[KMEND_SECOND] = second;
	text = written("latency", KMEND_FORMAT_CSV);
	cr_expect_str_eq(text,
		"first,second,side,recoveries,p50_ns,p99_ns,max_ns\nnone,none,first,0,,,\nnone,none,second,4,2000,4000,"
		"4000\n");
	free(text);
	text = written("latency", KMEND_FORMAT_TEXT);
	has(text, "0 / 4   - / 2.0   - / 4.0   - / 4.0");
	free(text);
	kmend_latencies_release(&second[0]);
}

Test(compare_document, warnings)
{
	char *warning = kmend_compare_warning(&comparison, 0);

	has(warning, "is incomplete");
	free(warning);
	cr_expect_null(kmend_compare_warning(&comparison, 1));
	two.plan_complete = 0;
	warning = kmend_compare_warning(&comparison, 1);
	has(warning, "two is incomplete: its campaign stopped before its plan was made.");
	free(warning);
	for (size_t i = 0; i < 2; i++)
		two.policies[0].faults[i].outcome = KMEND_OUTCOME_INFRA_ERROR;
	warning = kmend_compare_warning(&comparison, 2);
	has(warning, "two is INVALID");
	free(warning);
}

Test(compare_document, plots)
{
	char dir[] = "/tmp/kmend-compare-XXXXXX", *path, *folder;
	struct kmend_buf text = KMEND_BUF_INIT;

	cr_assert_not_null(mkdtemp(dir));
	folder = kmend_format("%s/deep", dir);
	cr_assert_eq(kmend_compare_plots(&view, folder, NULL), 0, "%s", kmend_error_text());
	path = kmend_format("%s/differences.gnuplot", folder);
	cr_assert_eq(kmend_file_read(&text, path, 1 << 20), 0);
	/* Share of crashes: 80 points up; the axis reaches as far. Each series has a mark of its own. */
	has(text.data, "$difference1 << EOD\n80.0000 0.1500 55.0956 90.4831");
	has(text.data, "set xrange [-100:100]");
	has(text.data, "xerrorbars pointtype 7");
	has(text.data, "xerrorbars pointtype 4");
	free(path);
	for (int i = 0; i < 4; i++) {
		static const char *const names[] = { "differences.svg", "differences.png", "transitions-1.svg",
			"transitions-1.png" };

		path = kmend_format("%s/%s", folder, names[i]);
		cr_expect_eq(access(path, R_OK), 0, "%s", names[i]);
		free(path);
	}
	kmend_buf_release(&text);
	free(folder);
	kmend_tree_remove(dir);
}

Test(compare_document, reach)
{
	struct kmend_chart chart;

	kmend_chart_init(&chart, KMEND_CHART_FOREST, "n", "t", "a");
	kmend_chart_series(&chart, "s", kmend_chart_style(0));
	kmend_chart_bar(&chart, "b", "", "");
	kmend_chart_value(&chart, 0.5, -0.9, 0.7);
	cr_expect_eq(kmend_chart_reach(&chart), 1);
	kmend_chart_bar(&chart, "b", "", "");
	kmend_chart_value(&chart, -3, -12, 2);
	cr_expect_eq(kmend_chart_reach(&chart), 20);
	kmend_chart_bar(&chart, "b", "", "");
	kmend_chart_exact(&chart, 51);
	cr_expect_eq(kmend_chart_reach(&chart), 100);
	kmend_chart_release(&chart);
}
