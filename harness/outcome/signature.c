/* The cause of a crash, from what was said first: a detector's event, the panic's reason, the console, the judge. */
#include "harness/outcome/signature.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "harness/outcome/frame.h"
#include "harness/outcome/log.h"
#include "harness/outcome/words.h"

static void set_cause(struct kmend_crash *crash, const char *cause, int has_place)
{
	snprintf(crash->cause, sizeof crash->cause, "%s", cause);
	crash->has_place = has_place;
}

/* Detectors that panic by themselves, by what they say, as a word. */
static const struct {
	const char *word, *cause;
} detectors[] = {
	{ "hung-task", "hung-task" },
	{ "softlockup", "soft-lockup" },
	{ "rcu-stall", "rcu-stall" },
	{ "hard-lockup", "hard-lockup" },
	{ "stack-protector", "stack-protector" },
};

static void set_panic_cause(struct kmend_crash *crash, const char *message, size_t size)
{
	char cause[KMEND_CRASH_CAUSE] = "panic ";
	size_t end = 0;

	while (end < size && !memchr("!:\n", message[end], 3))
		end++;
	words_put(cause + 6, sizeof cause - 6, message, end);
	for (size_t i = 0; i < sizeof detectors / sizeof detectors[0]; i++)
		if (strcmp(cause + 6, detectors[i].word) == 0) {
			set_cause(crash, detectors[i].cause, 1);
			return;
		}
	set_cause(crash, cause[6] ? cause : "panic", 0);
}

/* ---- events --------------------------------------------------------------------------------------------------- */

/* The places that an event names. */
static void read_places(struct kmend_crash *crash, const struct kmend_event *event)
{
	static const char *const keys[] = { "ip", "at" };

	for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
		struct kmend_text at = kmend_event_value(event, keys[i]);
		char text[KMEND_CRASH_FUNCTION + 64];

		snprintf(text, sizeof text, "%.*s", (int)at.size, at.data ? at.data : "");
		if (at.size < sizeof text && frame_parse(&crash->frames[crash->nframes], text))
			crash->nframes++;
	}
}

static void read_detected(struct kmend_crash *crash, const struct kmend_event *event)
{
	struct kmend_text cause = kmend_event_value(event, "cause");
	struct kmend_text component = kmend_event_value(event, "component");
	char word[KMEND_CRASH_CAUSE];

	words_put(word, sizeof word, cause.data, cause.size);
	if (word[0] && strcmp(word, "panic") != 0)
		set_cause(crash, word, 1);
	words_put(crash->component, sizeof crash->component, component.data, component.size);
	read_places(crash, event);
}

/* What the events say: the first detection that no recovery followed, and the first panic. */
struct said {
	const struct kmend_event *detected, *panic;
};

static int is_known(const struct kmend_crash_known *known, const struct kmend_event *event)
{
	struct kmend_crash crash = { 0 };

	if (!known || !known->count)
		return 0;
	read_detected(&crash, event);
	return crash.cause[0] && known_has(known, &crash);
}

static struct said read_events(const struct kmend_log *log, const struct kmend_crash_known *known)
{
	struct said said = { 0 };

	for (size_t i = 0; i < log->nevents; i++) {
		const struct kmend_event *event = &log->events[i];

		if (event->kind == KMEND_EV_ARMED)
			said = (struct said){ 0 };
		else if (event->kind == KMEND_EV_RECOVERY_END)
			said.detected = NULL;
		else if (event->kind == KMEND_EV_DETECTED && !said.detected && !is_known(known, event))
			said.detected = event;
		else if (event->kind == KMEND_EV_PANIC && !said.panic)
			said.panic = event;
	}
	return said;
}

/* "hang (test NAME over its limit)", of hang:test:SECONDS:NAME: the same for every limit. */
static void set_overdue(struct kmend_crash *crash, const char *seconds)
{
	char cause[KMEND_CRASH_CAUSE];
	const char *name = strchr(seconds, ':');

	snprintf(cause, sizeof cause, "hang (test %.40s over its limit)", name ? name + 1 : seconds);
	set_cause(crash, cause, 0);
}

