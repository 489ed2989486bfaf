/* kmend replay: one experiment again, exactly; its event log is compared with the recorded one. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "harness/base/error.h"
#include "harness/base/safe.h"
#include "harness/campaign/replay.h"
#include "harness/cli/commands.h"
#include "harness/cli/options.h"

const char cmd_replay_help[] =
	"usage: kmend replay RESULT ID [--log] [--gdb [--port N]]\n\n"
	"Runs one experiment of RESULT again, from the same machine state with the same order, and compares its event "
	"log\n"
	"with the recorded one, byte for byte. `kmend report RESULT --table experiments` lists the IDs.\n\n"
	"  --log     print the whole event log of this run\n"
	"  --gdb     wait for gdb with the fault armed, at the `ready` stop; `continue` there lets it run\n"
	"  --port N  where gdb connects to on this machine (default 1234)\n\n"
	"exit status: 0 identical, 1 it differs, 125 it could not be run, 129 usage or no such experiment\n";

static void print_waiting(const char *image_path, int gdb_port)
{
	fprintf(stderr, "kmend: the machine waits for gdb:\n  gdb -ex 'target remote localhost:%d' ", gdb_port);
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
		return CMD_INFRA;
	}
	if (replay->identical) {
		printf("the event log is byte-identical to the recorded one (%zu bytes)\n", replay->log.size);
		return CMD_GOOD;
	}
	print_difference(replay);
	return CMD_BAD;
}

static int read_id(const char *text, int64_t *id)
{
	char *end;

	errno = 0;
	*id = strtoll(text, &end, 10);
	if (errno || end == text || *end || *id <= 0)
		return kmend_error("the ID of an experiment is a positive number, not '%.40s'", text);
	return 0;
}

int cmd_replay(int argc, char **argv)
{
	struct replay replay = { .waiting = print_waiting };
	struct option_number port = { .value = 1234 };
	const char *words[2];
	int whole_log = 0, gdb = 0, status;
	int64_t id;
	const struct option options[] = { { "--log", OPTION_FLAG, &whole_log, 0, 0 },
		{ "--gdb", OPTION_FLAG, &gdb, 0, 0 }, { "--port", OPTION_NUMBER, &port, 1, 65535 }, { 0 } };

	if (options_read(argc, argv, options, words, 2, 2) < 0 || read_id(words[1], &id) < 0)
		return command_fail("replay", CMD_USAGE);
	replay.gdb_port = gdb ? (int)port.value : 0;
	switch (replay_run(&replay, words[0], id)) {
	case REPLAY_USAGE:
		return command_fail("replay", CMD_USAGE);
	case REPLAY_FAILED:
		return command_fail("replay", CMD_INFRA);
	case REPLAY_DONE:
		break;
	}
	status = print_replay(&replay, whole_log);
	replay_release(&replay);
	return fflush(stdout) ? CMD_INFRA : status;
}
