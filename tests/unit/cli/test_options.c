/* Command lines against a table: what is read, and the one line that a mistake gets. */
#include <criterion/criterion.h>
#include <string.h>

#include "harness/cli/command.h"

struct values {
	int loud;
	const char *file, *colour;
	struct option_number jobs;
};

static const char *colours(size_t number)
{
	static const char *const names[] = { "red", "green" };

	return number < 2 ? names[number] : NULL;
}

static const struct option options[] = {
	OPTION_FLAG("--loud", values, loud, "make noise"),
	OPTION_TEXT("-o", values, file, "FILE", "where to"),
	OPTION_CHOICE("--colour", values, colour, "C", colours, "red by default"),
	OPTION_NUMBER("--jobs", values, jobs, "N", 1, 8, 3, "how many"),
	OPTION_END,
};

static struct values seen;
static const char *first, *second;
static int runs;

static int remember(const char *const *words, const void *values)
{
	seen = *(const struct values *)values;
	first = words[0];
	second = words[0] ? words[1] : NULL;
	runs++;
	return 7;
}

static struct command command = {
	.name = "try", .words = "A [B]", .options = options, .size = sizeof(struct values), .run = remember
};

/* The line after the command's name, words separated by spaces. */
static int call(const char *line)
{
	static char text[256];
	char *argv[16] = { "try" };
	int argc = 1;

	strcpy(text, line);
	for (char *word = strtok(text, " "); word; word = strtok(NULL, " "))
		argv[argc++] = word;
	kmend_error("not set");
	runs = 0;
	return command_run(&command, argc, argv);
}

static void wrong(const char *line, const char *why)
{
	cr_expect_eq(call(line), KMEND_EXIT_USAGE, "%s", line);
	cr_expect_eq(runs, 0, "%s", line);
	cr_expect_str_eq(kmend_error_text(), why);
	cr_expect_eq(kmend_error_code(), KMEND_ERROR_USAGE);
}

Test(options, values_and_words)
{
	cr_expect_eq(call("--loud a -o f --jobs=8 --colour green"), 7, "%s", kmend_error_text());
	cr_expect(seen.loud && seen.jobs.given && seen.jobs.value == 8);
	cr_expect_str_eq(seen.file, "f");
	cr_expect_str_eq(seen.colour, "green");
	cr_expect_str_eq(first, "a");
	cr_expect_null(second);
}

Test(options, what_is_not_given)
{
	cr_expect_eq(call("a b"), 7);
	cr_expect(!seen.loud && !seen.file && !seen.colour && !seen.jobs.given && seen.jobs.value == 3);
	cr_expect_str_eq(second, "b");
}

Test(options, words_that_look_like_options)
{
	cr_expect_eq(call("-- --loud"), 7);
	cr_expect_str_eq(first, "--loud");
	cr_expect_not(seen.loud);
	cr_expect_eq(call("-"), 7);
	cr_expect_str_eq(first, "-");
}

Test(options, mistakes)
{
	wrong("a --quiet", "unknown option '--quiet'");
	wrong("a --lou", "unknown option '--lou'");
	wrong("a -oxyz", "unknown option '-oxyz'");
	wrong("a --loud=1", "--loud takes no value");
	wrong("a -o", "-o needs a value");
	wrong("a --jobs", "--jobs needs a value");
	wrong("a --jobs=", "--jobs needs a number from 1 to 8, not ''");
	wrong("a --jobs 9", "--jobs needs a number from 1 to 8, not '9'");
	wrong("a --jobs 0", "--jobs needs a number from 1 to 8, not '0'");
	wrong("a --jobs -1", "--jobs needs a number from 1 to 8, not '-1'");
	wrong("a --jobs 2x", "--jobs needs a number from 1 to 8, not '2x'");
	wrong("a --jobs 99999999999999999999", "--jobs needs a number from 1 to 8, not '99999999999999999999'");
	wrong("a --colour blue", "unknown colour 'blue' (red, green)");
	wrong("a --colour=", "--colour needs a value");
	wrong("a b c", "one word too many: 'c'");
	wrong("", "it needs A [B]; `kmend try --help` says more");
}

Test(options, words_of_other_shapes)
{
	command.words = "";
	cr_expect_eq(call(""), 7);
	wrong("a", "one word too many: 'a'");
	command.words = "OUT IN...";
	cr_expect_eq(call("a b c d e"), 7);
	cr_expect_eq(call("a"), KMEND_EXIT_USAGE);
	command.words = "[REV..REV]";
	cr_expect_eq(call(""), 7);
	cr_expect_eq(call("a"), 7);
	wrong("a b", "one word too many: 'b'");
}

static int passed;

static int pass(int argc, char **argv)
{
	passed = argc;
	return strcmp(argv[1], "--loud") ? 1 : 2;
}

Test(options, passed_on_untouched)
{
	command.run = NULL;
	command.pass = pass;
	cr_expect_eq(call("--loud --help -- x"), 2);
	cr_expect_eq(passed, 5);
}

Test(options, experiments)
{
	int64_t id;

	cr_expect_eq(option_experiment("17", &id), 0);
	cr_expect_eq(id, 17);
	for (size_t i = 0; i < 5; i++)
		cr_expect_eq(
			option_experiment((const char *[]){ "0", "-3", "", "1x", "99999999999999999999" }[i], &id), -1);
}
