/* kmend run: a campaign from its file to its table and charts. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "harness/base/error.h"
#include "harness/base/file.h"
#include "harness/base/safe.h"
#include "harness/campaign/recheck.h"
#include "harness/cli/campaign_options.h"
#include "harness/cli/commands.h"
#include "report/report.h"

struct values {
	struct campaign_options campaign;
	const char *plots, *shard, *recheck;
	int no_plots, from_boot;
};

static char *default_plots(const char *result)
{
	const char *dot = strrchr(result, '.');

	if (!dot || strchr(dot, '/') || dot == result)
		dot = result + strlen(result);
	return kmend_format("%.*s-plots", (int)(dot - result), result);
}

/* The table is the data, its absence a failure; a chart that cannot be drawn is said and no more. */
static int show(const char *path, const char *plots, int draw)
{
	struct kmend_store *store;
	char *dir = NULL;
	int result = -1;

	if (kmend_store_open_read(&store, path) < 0)
		return -1;
	if (kmend_report_write(store, NULL, NULL, KMEND_FORMAT_TEXT, stdout) == 0)
		result = fflush(stdout) ? kmend_error("cannot write the table") : 0;
	if (result == 0 && draw) {
		dir = plots ? strdup(plots) : default_plots(path);
		if (!dir || kmend_report_plots(store, dir, stderr) < 0)
			command_fail(&cmd_run);
	}
	free(dir);
	kmend_store_close(store);
	return result;
}

static int finish(enum run_end end, const char *path, const struct values *values)
{
	int status = end == RUN_DONE ? KMEND_EXIT_GOOD : command_fail(&cmd_run);

	if (end != RUN_DONE && end != RUN_INVALID)
		return status;
	if (show(path, values->plots, !values->no_plots) < 0)
		return command_fail(&cmd_run);
	kmend_print_line(stderr, "kmend: the result is %s", path);
	return status;
}

static int read_recheck(uint64_t *every, const char *text)
{
	char *end;

	*every = RECHECK_EVERY;
	if (!text)
		return 0;
	*every = strcmp(text, "off") == 0 ? 0 : strtoull(text, &end, 10);
	if (strcmp(text, "off") == 0 ||
		(strspn(text, "0123456789") == strlen(text) && *every >= 1 && *every <= UINT32_MAX))
		return 0;
	return kmend_error_as(KMEND_ERROR_USAGE, "--recheck takes a number from 1 on, or 'off', not '%.40s'", text);
}

static int run(const char *const *words, const void *options)
{
	const struct values *values = options;
	struct run_request request = campaign_request(words[0], &values->campaign);
	char *path = NULL;
	enum run_end end;
	int status;

	request.from_boot = values->from_boot;
	if ((values->shard && kmend_shard_parse(&request.shard, values->shard) < 0) ||
		read_recheck(&request.recheck, values->recheck) < 0)
		return command_fail(&cmd_run);
	end = campaign_run(&request, &path);
	status = finish(end, path, values);
	free(path);
	return status;
}

static const struct option options[] = {
	CAMPAIGN_OPTIONS(values, campaign, "the outcomes do"),
	OPTION_TEXT("--shard", values, shard, "I/N",
		"only the I-th of N parts of the plan; `kmend merge` joins them (default RESULT: NAME-I-of-N.kmend)"),
	OPTION_TEXT("--recheck", values, recheck, "N|off",
		"one of N experiments is run again on another machine, and must write the same event log (100)"),
	OPTION_FLAG("--from-boot", values, from_boot,
		"what is run again is booted for it and goes on from there, without a snapshot: slow, and proves that "
		"snapshots are exact"),
	OPTION_TEXT("--plots", values, plots, "DIR",
		"where the charts go (default: RESULT without its ending, and -plots)"),
	OPTION_FLAG("--no-plots", values, no_plots, "no charts"),
	OPTION_END,
};

const struct command cmd_run = {
	.name = "run",
	.summary = "run a campaign, or carry on with it",
	.words = "CAMPAIGN.yaml",
	.text = "Builds the images, runs the workload without faults, plans, runs every experiment, and prints the "
		"tables of "
		"outcomes. Running it again carries on where it stopped, after Ctrl-C as after kill -9; a "
		"plan that `kmend plan` has made is carried out.\n"
		"With --shard the same plan is made everywhere, or a copy of the result of `kmend plan` becomes the "
		"shard; its sites are "
		"dealt out one by one, each with all its policies.\n"
		"At the end one experiment in a hundred is run again on machines that are booted for it. One that "
		"writes another event log "
		"makes the result invalid.\n",
	.options = options,
	.exits = "0 good, 125 it could not be carried through (build, boot, golden runs, emulator, disk, interrupted) "
		 "or more "
		 "than 1 % of the experiments are infra errors, or one that was run again differs, 129 usage, a wrong "
		 "file, or a RESULT of another "
		 "campaign",
	.size = sizeof(struct values),
	.run = run,
};
