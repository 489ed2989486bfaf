/* The charts: their data, that gnuplot draws them, and that no text of a result becomes a command. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "fixture.h"
#include "harness/base/error.h"
#include "harness/base/file.h"

TestSuite(plots, .init = fixture_open, .fini = fixture_close);

static char *path_of(const char *name)
{
	char *path = kmend_format("%s/deep/plots/%s", fixture_dir, name);

	cr_assert_not_null(path);
	return path;
}

static struct kmend_buf contents(const char *name)
{
	struct kmend_buf text = KMEND_BUF_INIT;
	char *path = path_of(name);

	cr_assert_eq(kmend_file_read(&text, path, 1 << 20), 0, "%s", kmend_error_text());
	free(path);
	return text;
}

static int draw(void)
{
	char *dir = path_of("");
	int result = kmend_report_plots(fixture_store, dir, NULL);

	free(dir);
	return result;
}

static void has(const struct kmend_buf *text, const char *part)
{
	cr_expect(strstr(text->data, part), "'%s' is not in:\n%s", part, text->data);
}

static void campaign(void)
{
	fixture_campaign();
	for (int i = 0; i < 4; i++) {
		int64_t id = fixture_site(i % 2 ? "pm" : "vfs");

		fixture_result(id, i < 3 ? KMEND_OUTCOME_PASS : KMEND_OUTCOME_SHUTDOWN, "r", 1, 0);
		fixture_result(id + 1, KMEND_OUTCOME_CRASH, "r", 0, 0);
		fixture_result(id + 2, i < 1 ? KMEND_OUTCOME_FAIL : KMEND_OUTCOME_SHUTDOWN, "r", 0, 0);
	}
}

Test(plots, drawn)
{
	static const char png[] = "\x89PNG\r\n\x1a\n";
	struct kmend_buf text;

	campaign();
	cr_assert_eq(draw(), 0, "%s", kmend_error_text());
	text = contents("survivability.gnuplot");
	has(&text, "set xtics (\"none\\nn = 4\" 0.0000, \"pessimistic\\nn = 4\" 1.0000, \"enhanced\\nn = 4\" 2.0000)");
	/* Slices: from the top of the one below to its own. */
	has(&text,
		"$box0 << EOD\n0.0000 0.0000 -0.3800 0.3800 0.0000 0.0000\n1.0000 0.0000 0.6200 1.3800 0.0000 0.0000\n"
		"2.0000 37.5000 1.6200 2.3800 0.0000 75.0000\nEOD\n");
	has(&text, "1.0000 62.5000 0.6200 1.3800 25.0000 100.0000\n");
	has(&text, "2.0000 37.5000 \"75.0\"\n"); /* in the middle of its slice */
	/* 95 % intervals: Wilson of what lies below the line, 3 of 4 here. */
	has(&text, "$interval2 << EOD\n0.0760 0.0000 0.0000 48.9891\n");
	has(&text, "1.9240 75.0000 30.0642 95.4413\n");
	/* Said once: slices without height have the same top as the one below them. */
	cr_expect_null(strstr(text.data, "-0.2280"));
	cr_expect_null(strstr(text.data, "1.7720"));
	has(&text, "with yerrorbars");
	/* Patterns: readable without colours. */
	has(&text, "fillstyle solid 1 border rgb '#404040' linecolor rgb '#009e73' title 'pass'");
	has(&text, "fillstyle pattern 5 border rgb '#404040' linecolor rgb '#d6a800' title 'fail'");
	kmend_buf_release(&text);
	text = contents("coverage.gnuplot");
	has(&text, "\"pm\" 0.0000, \"vfs\" 1.0000, \"weighted mean\" 2.0000)");
	has(&text, "title 'pessimistic'");
	has(&text, "title 'enhanced'");
	has(&text, "0.1900 37.5000 0.0000 0.3800 0.0000 75.0000\n");
	cr_expect_null(strstr(text.data, "title 'none'"), "it protects nothing: no bar");
	cr_expect_null(strstr(text.data, "yerrorbars"), "counted, not sampled");
	kmend_buf_release(&text);
	text = contents("survivability.png");
	cr_expect(text.size > 1000 && memcmp(text.data, png, 8) == 0);
	kmend_buf_release(&text);
	text = contents("survivability.svg");
	has(&text, "</svg>");
	has(&text, "enhanced");
	kmend_buf_release(&text);
}

