/* kmend report: tables and charts of a result file. */
#include "harness/cli/commands.h"
#include "report/report.h"

struct values {
	const char *format, *table, *plots;
};

static int report(struct kmend_store *store, struct kmend_store *const *beside, const struct values *values)
{
	enum kmend_format format = KMEND_FORMAT_TEXT;

	if ((values->format && kmend_format_parse(values->format, &format) < 0) ||
		kmend_report_write(store, beside, values->table, format, stdout) < 0)
		return -1;
	return values->plots ? kmend_report_plots(store, values->plots, stderr) : 0;
}

static int run(const char *const *words, const void *values)
{
	struct kmend_store *stores[1 + KMEND_BESIDE_MAX + 1] = { NULL }; /* NULL after the last */
	size_t count = 0;
	int result = 0;

	for (; words[count] && result == 0; count++)
		result = count <= KMEND_BESIDE_MAX
			? kmend_store_open_read(&stores[count], words[count])
			: kmend_error_as(KMEND_ERROR_USAGE, "more than %d results", 1 + KMEND_BESIDE_MAX);
	if (result == 0)
		result = report(stores[0], stores + 1, values);
	for (size_t i = 0; stores[i]; i++)
		kmend_store_close(stores[i]);
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
	.words = "RESULT [RESULT]...",
	.text = "Tables and charts of a result file; also while its campaign runs.\n\n"
		"Tables `osiris-1` to `osiris-3` have the shape of the OSIRIS paper's, with its figures and our aims "
		"beside those of the "
		"result; a second result, for example of a campaign that leaves out blocks that ran at boot, stands "
		"beside the first. "
		"So it does in `transient`. `akeso-3` and `akeso-4` are the Akeso paper's, the second of several "
		"results of "
		"`measure: overhead`.\n",
	.options = options,
	.exits = "0 good, 125 the report or a chart cannot be written, 129 usage or a file that is not a result",
	.size = sizeof(struct values),
	.run = run,
};
