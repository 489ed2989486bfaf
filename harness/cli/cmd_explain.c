/* kmend explain: one experiment of a result, for a person: what was broken where, what happened after, and why the
 * outcome is what it is. Everything that came from the guest or from a file is printed in safe form. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "harness/base/activation.h"
#include "harness/base/error.h"
#include "harness/base/safe.h"
#include "harness/cli/commands.h"
#include "harness/cli/explain_verdict.h"
#include "harness/cli/source_line.h"
#include "harness/store/hang.h"
#include "harness/store/story.h"

#define EVENTS_SHOWN 200

static void put(const char *text)
{
	kmend_print_safe(stdout, text, strlen(text), 0);
}

/* A place that is `file:line`. */
static void show_place_line(const char *folders, const struct kmend_store_row *row)
{
	const char *colon = strrchr(row->place, ':');
	char *file = colon ? strndup(row->place, (size_t)(colon - row->place)) : NULL;

	if (file)
		show_source_line(folders, file, (uint32_t)strtoul(colon + 1, NULL, 10));
	free(file);
}

static void show_crash(const char *folders, const struct kmend_store_row *row)
{
	const char *meaning = kmend_story_place_meaning(row->place_kind);

	if (!*row->signature)
		return;
	printf(row->outcome == KMEND_OUTCOME_CRASH ? "crash      " : "detected   ");
	put(row->signature);
	if (*row->place) {
		printf("\n           at ");
		put(row->place);
	}
	if (meaning)
		printf(" (%s)", meaning);
	putchar('\n');
	show_place_line(folders, row);
}

static void show_service(const struct kmend_serving *serving)
{
	printf("service    %s: %s\n", kmend_service_name(serving->service), kmend_service_words(serving->service));
	printf("           %llu of %llu tests failed, %llu of %llu probes\n", (unsigned long long)serving->failed,
		(unsigned long long)serving->planned, (unsigned long long)serving->probes_failed,
		(unsigned long long)(serving->probes_passed + serving->probes_failed));
	if (serving->unavailable)
		printf("           %llu audits were not answered: nothing is known of that state\n",
			(unsigned long long)serving->unavailable);
}

/* Where its processor was when the time was over. */
static void show_hang(const char *text)
{
	const char *meaning = kmend_hang_meaning(text);
	struct kmend_hang_look look;
	size_t at = 0;

	if (!*text)
		return;
	printf("hang       ");
	kmend_print_safe(stdout, text, strcspn(text, "\n"), 0);
	printf("%s%s\n", meaning ? ": " : "", meaning ? meaning : "");
	while (kmend_hang_next(&look, text, &at)) {
		printf("           ");
		kmend_print_safe(stdout, look.place, look.size, 0);
		if (look.count > 1)
			printf(" (%u looks in a row)", look.count);
		putchar('\n');
	}
}

/* What another machine made of it. */
static void show_again(const struct kmend_store_row *row)
{
	if (row->again == KMEND_AGAIN_NOT)
		return;
	printf("again      %s",
		row->again == KMEND_AGAIN_SAME ? "on another machine it wrote the same event log"
					       : "on another machine it wrote another event log: ");
	put(row->difference);
	putchar('\n');
}

/* What was ordered. */
static void show_order(const char *folders, const struct kmend_store_row *row)
{
	char activation[KMEND_ACTIVATION_TEXT_MAX];

	printf("experiment %lld", (long long)row->id);
	if (row->repeat)
		printf(" (repeat %u)", (unsigned)row->repeat);
	if (row->dense_site == KMEND_STORE_NO_SITE) {
		printf("\ntest       ");
		put(row->site.identity);
		printf("\n           before all others; nothing is broken\npolicy     ");
		put(row->policy);
		putchar('\n');
		return;
	}
	printf("\nsite       ");
	put(row->site.identity);
	printf("\n           component ");
	put(row->site.component);
	printf(", function ");
	put(row->site.function);
	printf(", block %u, type ", (unsigned)row->site.block);
	put(row->site.type);
	printf(", acts %s", kmend_activation_write(activation, row->fault.activation, row->fault.parameter));
	printf("\nsource     ");
	put(*row->site.file ? row->site.file : "unknown");
	if (row->site.line)
		printf(":%u", (unsigned)row->site.line);
	putchar('\n');
	show_source_line(folders, row->site.file, row->site.line);
	printf("policy     ");
	put(row->policy);
	printf(" (site %u, block %u in its image)\n", (unsigned)row->dense_site, (unsigned)row->dense_block);
}

