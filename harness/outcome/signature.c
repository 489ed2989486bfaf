/* The cause of a crash, from what was said first: a detector's event, the panic's reason, the console, the judge. */
#include "harness/outcome/signature.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "harness/outcome/crash.h"
#include "harness/outcome/log.h"

static int is_hex(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

static int is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Is this part of a word a number, or long enough in hexadecimal to be an address? */
static int is_value(const char *part, size_t size)
{
	size_t hex = 0, digits = 0;

	for (size_t i = 0; i < size; i++) {
		digits += is_digit(part[i]);
		hex += is_digit(part[i]) || (part[i] >= 'a' && part[i] <= 'f');
	}
	if (size > 2 && part[0] == '0' && part[1] == 'x' && hex == size - 1)
		return 1;
	return size && (digits == size || (hex == size && size >= 8));
}

void crash_word(char *word, size_t room, const char *text, size_t size)
{
	size_t used = 0;

	while (size) {
		char part[KMEND_CRASH_CAUSE];
		size_t length = 0, taken = 0;

		for (; taken < size; taken++) {
			char c = text[taken] >= 'A' && text[taken] <= 'Z' ? (char)(text[taken] + ('a' - 'A'))
									  : text[taken];

			if (!(c >= 'a' && c <= 'z') && !is_digit(c))
				break;
			if (length < sizeof part)
				part[length++] = c;
		}
		if (length && !is_value(part, length) && used + length + 2 <= room) {
			if (used)
				word[used++] = '-';
			memcpy(word + used, part, length);
			used += length;
		}
		if (size - taken > 2 && text[taken] == '%' && is_hex(text[taken + 1]) && is_hex(text[taken + 2]))
			taken += 2; /* an encoded byte of a value */
		taken += taken < size;
		text += taken;
		size -= taken;
	}
	word[used] = 0;
}

void crash_cause(struct kmend_crash *crash, const char *cause, int has_place)
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

void crash_panic_cause(struct kmend_crash *crash, const char *message, size_t size)
{
	char cause[KMEND_CRASH_CAUSE] = "panic ";
	size_t end = 0;

	while (end < size && !memchr("!:\n", message[end], 3))
		end++;
	crash_word(cause + 6, sizeof cause - 6, message, end);
	for (size_t i = 0; i < sizeof detectors / sizeof detectors[0]; i++)
		if (strcmp(cause + 6, detectors[i].word) == 0) {
			crash_cause(crash, detectors[i].cause, 1);
			return;
		}
	crash_cause(crash, cause[6] ? cause : "panic", 0);
}

/* ---- events --------------------------------------------------------------------------------------------------- */

/* What the events say: the first detection that no recovery followed, and the first panic. */
struct said {
	const struct kmend_event *detected, *panic;
};

static struct said read_events(const struct kmend_log *log)
{
	struct said said = { 0 };

	for (size_t i = 0; i < log->nevents; i++) {
		const struct kmend_event *event = &log->events[i];

		if (event->kind == KMEND_EV_ARMED)
			said = (struct said){ 0 };
		else if (event->kind == KMEND_EV_RECOVERY_END)
			said.detected = NULL;
		else if (event->kind == KMEND_EV_DETECTED && !said.detected)
			said.detected = event;
		else if (event->kind == KMEND_EV_PANIC && !said.panic)
			said.panic = event;
	}
	return said;
}

static void read_detected(struct kmend_crash *crash, const struct kmend_event *event)
{
	static const char *const keys[] = { "ip", "at" };
	struct kmend_text cause = kmend_event_value(event, "cause");
	struct kmend_text component = kmend_event_value(event, "component");
	char word[KMEND_CRASH_CAUSE];

	crash_word(word, sizeof word, cause.data, cause.size);
	if (word[0] && strcmp(word, "panic") != 0)
		crash_cause(crash, word, 1);
	crash_word(crash->component, sizeof crash->component, component.data, component.size);
	for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
		struct kmend_text at = kmend_event_value(event, keys[i]);
		struct kmend_crash_frame frame;

		if (at.size && crash_frame_parse(&frame, at.data, at.size))
			crash_frame_add(crash, &frame);
	}
}

/* The judge's word, when nobody in the guest said anything. */
static void read_reason(struct kmend_crash *crash, const char *reason)
{
	char word[KMEND_CRASH_CAUSE];

	if (strncmp(reason, "panic:", 6) == 0) {
		crash_panic_cause(crash, reason + 6, strlen(reason + 6));
		return;
	}
	crash_word(word, sizeof word, reason, strlen(reason));
	crash_cause(crash, strcmp(word, "hang") == 0 ? "hang (time limit)" : word[0] ? word : "crash", 0);
}

/* Adds the console's places to what the events say when both are about the same thing. */
static void join(struct kmend_crash *crash, const struct kmend_crash *console)
{
	if (strcmp(crash->cause, console->cause) != 0 && crash->nframes)
		return;
	for (size_t i = 0; i < console->nframes; i++)
		crash_frame_add(crash, &console->frames[i]);
	if (!crash->file[0]) {
		memcpy(crash->file, console->file, sizeof crash->file);
		crash->line = console->line;
	}
}

int kmend_crash_read(struct kmend_crash *crash, const char *log_bytes, size_t log_size, const char *console_bytes,
	size_t console_size, const char *reason)
{
	struct kmend_crash console;
	struct kmend_log log;
	struct said said;
	int reported = kmend_crash_console(&console, console_bytes, console_size);

	memset(crash, 0, sizeof *crash);
	if (kmend_log_parse(&log, log_bytes, log_size) < 0)
		return -1;
	said = read_events(&log);
	crash->detected = said.detected || said.panic || reported;
	if (said.detected)
		read_detected(crash, said.detected);
	/* A report on the console is more than a panic's reason, which may only say that there was one. */
	if (!crash->cause[0] && said.panic && !(reported && console.has_place)) {
		struct kmend_text why = kmend_event_value(said.panic, "reason");

		crash_panic_cause(crash, why.data, why.size);
	}
	if (!crash->cause[0] && reported)
		crash_cause(crash, console.cause, console.has_place);
	if (!crash->cause[0])
		read_reason(crash, reason);
	if (reported)
		join(crash, &console);
	kmend_log_release(&log);
	return 0;
}

void kmend_crash_signature(char *text, size_t size, const struct kmend_crash *crash, const char *function)
{
	if (crash->has_place && function)
		snprintf(text, size, "%s in %.*s", crash->cause, (int)kmend_crash_base_name(function), function);
	else if (crash->has_place && crash->component[0])
		snprintf(text, size, "%s in component %s", crash->cause, crash->component);
	else
		snprintf(text, size, "%s", crash->cause);
}