/* The judge's word, when nobody in the guest said anything. */
static void read_reason(struct kmend_crash *crash, const char *reason)
{
	char word[KMEND_CRASH_CAUSE];

	if (strncmp(reason, "panic:", 6) == 0) {
		set_panic_cause(crash, reason + 6, strlen(reason + 6));
		return;
	}
	if (strncmp(reason, "hang:test:", 10) == 0) {
		set_overdue(crash, reason + 10);
		return;
	}
	words_put(word, sizeof word, reason, strlen(reason));
	set_cause(crash,
		strcmp(reason, "hang") == 0                 ? "hang (time limit)"
			: strcmp(reason, "hang:stuck") == 0 ? "hang (next to nothing executes)"
			: word[0]                           ? word
							    : "crash",
		0);
}

/* ---- both ------------------------------------------------------------------------------------------------------ */

/* Adds the console's places to what the events say when both are about the same thing. */
static void join(struct kmend_crash *crash, const struct kmend_crash *console)
{
	if (strcmp(crash->cause, console->cause) != 0 && crash->nframes)
		return;
	for (size_t i = 0; i < console->nframes && crash->nframes < KMEND_CRASH_FRAMES; i++)
		crash->frames[crash->nframes++] = console->frames[i];
	if (!crash->file[0]) {
		memcpy(crash->file, console->file, sizeof crash->file);
		crash->line = console->line;
	}
	crash->headline_at = console->headline_at;
	crash->survived = console->survived;
	crash->names_crash = console->names_crash;
}

static void choose_cause(struct kmend_crash *crash, const struct said *said, const struct kmend_crash *console,
	int reported, const char *reason)
{
	if (said->detected)
		read_detected(crash, said->detected);
	/* A report on the console is more than a panic's reason, which may only say that there was one. */
	if (!crash->cause[0] && said->panic && !(reported && console->has_place)) {
		struct kmend_text why = kmend_event_value(said->panic, "reason");

		set_panic_cause(crash, why.data, why.size);
		read_places(crash, said->panic);
		crash->has_place |= crash->nframes != 0;
	}
	if (!crash->cause[0] && reported)
		set_cause(crash, console->cause, console->has_place);
	if (!crash->cause[0])
		read_reason(crash, reason);
	if (reported)
		join(crash, console);
}

int kmend_crash_read(struct kmend_crash *crash, const struct kmend_crash_run *run)
{
	struct kmend_crash console;
	struct kmend_log log;
	struct said said;
	int reported = kmend_crash_console(&console, run->console, run->console_size, run->known);

	memset(crash, 0, sizeof *crash);
	if (reported < 0 || kmend_log_parse(&log, run->log, run->log_size) < 0)
		return -1;
	if (reported && !console.names_crash && run->crashed)
		reported = 0;
	said = read_events(&log, run->known);
	crash->detected = said.detected || said.panic || reported;
	choose_cause(crash, &said, &console, reported, run->reason);
	kmend_log_release(&log);
	return 0;
}

int kmend_crash_known_read(struct kmend_crash_known *known, const char *log_bytes, size_t log_size, const char *console,
	size_t console_size)
{
	struct kmend_crash crash;
	struct kmend_log log;
	int result;

	*known = (struct kmend_crash_known){ 0 };
	if (kmend_log_parse(&log, log_bytes, log_size) < 0)
		return -1;
	result = known_add_console(known, console, console_size);
	for (size_t i = 0; result == 0 && i < log.nevents; i++) {
		if (log.events[i].kind != KMEND_EV_DETECTED)
			continue;
		memset(&crash, 0, sizeof crash);
		read_detected(&crash, &log.events[i]);
		if (crash.cause[0])
			result = known_add(known, &crash, 1);
	}
	kmend_log_release(&log);
	return result;
}