static int show_row(const struct kmend_store_row *row, void *context)
{
	const char *folders = context;

	show_order(folders, row);
	if (!row->done) {
		printf("outcome    pending: it has not run yet\n");
		return 0;
	}
	printf("outcome    %s (", kmend_outcome_name((enum kmend_outcome)row->outcome));
	put(row->reason);
	printf(")%s\n", row->inconsistent ? ", state inconsistent" : "");
	show_service(&row->serving);
	show_crash(folders, row);
	if (*row->note) {
		printf("emulator   ");
		put(row->note);
		putchar('\n');
	}
	if (row->torn)
		printf("torn       messages of the kernel tore lines of tests: %llu that did not report may have "
		       "passed\n",
			(unsigned long long)row->torn);
	show_hang(row->hang);
	show_again(row);
	/* The guest reports activations at powers of two only. */
	if (row->dense_site == KMEND_STORE_NO_SITE)
		printf("recovered  ");
	else
		printf("activated  %s%llu times, recovered ", row->activations > 1 ? "at least " : "",
			(unsigned long long)row->activations);
	printf("%llu times, attempt %u\n", (unsigned long long)row->recovered, (unsigned)row->attempts);
	printf("time       %.3f ms of the guest, %.3f ms in all, %.3f ms of them the harness's own\n",
		(double)row->guest_ns / 1e6, (double)row->wall_us / 1e3, (double)row->own_us / 1e3);
	return 0;
}

/* Events from the first activation on; all of them when it never activated. */
static void show_events(const struct kmend_log *log, size_t first)
{
	size_t end = log->nevents - first > EVENTS_SHOWN ? first + EVENTS_SHOWN : log->nevents;

	printf("\nevents (guest milliseconds):\n");
	for (size_t i = first; i < end; i++) {
		const struct kmend_event *event = &log->events[i];

		printf("  %12.6f  %.*s ", (double)event->ticks / 1e6, (int)event->name.size, event->name.data);
		kmend_print_safe(stdout, event->args.data, event->args.size, 0);
		putchar('\n');
	}
	if (end < log->nevents)
		printf("  ... and %zu more\n", log->nevents - end);
}

/* Its last LINES lines. */
static void show_console(const struct kmend_story *story, uint64_t lines)
{
	const char *begin = story->console.data, *end = begin + story->console.size, *at = end;

	if (!story->console.size)
		return;
	if (end[-1] == '\n')
		at--;
	while (at > begin && (at[-1] != '\n' || --lines))
		at--;
	printf("\nconsole, last lines:\n");
	kmend_print_safe(stdout, at, (size_t)(end - at), 1);
	if (end[-1] != '\n')
		putchar('\n');
}

struct values {
	struct option_number console;
};

struct experiment {
	int64_t policy_id;
	uint32_t dense_site;
	int done;
	char reason[KMEND_REASON_MAX];
};

static int keep_experiment(const struct kmend_store_row *row, void *context)
{
	struct experiment *experiment = context;

	experiment->policy_id = row->policy_id;
	experiment->done = row->done;
	experiment->dense_site = row->dense_site;
	snprintf(experiment->reason, sizeof(experiment->reason), "%s", row->reason);
	return 0;
}

static void show_story(const struct experiment *row, const struct kmend_story *story, uint64_t lines)
{
	if (story->has_log) {
		explain_verdict(row->reason, story);
		show_events(&story->events, story->first);
	} else {
		printf("log        none was kept\n");
	}
	show_console(story, lines);
}

static int show_log(struct kmend_store *store, int64_t id, uint64_t lines)
{
	struct kmend_stories *stories = NULL;
	struct kmend_story story;
	struct experiment row = { 0 };
	int result;

	if (kmend_store_row_get(store, id, keep_experiment, &row) < 0)
		return -1;
	if (!row.done)
		return 0;
	if (kmend_stories_open(&stories, store) < 0)
		return -1;
	result = kmend_story_read(&story, stories, id, row.policy_id, row.dense_site);
	if (result == 0) {
		show_story(&row, &story, lines);
		kmend_story_release(&story);
	}
	kmend_stories_close(stories);
	return result;
}

static int run(const char *const *words, const void *values)
{
	const struct values *request = values;
	struct kmend_store *store;
	char *folders = NULL;
	int result = -1;
	int64_t id;

	if (option_experiment(words[1], &id) < 0 || kmend_store_open_read(&store, words[0]) < 0)
		return command_fail(&cmd_explain);
	if (kmend_store_meta_get(store, "source_folders", &folders) == 0 &&
		(folders || kmend_store_meta_get(store, "source_root", &folders) == 0) &&
		kmend_store_row_get(store, id, show_row, folders) == 0 &&
		show_log(store, id, request->console.value) == 0)
		result = 0;
	free(folders);
	kmend_store_close(store);
	return result < 0 ? command_fail(&cmd_explain) : command_end(&cmd_explain, KMEND_EXIT_GOOD);
}

static const struct option options[] = {
	OPTION_NUMBER("--console", values, console, "N", 1, UINT32_MAX, KMEND_STORY_CONSOLE_LINES,
		"how many of the console's last lines are shown (20)"),
	OPTION_END,
};

const struct command cmd_explain = {
	.name = "explain",
	.summary = "one experiment: source line, log, reason",
	.words = "RESULT ID",
	.text = "Explains one experiment: the fault site with its source line, the policy, the outcome and why, the "
		"events from "
		"the activation on, and the end of the console. `kmend report RESULT --table experiments` lists the "
		"IDs.\n",
	.options = options,
	.size = sizeof(struct values),
	.exits = "0 good, 125 it cannot be shown, 129 usage, a file that is not a result, or no such experiment",
	.run = run,
};
