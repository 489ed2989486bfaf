/* kmend trend: baselines over revisions. */
#include <stdlib.h>
#include <string.h>

#include "harness/base/safe.h"
#include "harness/cli/commands.h"
#include "harness/cli/gate_files.h"
#include "report/format.h"
#include "report/trend/trend.h"

struct values {
	const char *target, *campaign, *format, *plots, *repository;
};

static int is_asked(const struct kmend_history_entry *entry, const struct values *values)
{
	return (!values->target || strcmp(values->target, entry->key.target) == 0) &&
		(!values->campaign || strcmp(values->campaign, entry->key.campaign) == 0);
}

static int add(struct kmend_trend *trend, struct kmend_history *history, const struct kmend_history_entry *entry)
{
	struct kmend_samples samples;
	char *subject;
	int result = -1;

	if (gate_baseline_read(&samples, history, &entry->key, entry->commit) < 0)
		return -1;
	subject = kmend_history_subject(history, entry->commit);
	if (subject)
		result = kmend_trend_add(trend, entry->commit, subject, &samples);
	free(subject);
	kmend_samples_release(&samples);
	return result;
}

static int gather(struct kmend_trend *trend, const char *range, const struct values *values)
{
	struct kmend_history_list list = { 0 };
	struct kmend_history *history;
	int result;

	if (kmend_history_open(&history, values->repository ? values->repository : ".") < 0)
		return -1;
	result = kmend_history_range(history, range, &list);
	for (size_t i = 0; i < list.count && result == 0; i++)
		if (is_asked(&list.entries[i], values))
			result = add(trend, history, &list.entries[i]);
	if (result == 0 && !trend->npoints)
		result = kmend_error_as(KMEND_ERROR_NOT_FOUND,
			"%.200s: no revision there has such a baseline (`kmend gate RESULT --save` keeps one)",
			range ? range : "HEAD");
	kmend_history_list_release(&list);
	kmend_history_close(history);
	return result;
}

static int show(const struct kmend_trend *trend, const struct values *values)
{
	enum kmend_format format = KMEND_FORMAT_TEXT;
	struct kmend_document document;
	int result;

	if (values->format && kmend_format_parse(values->format, &format) < 0)
		return -1;
	kmend_trend_document(&document, trend, format);
	result = kmend_document_write(&document, format, stdout);
	kmend_document_release(&document);
	return result == 0 && values->plots ? kmend_trend_plots(trend, values->plots, stderr) : result;
}

static int run(const char *const *words, const void *values)
{
	struct kmend_trend trend = { 0 };
	int result = gather(&trend, words[0], values);

	if (result == 0)
		result = show(&trend, values);
	kmend_trend_release(&trend);
	return result < 0 ? command_fail(&cmd_trend) : command_end(&cmd_trend, KMEND_EXIT_GOOD);
}

static const struct option options[] = {
	OPTION_TEXT("--target", values, target, "NAME", "only baselines of this target"),
	OPTION_TEXT("--campaign", values, campaign, "NAME", "only baselines of this campaign"),
	OPTION_CHOICE("--format", values, format, "FORMAT", kmend_format_name, "text by default"),
	OPTION_TEXT("--plots", values, plots, "DIR", "draw the charts into this folder (SVG and PNG, by gnuplot)"),
	OPTION_TEXT("--repository", values, repository, "DIR", "the git repository (default: around this folder)"),
	OPTION_END,
};

const struct command cmd_trend = {
	.name = "trend",
	.summary = "baselines over revisions, table and chart",
	.words = "[REV..REV]",
	.text = "Survivability, crashes, recovery coverage and overhead of the revisions that have a baseline (`kmend "
		"gate "
		"--save`), oldest first, along first parents.\n"
		"\n"
		"REV..REV are the first and the last revision, both included; one REV is the last. Without them it is "
		"all that "
		"lead to HEAD.\n",
	.options = options,
	.exits =
		"0 good, 125 the trend or a chart cannot be written, 129 usage, no such revision, or no baseline there",
	.size = sizeof(struct values),
	.run = run,
};
