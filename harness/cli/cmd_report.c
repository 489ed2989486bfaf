/* kmend report: tables and charts of a result file. */
#include "harness/cli/commands.h"
#include "report/report.h"

struct values {
	const char *format, *table, *plots;
};

static int report(struct kmend_store *store, const struct values *values)
{
	enum kmend_format format = KMEND_FORMAT_TEXT;

	if ((values->format && kmend_format_parse(values->format, &format) < 0) ||
		kmend_report_write(store, values->table, format, stdout) < 0)
		return -1;
	return values->plots ? kmend_report_plots(store, values->plots, stderr) : 0;
}

static int run(const char *const *words, const void *values)
{
	struct kmend_store *store;
	int result;

	if (kmend_store_open_read(&store, words[0]) < 0)
		return command_fail(&cmd_report);
	result = report(store, values);
	kmend_store_close(store);
	return result < 0 ? command_fail(&cmd_report) : command_end(&cmd_report, KMEND_EXIT_GOOD);
}

static const struct option options[] = {
	OPTION_CHOICE("--format", values, format, "FORMAT", kmend_format_name, "text by default"),
	OPTION_CHOICE(
		"--table", values, table, "NAME", kmend_report_table_name, "one table instead of the whole report"),
	OPTION_TEXT("--plots", values, plots, "DIR", "draw the charts into this folder (SVG and PNG, by gnuplot)"),
	OPTION_END,
};

const struct command cmd_report = {
	.name = "report",
	.summary = "tables and charts of a result",
	.words = "RESULT",
	.text = "Tables and charts of a result file; also while its campaign runs.\n",
	.options = options,
	.exits = "0 good, 125 the report or a chart cannot be written, 129 usage or a file that is not a result",
	.size = sizeof(struct values),
	.run = run,
};
