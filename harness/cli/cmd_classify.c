/* kmend classify: the judge alone, on a log file. First word: the outcome, then the reason; more facts below. */
#include <stdio.h>
#include <string.h>

#include "harness/base/error.h"
#include "harness/base/file.h"
#include "harness/base/safe.h"
#include "harness/cli/commands.h"
#include "harness/cli/classify_console.h"
#include "harness/outcome/classify.h"

#define LOG_LIMIT ((size_t)64 << 20)

struct values {
	const char *golden, *console, *image, *format;
};

static void print_verdict(const struct kmend_verdict *verdict)
{
	size_t counts[4] = { 0 };

	printf("%s ", kmend_outcome_name(verdict->outcome));
	kmend_print_safe(stdout, verdict->reason, strlen(verdict->reason), 0);
	for (size_t i = 0; i < verdict->ntests; i++)
		counts[verdict->tests[i].status]++;
	printf("\nactivations %llu\nrecovered %llu\ninconsistent %s", (unsigned long long)verdict->activations,
		(unsigned long long)verdict->recovered, verdict->inconsistent ? "yes " : "no");
	kmend_print_safe(stdout, verdict->detail, strlen(verdict->detail), 0);
	printf("\ndamaged %llu\ntests planned %llu pass %zu fail %zu skip %zu missing %zu\n",
		(unsigned long long)verdict->damaged, (unsigned long long)verdict->planned, counts[KMEND_TEST_PASS],
		counts[KMEND_TEST_FAIL], counts[KMEND_TEST_SKIP], counts[KMEND_TEST_MISSING]);
	printf("failed %llu\nunavailable %llu\nservice %s probes pass %llu fail %llu\n",
		(unsigned long long)verdict->serving.failed, (unsigned long long)verdict->serving.unavailable,
		kmend_service_name(verdict->serving.service), (unsigned long long)verdict->serving.probes_passed,
		(unsigned long long)verdict->serving.probes_failed);
}

static int read_golden(struct kmend_golden *golden, const char *path)
{
	struct kmend_buf log = KMEND_BUF_INIT;
	int result = kmend_file_read(&log, path, LOG_LIMIT);

	if (result == 0 && kmend_golden_from_log(golden, log.data, log.size) < 0)
		result = kmend_error_as(KMEND_ERROR_INVALID, "%s: %s", path, kmend_error_text());
	kmend_buf_release(&log);
	return result;
}

static int classify_files(const char *path, const char *golden_path)
{
	const struct kmend_exit end = KMEND_EXIT_BARE;
	struct kmend_buf log = KMEND_BUF_INIT;
	struct kmend_golden golden = { 0 };
	struct kmend_verdict verdict;
	int result = -1;

	if (kmend_file_read(&log, path, LOG_LIMIT) < 0 || (golden_path && read_golden(&golden, golden_path) < 0) ||
		kmend_classify(&verdict, log.data, log.size, &end, golden_path ? &golden : NULL) < 0)
		goto done;
	print_verdict(&verdict);
	kmend_verdict_release(&verdict);
	result = 0;
done:
	kmend_golden_release(&golden);
	kmend_buf_release(&log);
	return result;
}

static int run(const char *const *words, const void *options)
{
	const struct values *values = options;
	struct classify_console console = { .path = values->console,
		.image = values->image,
		.golden = values->golden,
		.json = values->format && strcmp(values->format, "json") == 0 };
	int result;

	if (!words[0] == !values->console)
		result = kmend_error_as(KMEND_ERROR_USAGE, "it needs one event log, or --console FILE");
	else if (words[0] && (values->image || values->format))
		result = kmend_error_as(KMEND_ERROR_USAGE, "--image and --format go with --console");
	else
		result = words[0] ? classify_files(words[0], values->golden) : classify_console(&console);
	return result < 0 ? command_fail(&cmd_classify) : command_end(&cmd_classify, KMEND_EXIT_GOOD);
}

static const char *format_name(size_t number)
{
	static const char *const names[] = { "text", "json" };

	return number < sizeof names / sizeof names[0] ? names[number] : NULL;
}

static const struct option options[] = {
	OPTION_TEXT("--golden", values, golden, "LOG",
		"event log of a golden run; without it every planned test has to report pass or skip. With --console: "
		"a "
		"console without a fault; a report that it has, too, does not count"),
	OPTION_TEXT("--console", values, console, "FILE", "judge this console; a pipe is fine, - is standard input"),
	OPTION_TEXT("--image", values, image, "VMLINUX",
		"the kernel with symbols and lines: only its functions count, and places have file and line"),
	OPTION_CHOICE("--format", values, format, "FORMAT", format_name, "of --console; text by default"),
	OPTION_END,
};

const struct command cmd_classify = {
	.name = "classify",
	.summary = "the outcome of one event log, or the crash on any console",
	.words = "[LOG]",
	.text = "Judges one event log. Prints the outcome and the reason on the first line, then what else the log "
		"says. The log stands alone: its end before `suite-end` is a crash.\n\n"
		"With --console, reads any console, also one that kmend never wrote: first line `CAUSE in FUNCTION`, "
		"`CAUSE` or `nothing`; then its class (`survived`: the kernel went on), its place and the lines that "
		"say "
		"so. Of a folder, the groups of consoles with one signature.\n",
	.options = options,
	.exits = "0 judged (whatever the outcome), 125 out of memory, 129 usage or an input that cannot be read",
	.size = sizeof(struct values),
	.run = run,
};