Test(plots, components)
{
	struct kmend_buf text;

	campaign();
	cr_assert_eq(draw(), 0, "%s", kmend_error_text());
	text = contents("components.gnuplot");
	/* none, pessimistic and enhanced, each with pm and vfs; a gap between two policies */
	has(&text,
		"(\"pm\\nn = 2\" 0.0000, \"vfs\\nn = 2\" 1.0000, \"pm\\nn = 2\" 3.0000, \"vfs\\nn = 2\" 4.0000, "
		"\"pm\\nn = 2\" 6.0000");
	has(&text, "set label 'pessimistic' at first 3.5000, graph 1.03");
	has(&text, "\n1.0000 50.0000 \"100.0\"\n");
	kmend_buf_release(&text);
	text = contents("components.png");
	cr_expect_gt(text.size, 1000);
	kmend_buf_release(&text);
	text = contents("components.svg");
	has(&text, "vfs");
	kmend_buf_release(&text);
}

/* So many that numbers would not fit. */
Test(plots, many_components)
{
	struct kmend_buf text;

	fixture_campaign();
	for (char name[] = "a"; name[0] <= 'h'; name[0]++)
		fixture_result(fixture_site(name), KMEND_OUTCOME_PASS, "r", 0, 0);
	cr_assert_eq(draw(), 0, "%s", kmend_error_text());
	text = contents("components.gnuplot");
	has(&text, "set xtics rotate");
	cr_expect_null(strstr(text.data, "n = "));
	cr_expect_null(strstr(text.data, "with labels"));
	kmend_buf_release(&text);
}

Test(plots, one_component_needs_no_chart)
{
	char *path;

	fixture_campaign();
	fixture_result(fixture_site("pm"), KMEND_OUTCOME_PASS, "r", 0, 0);
	cr_assert_eq(draw(), 0, "%s", kmend_error_text());
	path = path_of("components.svg");
	cr_expect_neq(access(path, F_OK), 0);
	free(path);
}

Test(plots, nothing_activated)
{
	fixture_campaign();
	fixture_site("pm");
	cr_expect_eq(draw(), -1);
	cr_expect(strstr(kmend_error_text(), "nothing to draw"));
}

Test(plots, hostile_texts_are_no_commands)
{
	static const char evil[] = "x\nEOD\n!touch pwned\n'\"`touch pwned`; system('touch pwned')\\";
	static const char *const names[] = { evil, "EOD", "" };
	char *path;

	cr_assert_eq(kmend_store_meta_set(fixture_store, "target", evil), 0);
	cr_assert_eq(kmend_store_meta_set(fixture_store, "fault_model", evil), 0);
	for (int i = 0; i < 3; i++) {
		struct kmend_store_policy policy = { .name = names[i], .image_hash = "", .image_path = "" };

		cr_assert_eq(kmend_store_policy_add(fixture_store, &policy), 0);
	}
	for (int i = 0; i < 2; i++)
		fixture_result(fixture_site(i ? evil : "EOD"), KMEND_OUTCOME_PASS, evil, 0, 0);
	cr_assert_eq(draw(), 0, "%s", kmend_error_text());
	path = path_of("pwned");
	cr_expect_neq(access(path, F_OK), 0);
	free(path);
}

Test(plots, no_gnuplot)
{
	campaign();
	setenv("PATH", "/nonexistent", 1);
	cr_expect_eq(draw(), -1);
	cr_expect(strstr(kmend_error_text(), "gnuplot is not installed"), "%s", kmend_error_text());
}

Test(plots, a_folder_that_cannot_be_made)
{
	campaign();
	cr_expect_eq(kmend_report_plots(fixture_store, "/dev/null/plots", NULL), -1);
	cr_expect(strstr(kmend_error_text(), "/dev/null"), "%s", kmend_error_text());
}
