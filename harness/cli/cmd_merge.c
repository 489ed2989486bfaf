/* kmend merge: shards of one plan become one result. */
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>

#include "harness/base/error.h"
#include "harness/base/safe.h"
#include "harness/cli/commands.h"
#include "harness/store/merge.h"

#define LINES_MOST 20u /* about inputs, and about parts that are missing */

struct values {
	int add;
};

static volatile sig_atomic_t stopped;

static void on_signal(int number)
{
	stopped = number;
}

static void listen_to_signals(void)
{
	static const int numbers[] = { SIGINT, SIGTERM, SIGHUP };
	struct sigaction action = { .sa_handler = on_signal };

	for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++)
		sigaction(numbers[i], &action, NULL);
}

/* What came out of each file; of many whole ones the first are enough, what is not whole is always said. */
static void say_inputs(const struct kmend_merge *merge)
{
	uint64_t doubles = 0;

	for (size_t i = 0; i < merge->ninputs; i++) {
		const struct kmend_merge_input *input = &merge->inputs[i];
		int is_whole = input->done == input->planned;
		char shard[KMEND_SHARD_TEXT_MAX];

		doubles += input->doubles;
		if (is_whole && !input->is_written && i >= LINES_MOST)
			continue;
		kmend_print_line(stderr, "kmend: %s: %s%s, %" PRIu64 " of %" PRIu64 " experiments%s%s", input->path,
			kmend_shard_is_whole(input->shard) ? "the whole plan" : "shard ",
			kmend_shard_is_whole(input->shard) ? "" : kmend_shard_text(shard, input->shard), input->done,
			input->planned, is_whole ? "" : ": NOT FINISHED",
			input->is_written ? " (a kmend is writing to it)" : "");
	}
	if (doubles)
		kmend_print_line(
			stderr, "kmend: %" PRIu64 " experiments were in more than one file; they agree", doubles);
}

/* The number of shards that all inputs which are shards belong to; 1 when they differ or there is none. */
static uint32_t shards_of(const struct kmend_merge *merge)
{
	uint32_t count = 1;

	for (size_t i = 0; i < merge->ninputs; i++) {
		struct kmend_shard shard = merge->inputs[i].shard;

		if (kmend_shard_is_whole(shard) || shard.count == count)
			continue;
		if (count > 1)
			return 1;
		count = shard.count;
	}
	return count;
}

struct missing {
	const struct kmend_merge *merge;
	uint32_t count, lines;
	uint64_t planned, done;
};

static int is_given(const struct kmend_merge *merge, uint32_t index)
{
	for (size_t i = 0; i < merge->ninputs; i++)
		if (!kmend_shard_is_whole(merge->inputs[i].shard) && merge->inputs[i].shard.index == index)
			return 1;
	return 0;
}

static int add_share(const struct kmend_store_share *share, void *context)
{
	struct missing *missing = context;

	missing->planned += share->planned;
	missing->done += share->done;
	if (share->planned == share->done || missing->count == 1 || missing->lines++ >= LINES_MOST)
		return 0;
	kmend_print_line(stderr, "kmend: missing: %" PRIu64 " of the %" PRIu64 " experiments of shard %u/%u%s",
		share->planned - share->done, share->planned, share->index, missing->count,
		is_given(missing->merge, share->index) ? "" : ", which is not among the files");
	return 0;
}

/* What the result lacks. The status of the command. */
static int say_result(const struct kmend_merge *merge)
{
	struct missing missing = { .merge = merge, .count = shards_of(merge) };
	struct kmend_store *store;
	int result;

	if (kmend_store_open_read(&store, merge->out) < 0)
		return command_fail(&cmd_merge);
	result = kmend_store_shares(store, missing.count, add_share, &missing);
	kmend_store_close(store);
	if (result < 0)
		return command_fail(&cmd_merge);
	if (missing.lines > LINES_MOST)
		kmend_print_line(stderr, "kmend: missing: as well in %u more shards", missing.lines - LINES_MOST);
	kmend_print_line(stderr, "kmend: %s has %" PRIu64 " of the %" PRIu64 " experiments of the plan%s", merge->out,
		missing.done, missing.planned, missing.done == missing.planned ? "" : ": INCOMPLETE");
	return missing.done == missing.planned ? KMEND_EXIT_GOOD : KMEND_EXIT_INFRA;
}

static int run(const char *const *words, const void *options)
{
	const struct values *values = options;
	struct kmend_merge merge = { .out = words[0], .add = values->add, .stopped = &stopped };
	int status;

	while (words[1 + merge.ninputs])
		merge.ninputs++;
	merge.inputs = calloc(merge.ninputs, sizeof *merge.inputs);
	if (!merge.inputs) {
		kmend_error_memory();
		return command_fail(&cmd_merge);
	}
	for (size_t i = 0; i < merge.ninputs; i++)
		merge.inputs[i].path = words[1 + i];
	listen_to_signals();
	if (kmend_store_merge(&merge) < 0) {
		status = command_fail(&cmd_merge);
	} else {
		say_inputs(&merge);
		status = say_result(&merge);
	}
	free(merge.inputs);
	return status;
}

static const struct option options[] = {
	OPTION_FLAG("--add", values, add,
		"OUT can be there already: what it has not yet is added to it, and nothing is taken away"),
	OPTION_END,
};

const struct command cmd_merge = {
	.name = "merge",
	.summary = "join the shards of one plan in one result",
	.words = "OUT IN...",
	.text = "Makes the result OUT of the results IN: shards of one plan (`kmend run --shard`), finished or not. "
	        "They must have "
		"the same plan: images, seed, settings, versions and golden runs. An experiment that is in several of "
	        "them must "
		"have come to the same end in all.\n"
		"What is in none of them is named, and stays planned in OUT: `kmend run CAMPAIGN.yaml -o OUT` carries "
	        "it out, or "
		"`kmend merge --add OUT IN...` adds it later.\n"
		"When something is wrong OUT stays as it was, or is not made.\n",
	.options = options,
	.exits = "0 every experiment of the plan has its outcome, 125 some are missing (OUT is there, without them) or "
	         "it could "
		 "not be made (disk, interrupted), 129 usage, OUT is there already, an IN is no result or not of this "
	         "plan, or "
		 "two disagree",
	.size = sizeof(struct values),
	.run = run,
};
