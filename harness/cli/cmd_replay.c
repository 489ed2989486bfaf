/* kmend replay: one experiment again, exactly; its event log is compared with the recorded one. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "harness/base/error.h"
#include "harness/base/safe.h"
#include "harness/campaign/replay.h"
#include "harness/cli/commands.h"

struct values {
	int log, gdb;
	const char *target;
};

static void print_waiting(const char *image_path, const char *socket)
{
	fprintf(stderr, "kmend: the machine waits for gdb:\n  gdb -ex 'target remote %s' ", socket);
	kmend_print_safe(stderr, image_path, strlen(image_path), 0);
	fputc('\n', stderr);
}

static size_t line_length(const struct kmend_blob *log, size_t at)
{
	const char *end = at < log->size ? memchr(log->data + at, '\n', log->size - at) : NULL;

	return end ? (size_t)(end - (log->data + at)) : log->size - at;
}

static void print_line(const char *label, const struct kmend_blob *log, size_t at)
{
	printf("%s", label);
	kmend_print_safe(stdout, log->data + at, line_length(log, at), 0);
	putchar('\n');
}

/* The first line in which the two logs are not the same. */
static void print_difference(const struct replay *replay)
{
	size_t at = 0, start = 0, line = 1;

	while (at < replay->log.size && at < replay->recorded.size && replay->log.data[at] == replay->recorded.data[at])
		if (replay->log.data[at++] == '\n') {
			start = at;
			line++;
		}
	printf("the logs differ from line %zu on\n", line);
	print_line("recorded  ", &replay->recorded, start);
	print_line("now       ", &replay->log, start);
}

static int print_replay(const struct replay *replay, int whole_log)
{
	printf("%s ", kmend_outcome_name(replay->verdict.outcome));
	kmend_print_safe(stdout, replay->verdict.reason, strlen(replay->verdict.reason), 0);
	putchar('\n');
	if (whole_log)
		kmend_print_safe(stdout, replay->log.data, replay->log.size, 1);
	if (!replay->was_done) {
		puts("the result has no log of this experiment yet: nothing to compare with");
		return KMEND_EXIT_INFRA;
	}
	if (replay->identical) {
		printf("the event log is byte-identical to the recorded one (%zu bytes)\n", replay->log.size);
		return KMEND_EXIT_GOOD;
	}
	print_difference(replay);
	return KMEND_EXIT_BAD;
}

static int run(const char *const *words, const void *options)
{
	const struct values *values = options;
	struct replay replay = { .target = values->target, .waiting = print_waiting, .gdb = values->gdb };
	int status;
	int64_t id;

	if (option_experiment(words[1], &id) < 0 || replay_run(&replay, words[0], id) < 0)
		return command_fail(&cmd_replay);
	status = print_replay(&replay, values->log);
	replay_release(&replay);
	return command_end(&cmd_replay, status);
}

static const struct option options[] = {
	OPTION_TEXT("--target", values, target, "TARGET",
		"build the image of this target, by running its build, when it is not in the cache"),
	OPTION_FLAG("--log", values, log, "print the whole event log of this run"),
	OPTION_FLAG("--gdb", values, gdb,
		"wait for gdb with the fault armed, at the `ready` stop; `continue` there lets it run"),
	OPTION_END,
};

const struct command cmd_replay = {
	.name = "replay",
	.summary = "run one experiment again exactly",
	.words = "RESULT ID",
	.text = "Runs one experiment of RESULT again, from the same machine state with the same order, and compares "
		"its event log "
		"with the recorded one, byte for byte. `kmend report RESULT --table experiments` lists the IDs.\n\n"
		"The image comes from the cache of this machine. A result that was made elsewhere, or whose image is "
		"gone, needs --target: a result file alone never runs a build, and opens nothing that it names.\n",
	.options = options,
	.exits = "0 identical, 1 it differs, 125 it could not be run, 129 usage or no such experiment",
	.size = sizeof(struct values),
	.run = run,
};
