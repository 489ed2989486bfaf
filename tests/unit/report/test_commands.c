/* kmend report and kmend explain as a person calls them: exit codes, one-line errors, what is printed. */
#include <criterion/criterion.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "fixture.h"
#include "harness/base/error.h"
#include "harness/base/file.h"
#include "harness/cli/commands.h"

TestSuite(commands, .init = fixture_open, .fini = fixture_close);

static struct kmend_buf said, complained; /* what the last call wrote */

static void redirect(int fd, const char *name)
{
	char *path = kmend_format("%s/%s", fixture_dir, name);
	int file = open(path, O_RDWR | O_CREAT | O_TRUNC, 0666);

	cr_assert(file >= 0 && dup2(file, fd) == fd);
	close(file);
	free(path);
}

static void read_back(struct kmend_buf *text, const char *name)
{
	char *path = kmend_format("%s/%s", fixture_dir, name);

	kmend_buf_clear(text);
	cr_assert_eq(kmend_file_read(text, path, 1 << 20), 0, "%s", kmend_error_text());
	cr_assert_eq(kmend_buf_append(text, "", 0), 0);
	free(path);
}

static const char *text_of(const struct kmend_buf *text)
{
	return text->data ? text->data : "";
}

/* Runs the command; `arguments` are separated by spaces, RESULT stands for the file. */
static int run(const struct command *command, const char *arguments)
{
	char *copy = strdup(arguments), *argv[16] = { (char *)command->name };
	int argc = 1, status, out = dup(1), err = dup(2);

	for (char *word = strtok(copy, " "); word; word = strtok(NULL, " "))
		argv[argc++] = strcmp(word, "RESULT") == 0 ? (char *)kmend_store_path(fixture_store) : word;
	fflush(stdout);
	redirect(1, "out");
	redirect(2, "err");
	status = command_run(command, argc, argv);
	fflush(stdout);
	dup2(out, 1);
	dup2(err, 2);
	close(out);
	close(err);
	read_back(&said, "out");
	read_back(&complained, "err");
	free(copy);
	return status;
}

static void wrong(const struct command *command, const char *arguments, const char *why)
{
	cr_expect_eq(run(command, arguments), KMEND_EXIT_USAGE, "%s", arguments);
	cr_expect_eq(said.size, 0, "%s: nothing on stdout", arguments);
	cr_expect(strstr(text_of(&complained), why), "%s: %s", arguments, text_of(&complained));
	cr_expect(complained.size && strchr(complained.data, '\n') == complained.data + complained.size - 1,
		"one line: %s", text_of(&complained));
}

static void says(const char *part)
{
	cr_expect(strstr(text_of(&said), part), "'%s' is not in:\n%s", part, text_of(&said));
}

static void campaign(void)
{
	int64_t id;

	fixture_campaign();
	id = fixture_site("pm");
	for (int i = 0; i < 3; i++)
		fixture_result(id + i, KMEND_OUTCOME_PASS + i, i ? "r" : "completed", 0, 0);
}

Test(commands, report_usage)
{
	campaign();
	wrong(&cmd_report, "", "it needs RESULT");
	wrong(&cmd_report, "RESULT RESULT RESULT --table osiris-2", "the table 'osiris-2' takes at most 2 results");
	wrong(&cmd_report, "RESULT RESULT RESULT RESULT RESULT RESULT RESULT RESULT RESULT", "more than 8 results");
	wrong(&cmd_report, "RESULT RESULT",
		"two results need --table with one of: transient, osiris-1, osiris-2, osiris-3,");
	wrong(&cmd_report, "RESULT RESULT --table service", "two results need --table");
	wrong(&cmd_report, "RESULT /dev/null --table osiris-2", "/dev/null: not a regular file");
	wrong(&cmd_report, "RESULT --format", "--format needs a value");
	wrong(&cmd_report, "RESULT --format pdf", "unknown format 'pdf' (text, json, csv, markdown, latex, html)");
	wrong(&cmd_report, "RESULT --table=all", "unknown table 'all'");
	wrong(&cmd_report, "RESULT --colour", "unknown option '--colour'");
	wrong(&cmd_report, "/nonexistent.kmend", "/nonexistent.kmend: No such file");
	wrong(&cmd_report, "/dev/null", "/dev/null: not a regular file");
	wrong(&cmd_report, "/etc/passwd", "/etc/passwd: not a kmend result");
	wrong(&cmd_report, "/non\x1b[2Jexistent", "/non\\x1B[2Jexistent");
}

