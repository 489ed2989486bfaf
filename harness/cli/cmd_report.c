/* kmend report: tables and charts of a result file. */
#include <stdio.h>
#include <string.h>

#include "harness/base/error.h"
#include "harness/base/safe.h"
#include "harness/cli/commands.h"
#include "report/report.h"

const char cmd_report_help[] =
	"usage: kmend report RESULT [--format FORMAT] [--table NAME] [--plots DIR]\n\n"
	"Tables and charts of a result file; also while its campaign runs.\n\n"
	"  --format   text (default), json, csv, markdown, latex, html\n"
	"  --table    survivability, experiments, coverage, components, recovery, reasons, crashes; without it\n"
	"             survivability, and below it components when there are several (text, markdown);\n"
	"             json without --table is the whole report\n"
	"  --plots    draw the charts into this folder (SVG and PNG, by gnuplot)\n\n"
	"exit status: 0 good, 125 the report or a chart cannot be written, 129 usage or a file that is not a result\n";

struct options {
	const char *result, *plots;
	enum kmend_format format;
	enum kmend_table_name table;
};

static int complain(int status, const char *before, const char *text)
{
	fputs("kmend report: ", stderr);
	kmend_print_safe(stderr, before, strlen(before), 0);
	kmend_print_safe(stderr, text, strlen(text), 0);
	fputc('\n', stderr);
	return status;
}

/* The value of option number *i; NULL when it lacks one. `--format=csv` and `--format csv` are the same. */
static const char *option_value(int argc, char **argv, int *i, const char *name)
{
	size_t size = strlen(name);

	if (strncmp(argv[*i], name, size) == 0 && argv[*i][size] == '=')
		return argv[*i] + size + 1;
	return ++*i < argc ? argv[*i] : NULL;
}

static int is_option(const char *argument, const char *name)
{
	size_t size = strlen(name);

	return strncmp(argument, name, size) == 0 && (argument[size] == '\0' || argument[size] == '=');
}

static int parse(struct options *options, int argc, char **argv)
{
	static const char *const names[] = { "--format", "--table", "--plots" };

	for (int i = 1; i < argc; i++) {
		const char *value = NULL;
		int which = 0;

		while (which < 3 && !is_option(argv[i], names[which]))
			which++;
		if (which < 3 && !(value = option_value(argc, argv, &i, names[which])))
			return kmend_error("%s needs a value", names[which]);
		if (which == 0 && kmend_format_parse(value, &options->format))
			return -1;
		if (which == 1 && kmend_table_parse(value, &options->table))
			return -1;
		if (which == 2)
			options->plots = value;
		if (which < 3)
			continue;
		if (argv[i][0] == '-')
			return kmend_error("unknown option %s", argv[i]);
		if (options->result)
			return kmend_error("one result at a time, not also %s", argv[i]);
		options->result = argv[i];
	}
	return options->result ? 0 : kmend_error("which result? usage: kmend report RESULT");
}

int cmd_report(int argc, char **argv)
{
	struct options options = { NULL, NULL, KMEND_FORMAT_TEXT, KMEND_TABLE_DEFAULT };
	struct kmend_store *store;
	int status = CMD_GOOD;

	if (parse(&options, argc, argv))
		return complain(CMD_USAGE, "", kmend_error_text());
	if (kmend_store_open_read(&store, options.result))
		return complain(CMD_USAGE, "", kmend_error_text());
	if (kmend_report_write(store, options.table, options.format, stdout))
		status = complain(CMD_INFRA, "", kmend_error_text());
	if (options.plots && kmend_report_plots(store, options.plots, stderr))
		status = complain(CMD_INFRA, "", kmend_error_text());
	kmend_store_close(store);
	return status;
}
