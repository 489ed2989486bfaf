/* kmend run: a campaign from its file to its table and charts. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "harness/base/error.h"
#include "harness/base/file.h"
#include "harness/campaign/pool.h"
#include "harness/campaign/run.h"
#include "harness/cli/commands.h"
#include "harness/cli/options.h"
#include "report/report.h"

const char cmd_run_help[] =
	"usage: kmend run CAMPAIGN.yaml [-o RESULT] [--jobs N] [--seed S] [--sample N] [--plots DIR | --no-plots]\n"
	"                 [--renew] [--verbose]\n\n"
	"Builds the images, runs the workload without faults, plans, runs every experiment, and prints the\n"
	"tables of outcomes. Running it again carries on where it stopped, after Ctrl-C as after kill -9.\n\n"
	"  -o RESULT    the result file (default: NAME.kmend, from the campaign's name)\n"
	"  --jobs N     machines side by side (default: one for each core); the outcomes do not depend on it\n"
	"  --seed S     another seed than the campaign's\n"
	"  --sample N   N sites, each under every policy, instead of the campaign's selection\n"
	"  --plots DIR  where the charts go (default: RESULT without its ending, and -plots)\n"
	"  --no-plots   no charts\n"
	"  --renew      a RESULT of another campaign, other images or settings is replaced instead of refused\n"
	"  --verbose    show what the builds say\n\n"
	"exit status: 0 good, 125 it could not be carried through (build, boot, golden runs, emulator, disk, "
	"interrupted) or\n"
	"more than 1 % of the experiments are infra errors, 129 usage, a wrong file, or a RESULT of another campaign\n";

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
	if (kmend_report_write(store, KMEND_TABLE_DEFAULT, KMEND_FORMAT_TEXT, stdout) == 0)
		result = fflush(stdout) ? kmend_error("cannot write the table") : 0;
	if (result == 0 && draw) {
		dir = plots ? strdup(plots) : default_plots(path);
		if (!dir || kmend_report_plots(store, dir, stderr) < 0)
			command_fail("run", 0);
	}
	free(dir);
	kmend_store_close(store);
	return result;
}

static int finish(enum run_end end, const char *path, const char *plots, int draw)
{
	switch (end) {
	case RUN_USAGE:
		return command_fail("run", CMD_USAGE);
	case RUN_FAILED:
	case RUN_INTERRUPTED:
		return command_fail("run", CMD_INFRA);
	case RUN_INVALID:
		command_fail("run", CMD_INFRA);
		break;
	case RUN_DONE:
		break;
	}
	if (show(path, plots, draw) < 0)
		return command_fail("run", CMD_INFRA);
	fprintf(stderr, "kmend: the result is %s\n", path);
	return end == RUN_INVALID ? CMD_INFRA : CMD_GOOD;
}

int cmd_run(int argc, char **argv)
{
	struct run_request request = { 0 };
	struct option_number jobs = { 0 }, seed = { 0 }, sample = { 0 };
	const char *word[1], *plots = NULL;
	char *path = NULL;
	int no_plots = 0, status;
	enum run_end end;
	const struct option options[] = {
		{ "-o", OPTION_TEXT, &request.result_path, 0, 0 },
		{ "--jobs", OPTION_NUMBER, &jobs, 1, POOL_JOBS_MAX },
		{ "--seed", OPTION_NUMBER, &seed, 0, INT64_MAX },
		{ "--sample", OPTION_NUMBER, &sample, 1, UINT32_MAX },
		{ "--plots", OPTION_TEXT, &plots, 0, 0 },
		{ "--no-plots", OPTION_FLAG, &no_plots, 0, 0 },
		{ "--renew", OPTION_FLAG, &request.renew, 0, 0 },
		{ "--verbose", OPTION_FLAG, &request.override.verbose, 0, 0 },
		{ 0 },
	};

	if (options_read(argc, argv, options, word, 1, 1) < 0)
		return command_fail("run", CMD_USAGE);
	request.campaign_path = word[0];
	request.jobs = (unsigned)jobs.value;
	request.override.has_seed = seed.given;
	request.override.seed = seed.value;
	request.override.has_sample = sample.given;
	request.override.sample = (uint32_t)sample.value;
	end = campaign_run(&request, &path);
	status = finish(end, path, plots, !no_plots);
	free(path);
	return status;
}
