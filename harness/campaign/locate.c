#include "harness/campaign/locate.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "harness/base/error.h"
#include "harness/campaign/say.h"
#include "harness/campaign/tail.h"
#include "harness/outcome/transcript.h"

#define AFTER_MAX 64u /* blocks after the count that a free boot was stopped at */
#define CLOSING_TURNS 4
/* A free boot is stopped soon after the line, unless the host is busy: what is tried first, and how much further each time. */
#define NEAR 1024u
#define FURTHER 16u
#define SAY_NS 15000000000u /* a search that takes long says so, no more often than that */

/* What one boot showed. */
struct probe {
	int over;
	enum machine_end end;
	int ready;  /* the console said so */
	char *line; /* else its last one, of the caller */
	int at_block;
	uint64_t blocks;
};

struct search {
	uv_loop_t *loop;
	struct machine_config config;
	const int *stopped;
	unsigned boots;
	uint64_t said_ns;
};

/* `left`: blocks among which it is. */
static void say(struct search *search, uint64_t left)
{
	unsigned more = 1;

	if (uv_hrtime() - search->said_ns < SAY_NS)
		return;
	search->said_ns = uv_hrtime();
	while (left >>= 1)
		more++;
	campaign_say(
		"looking for the block after the line `ready`: %u boots done, at most %u to do", search->boots, more);
}

static void on_booted(struct machine *machine, const struct machine_result *result, void *context)
{
	struct search *search = ((void **)context)[0];
	struct probe *probe = ((void **)context)[1];
	size_t at = 0;

	(void)machine;
	*probe = (struct probe){ .over = 1,
		.end = result->end,
		.at_block = result->at_block,
		.blocks = result->blocks,
		.ready = kmend_transcript_find(search->config.console, result->console, result->console_size, &at, 0,
				 1) == KMEND_PATTERN_READY };
	if (!probe->ready)
		probe->line = tail_line(result->console, result->console_size);
	if (machine_end_is_infra(result->end))
		kmend_error("the kernel does not boot: %s", result->why);
}

/* One boot that stops at block `stop_at` (0: when the console says `ready`). */
static int boot(struct search *search, uint64_t stop_at, struct probe *probe)
{
	void *context[2] = { search, probe };
	struct machine *machine;

	search->boots++;
	*probe = (struct probe){ 0 };
	search->config.stop_at = stop_at;
	if (machine_new(&machine, search->loop, &search->config) < 0)
		return -1;
	machine_boot(machine, on_booted, context);
	while (!probe->over && !*search->stopped)
		uv_run(search->loop, UV_RUN_ONCE);
	machine_free(machine);
	for (int turn = 0; turn < CLOSING_TURNS; turn++)
		uv_run(search->loop, UV_RUN_NOWAIT);
	if (probe->over && !*search->stopped && !machine_end_is_infra(probe->end))
		return 0;
	free(probe->line); /* who stopped it has said why */
	probe->line = NULL;
	return -1;
}

static int never_ready(const struct search *search, const struct probe *probe)
{
	char what[320];
	const char *until = probe->end == MACHINE_END_RESET ? "before the kernel reset itself"
		: probe->end == MACHINE_END_POWEROFF        ? "before the kernel powered off"
		: probe->end == MACHINE_END_FLOOD           ? "in 1 MiB of console text"
		: probe->end == MACHINE_END_STOP            ? "before the kernel stopped or panicked"
							    : NULL;

	if (until)
		snprintf(what, sizeof what, "the pattern never matched %s", until);
	else
		snprintf(what, sizeof what, "the pattern never matched within boot_seconds (%u s)",
			search->config.boot_limit_ms / 1000);
	if (probe->line && *probe->line)
		snprintf(what + strlen(what), sizeof what - strlen(what), "; the last line of the console was '%s'",
			probe->line);
	else
		snprintf(what + strlen(what), sizeof what - strlen(what),
			"; the console (first serial port, 0x3f8) stayed empty");
	return kmend_patterns_complain(search->config.console, KMEND_PATTERN_READY, what);
}

static int none_after(const struct search *search)
{
	return kmend_patterns_complain(search->config.console, KMEND_PATTERN_READY,
		"no instrumented block runs after the line that matches: nothing would be left to test "
		"(or the kernel has given away the memory in which blocks are counted: `kmend check` says so)");
}

/*
 * A block at which the console says `ready`: not far after where the free boot was stopped. Or a number that no block has: a
 * guest that ends by itself before it is stopped runs on for a while, and is counted there at no exact moment.
 */
static int find_upper(struct search *search, uint64_t *upper)
{
	struct probe probe;

	if (boot(search, 0, &probe) < 0)
		return -1;
	if (!probe.ready) {
		never_ready(search, &probe);
		free(probe.line);
		return -1;
	}
	if (!probe.blocks)
		return kmend_patterns_complain(search->config.console, KMEND_PATTERN_READY,
			"the line comes before the first instrumented block runs: is the kernel compiled with {cc}?");
	*upper = probe.blocks;
	for (uint64_t step = 1; step <= AFTER_MAX; step *= 2) {
		if (boot(search, *upper, &probe) < 0)
			return -1;
		free(probe.line);
		if (probe.ready)
			return 0;
		if (!probe.at_block)
			break;
		*upper += step;
	}
	return none_after(search);
}

int locate_ready(uint64_t *block, uv_loop_t *loop, const struct machine_config *config, const int *stopped)
{
	struct search search = { .loop = loop, .config = *config, .stopped = stopped };
	uint64_t lower = 0, upper = 0, exact = 0, near = NEAR;
	struct probe probe;

	search.said_ns = uv_hrtime();
	search.config.looking = 1;
	search.config.no_snapshot = 0;
	search.config.gdb_socket = NULL;
	if (find_upper(&search, &upper) < 0)
		return -1;
	while (upper - lower > 1) {
		uint64_t middle = lower || upper <= near ? lower + (upper - lower) / 2 : upper - near;

		say(&search, upper - lower);
		if (near < upper)
			near *= FURTHER;
		if (boot(&search, middle, &probe) < 0)
			return -1;
		free(probe.line);
		if (!probe.at_block && !probe.ready)
			return kmend_error("two boots of one image differ before `ready`: does the boot depend on "
					   "something outside?");
		if (probe.at_block && probe.ready)
			exact = middle;
		if (probe.ready)
			upper = middle;
		else
			lower = middle;
	}
	if (exact != upper) {
		if (boot(&search, upper, &probe) < 0)
			return -1;
		free(probe.line);
		if (!probe.at_block)
			return none_after(&search);
	}
	*block = upper;
	return 0;
}