Test(commands, report_good)
{
	campaign();
	cr_expect_eq(run(&cmd_report, "RESULT"), KMEND_EXIT_GOOD);
	says("policy ");
	cr_expect_eq(complained.size, 0);
	cr_expect_eq(run(&cmd_report, "--table=experiments --format csv RESULT"), KMEND_EXIT_GOOD);
	says("\n1,enhanced,unit.c:f:1:0:fail-stop,");
	cr_expect_eq(run(&cmd_report, "RESULT --format json --plots /dev/null/x"), KMEND_EXIT_USAGE, "a wrong folder");
	says("\"policies\"");
	cr_expect(strstr(text_of(&complained), "/dev/null"));
}

Test(commands, explain_usage)
{
	campaign();
	wrong(&cmd_explain, "", "it needs RESULT ID");
	wrong(&cmd_explain, "RESULT", "it needs RESULT ID");
	wrong(&cmd_explain, "RESULT one", "positive number");
	wrong(&cmd_explain, "RESULT 0", "positive number");
	wrong(&cmd_explain, "RESULT 1x", "positive number");
	wrong(&cmd_explain, "RESULT 99999999999999999999", "positive number");
	wrong(&cmd_explain, "RESULT 4", "no experiment 4");
	wrong(&cmd_explain, "/etc/passwd 1", "not a kmend result");
}

/* Appends an event that checks. */
static void event(struct kmend_buf *log, unsigned seq, const char *body)
{
	unsigned char sum = 0;
	char line[256];

	snprintf(line, sizeof(line), "kmend %u %u %s", seq, 1000 * (seq + 1), body);
	for (const char *c = line; *c; c++)
		sum ^= (unsigned char)*c;
	cr_assert_eq(kmend_buf_printf(log, "@%s*%02X\n", line, sum), 0);
}

Test(commands, explain_hostile_guest)
{
	static const char console[] = "one\ntwo \x1b[2J\x1b]0;owned\x07\nlast words\xff";
	struct kmend_buf log = KMEND_BUF_INIT;
	struct kmend_store_result result = { .attempts = 1,
		.outcome = KMEND_OUTCOME_CRASH,
		.reason = "panic:double-fault",
		.activations = 1,
		.console = console,
		.console_size = sizeof(console) - 1 };

	fixture_campaign();
	result.id = fixture_site("pm");
	event(&log, 0, "ready target=toy policy=enhanced sites=9");
	event(&log, 1, "armed site=1");
	event(&log, 2, "suite-begin planned=2");
	event(&log, 3, "test-begin name=a%1B");
	event(&log, 4, "fault-activated site=1 count=1");
	cr_assert_eq(kmend_buf_printf(&log, "\x1b[31mnot an event\n"), 0);
	event(&log, 5, "panic reason=double-fault");
	result.log = log.data;
	result.log_size = log.size;
	cr_assert_eq(kmend_store_result_put(fixture_store, &result), 0, "%s", kmend_error_text());
	cr_expect_eq(run(&cmd_explain, "RESULT 1"), KMEND_EXIT_GOOD, "%s", text_of(&complained));
	says("experiment 1\nsite       unit.c:f:1:0:fail-stop\n");
	says("source     unit.c:12\n");
	says("policy     enhanced (site 1, block 1 in its image)\n");
	says("outcome    crash (panic:double-fault)\n");
	says("why        the kernel gave up\n");
	says("damaged    1 line of");
	says("0.005000  fault-activated site=1 count=1\n");
	says("console, last lines:\none\ntwo \\x1B[2J\\x1B]0;owned\\x07\nlast words\\xFF\n");
	cr_expect_null(memchr(said.data, '\x1b', said.size));
	kmend_buf_release(&log);
}

Test(commands, explain_what_has_not_run)
{
	fixture_campaign();
	fixture_site("pm");
	cr_expect_eq(run(&cmd_explain, "RESULT 2"), KMEND_EXIT_GOOD);
	says("outcome    pending: it has not run yet\n");
}
