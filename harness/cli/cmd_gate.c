/* kmend gate: is a result as good as a baseline? And keeping baselines. */
#include <stdlib.h>
#include <string.h>

#include "harness/base/safe.h"
#include "harness/cli/commands.h"
#include "harness/cli/gate_files.h"
#include "report/format.h"
#include "report/gate/gate.h"

struct values {
	const char *baseline, *rules, *format, *table, *junit, *sarif, *markdown, *repository;
	int save, replace, allow_dirty;
};

/* Everything that is written after the verdict, so that an error before it leaves nothing. */
static int write_files(const struct kmend_gate *gate, const struct values *values, struct gate_repository *repository)
{
	char *prefix = NULL;
	int result =
		gate_write_junit(gate, values->junit) < 0 || gate_write_markdown(gate, values->markdown) < 0 ? -1 : 0;

	if (result == 0 && values->sarif) {
		prefix = gate_repository_prefix(repository, gate->side[KMEND_SECOND]->name);
		result = prefix ? gate_write_sarif(gate, prefix, values->sarif) : -1;
	}
	free(prefix);
	return result;
}

static int print_verdict(const struct kmend_gate *gate, const struct values *values)
{
	enum kmend_format format = KMEND_FORMAT_TEXT;
	struct kmend_document document;
	int result;

	if (values->format && kmend_format_parse(values->format, &format) < 0)
		return -1;
	kmend_gate_document(&document, gate, values->table, kmend_format_is_data(format));
	result = kmend_document_write(&document, format, stdout);
	kmend_document_release(&document);
	return result;
}

/* The verdict's exit status in *status. */
static int judge(int *status, const struct kmend_samples *result, const struct values *values,
	struct gate_repository *repository)
{
	struct kmend_gate_rules *rules = NULL, presets;
	struct kmend_samples baseline = { 0 };
	struct kmend_gate gate = { 0 };
	int done = -1;

	kmend_gate_rules_init(&presets);
	if ((!values->rules || kmend_gate_rules_load(&rules, values->rules) == 0) &&
		gate_baseline_load(&baseline, values->baseline, result, repository) == 0 &&
		kmend_gate_make(&gate, &baseline, result, rules ? rules : &presets) == 0) {
		done = write_files(&gate, values, repository) < 0 || print_verdict(&gate, values) < 0 ? -1 : 0;
		*status = kmend_gate_verdict_exit(gate.verdict);
		if (done == 0)
			kmend_print_line(stderr, "kmend: %s, compared with %s", kmend_gate_verdict_word(gate.verdict),
				baseline.name);
	}
	kmend_gate_release(&gate);
	kmend_samples_release(&baseline);
	kmend_gate_rules_free(rules);
	return done;
}

static int check_words(const struct values *values)
{
	if (!values->baseline && !values->save)
		return kmend_error_as(KMEND_ERROR_USAGE, "it needs --baseline, --save or both");
	if (!values->baseline &&
		(values->junit || values->sarif || values->markdown || values->rules || values->format ||
			values->table))
		return kmend_error_as(KMEND_ERROR_USAGE, "without --baseline there is no verdict to write");
	if (!values->save && (values->replace || values->allow_dirty))
		return kmend_error_as(KMEND_ERROR_USAGE, "--replace and --allow-dirty belong to --save");
	return 0;
}

static int gate(int *status, const char *path, const struct values *values)
{
	struct gate_repository repository = { .dir = values->repository ? values->repository : "." };
	struct kmend_samples result = { 0 };
	struct gate_save save = { .replace = values->replace, .allow_dirty = values->allow_dirty };
	int done = -1;

	*status = KMEND_EXIT_GOOD;
	/* What would keep it from being saved is said before a verdict is written. */
	if (gate_result_load(&result, path) == 0 &&
		(!values->save || gate_save_prepare(&save, &result, &repository) == 0) &&
		(!values->baseline || judge(status, &result, values, &repository) == 0))
		done = values->save && *status == KMEND_EXIT_GOOD ? gate_save_write(&save, &repository) : 0;
	if (done == 0 && values->save && *status != KMEND_EXIT_GOOD)
		kmend_print_line(stderr, "kmend: not saved: the gate is not green");
	gate_save_release(&save);
	kmend_samples_release(&result);
	gate_repository_close(&repository);
	return done;
}

static int run(const char *const *words, const void *values)
{
	int status;

	if (check_words(values) < 0 || gate(&status, words[0], values) < 0)
		return command_fail(&cmd_gate);
	return command_end(&cmd_gate, status);
}

static const struct option options[] = {
	OPTION_TEXT("--baseline", values, baseline, "RESULT|REV",
		"what to compare with: a result file, or the baseline of this revision or its nearest ancestor that "
		"has one"),
	OPTION_TEXT("--rules", values, rules, "FILE", "rules and limits (default: those of docs/gate.md)"),
	OPTION_TEXT("--junit", values, junit, "FILE", "write JUnit XML"),
	OPTION_TEXT("--sarif", values, sarif, "FILE", "write SARIF 2.1.0: faults that crash now and did not before"),
	OPTION_TEXT("--markdown", values, markdown, "FILE", "write the verdict as Markdown"),
	OPTION_CHOICE("--format", values, format, "FORMAT", kmend_format_name, "of standard output; text by default"),
	OPTION_CHOICE(
		"--table", values, table, "NAME", kmend_gate_table_name, "one table instead of the whole verdict"),
	OPTION_FLAG("--save", values, save,
		"keep RESULT as the baseline of its revision; with --baseline only when the gate is green"),
	OPTION_FLAG("--replace", values, replace, "save also where the revision has another baseline"),
	OPTION_FLAG(
		"--allow-dirty", values, allow_dirty, "save also a result whose sources differed from their commit"),
	OPTION_TEXT("--repository", values, repository, "DIR", "the git repository (default: around this folder)"),
	OPTION_END,
};

const struct command cmd_gate = {
	.name = "gate",
	.summary = "verdict for CI: is a result as good as a baseline?",
	.words = "RESULT",
	.text = "Compares RESULT with a baseline of the same plan by rules (docs/gate.md): survivability, crashes, "
		"crash "
		"signatures, broken state, coverage, overhead. A result too small to tell is never green.\n"
		"\n"
		"Baselines are kept by revision under refs/kmend/baselines of the git repository; they push and fetch "
		"like any "
		"ref:\n"
		"\n"
		"  git push ORIGIN 'refs/kmend/*'\n"
		"  git fetch ORIGIN 'refs/kmend/*:refs/kmend/*'\n",
	.options = options,
	.exits = "0 green or saved, 1 a rule is broken, 125 cannot tell: too small, still running, too many "
		 "infra-errors, "
		 "129 usage, no such baseline, or one of another plan",
	.size = sizeof(struct values),
	.run = run,
};
