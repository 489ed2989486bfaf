/* kmend classify: the judge alone, on a log file. First word: the outcome, then the reason; more facts below. */
#include <stdio.h>
#include <string.h>

#include "harness/base/error.h"
#include "harness/base/file.h"
#include "harness/base/safe.h"
#include "harness/cli/commands.h"
#include "harness/outcome/classify.h"

#define LOG_LIMIT ((size_t)64 << 20)

const char cmd_classify_help[] =
	"usage: kmend classify LOG [--golden LOG]\n\n"
	"Judges one event log. Prints the outcome and the reason on the first line, then what else the log says.\n"
	"The log stands alone: its end before `suite-end` is a crash.\n\n"
	"  --golden LOG   event log of a golden run; without it every planned test has to report pass or skip\n\n"
	"exit status: 0 judged (whatever the outcome), 129 usage or an input that cannot be read\n";

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
}

static int complain(const char *before, const char *text)
{
	fputs("kmend classify: ", stderr);
	kmend_print_safe(stderr, before, strlen(before), 0);
	kmend_print_safe(stderr, text, strlen(text), 0);
	fputc('\n', stderr);
	return CMD_USAGE;
}

static int classify_files(const char *log_path, const char *golden_path)
{
	const struct kmend_exit end = KMEND_EXIT_BARE;
	struct kmend_buf log = KMEND_BUF_INIT, golden_log = KMEND_BUF_INIT;
	struct kmend_golden golden = { 0 };
	struct kmend_verdict verdict;
	int result;

	if (kmend_file_read(&log, log_path, LOG_LIMIT)) {
		result = complain("", kmend_error_text());
		goto done;
	}
	if (golden_path && kmend_file_read(&golden_log, golden_path, LOG_LIMIT)) {
		result = complain("", kmend_error_text());
		goto done;
	}
	if (golden_path && kmend_golden_from_log(&golden, golden_log.data, golden_log.size)) {
		fputs("kmend classify: ", stderr);
		kmend_print_safe(stderr, golden_path, strlen(golden_path), 0);
		fprintf(stderr, ": %s\n", kmend_error_text());
		result = CMD_USAGE;
		goto done;
	}
	if (kmend_classify(&verdict, log.data, log.size, &end, golden_path ? &golden : NULL)) {
		complain("", kmend_error_text());
		result = CMD_INFRA;
		goto done;
	}
	print_verdict(&verdict);
	kmend_verdict_release(&verdict);
	result = fflush(stdout) ? CMD_INFRA : CMD_GOOD;
done:
	kmend_golden_release(&golden);
	kmend_buf_release(&golden_log);
	kmend_buf_release(&log);
	return result;
}

int cmd_classify(int argc, char **argv)
{
	const char *log = NULL, *golden = NULL;

	for (int i = 1; i < argc; i++) {
		if (strcmp(argv[i], "--golden") == 0) {
			if (++i == argc)
				return complain("--golden needs a log", "");
			golden = argv[i];
		} else if (argv[i][0] == '-' && argv[i][1]) {
			return complain("unknown option ", argv[i]);
		} else if (log) {
			return complain("one log at a time, not also ", argv[i]);
		} else {
			log = argv[i];
		}
	}
	if (!log)
		return complain("which log? usage: kmend classify LOG [--golden LOG]", "");
	return classify_files(log, golden);
}
