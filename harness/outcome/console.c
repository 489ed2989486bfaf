/*
 * Reports of crashes in console text, as Linux writes them. A report begins with a headline that tells the cause; the
 * instruction pointer and the call trace below it are its places. The first report that a kernel does not come back from
 * counts; warnings count only when the kernel panics because of them.
 */
#include <string.h>

#include "harness/outcome/crash.h"

#define LINE_MAX_BYTES 512
#define REPORT_LINES 400 /* a report longer than this is cut */
#define FILE_NAME "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./+-"

struct line {
	char text[LINE_MAX_BYTES];
	size_t size;
};

/* Escape sequences go whole, other control characters as such. */
static void clean(struct line *line, const char *text, size_t size)
{
	line->size = 0;
	for (size_t i = 0; i < size && line->size < LINE_MAX_BYTES - 1; i++) {
		if (text[i] == '\x1b' && i + 1 < size && text[i + 1] == '[') {
			for (i += 2; i < size && (text[i] < '@' || text[i] > '~');)
				i++;
			continue;
		}
		if (text[i] == '\t' || (text[i] >= ' ' && text[i] <= '~'))
			line->text[line->size++] = text[i] == '\t' ? ' ' : text[i];
	}
	line->text[line->size] = 0;
}

/* Behind `<4>`, `[    1.234567]`, `[   T12]` and spaces. */
static const char *behind_stamps(const char *text)
{
	for (;;) {
		size_t inside;

		text += strspn(text, " ");
		if (text[0] == '<' && text[1] >= '0' && text[1] <= '9' && text[2] == '>') {
			text += 3;
			continue;
		}
		if (text[0] != '[')
			return text;
		inside = strspn(text + 1, " 0123456789.TC");
		if (!inside || text[1 + inside] != ']')
			return text;
		text += inside + 2;
	}
}

static int starts(const char *text, const char *prefix)
{
	return strncmp(text, prefix, strlen(prefix)) == 0;
}

/* What begins a report of its own, and what has to follow somewhere in the line (NULL: nothing). */
static const struct headline {
	const char *begins, *has, *cause;
} headlines[] = {
	{ "BUG: kernel NULL pointer dereference", NULL, "page-fault" },
	{ "BUG: unable to handle ", NULL, "page-fault" },
	{ "BUG: stack guard page was hit", NULL, "stack-overflow" },
	{ "BUG: TASK stack guard page was hit", NULL, "stack-overflow" },
	{ "kernel BUG at ", NULL, "bug" },
	{ "general protection fault", "[#", "general-protection" },
	{ "invalid opcode: ", "[#", "invalid-opcode" },
	{ "divide error: ", "[#", "divide-error" },
	{ "stack segment: ", "[#", "stack-segment" },
	{ "double fault: ", "[#", "double-fault" },
	{ "int3: ", "[#", "breakpoint" },
	{ "Oops: ", "[#", "exception" },
	{ "PANIC: double fault", NULL, "double-fault" },
	{ "traps: PANIC: double fault", NULL, "double-fault" },
	{ "watchdog: BUG: soft lockup", NULL, "soft-lockup" },
	{ "BUG: soft lockup", NULL, "soft-lockup" },
	{ "watchdog: Watchdog detected hard LOCKUP", NULL, "hard-lockup" },
	{ "NMI watchdog: Watchdog detected hard LOCKUP", NULL, "hard-lockup" },
	{ "INFO: task ", " blocked for more than ", "hung-task" },
	{ "rcu: INFO: ", "stall", "rcu-stall" },
	{ "INFO: rcu_", "stall", "rcu-stall" },
};

/* A digit string at TEXT, at most nine digits. */
static uint32_t number(const char *text)
{
	uint32_t value = 0;

	for (int i = 0; i < 9 && text[i] >= '0' && text[i] <= '9'; i++)
		value = value * 10 + (uint32_t)(text[i] - '0');
	return value;
}

/* FILE:LINE at TEXT, as the kernel was compiled with it. */
static void take_file(struct kmend_crash *crash, const char *text)
{
	size_t length = strcspn(text, ": ");

	if (starts(text, "./"))
		return take_file(crash, text + 2);
	if (text[length] != ':' || !length || length >= sizeof crash->file || !number(text + length + 1) ||
		length != strspn(text, FILE_NAME) || strstr(text, ".."))
		return;
	memcpy(crash->file, text, length);
	crash->file[length] = 0;
	crash->line = number(text + length + 1);
}

static int kasan(struct kmend_crash *crash, const char *text)
{
	const char *in = strstr(text, " in ");
	struct kmend_crash_frame frame;
	char cause[KMEND_CRASH_CAUSE] = "kasan-";

	crash_word(cause + 6, sizeof cause - 6, text, in ? (size_t)(in - text) : strlen(text));
	crash_cause(crash, cause, 1);
	if (in && crash_frame_parse(&frame, in + 4, strlen(in + 4)))
		crash_frame_add(crash, &frame);
	return 1;
}

/* 1: the line begins a report. */
static int headline(struct kmend_crash *crash, const char *text)
{
	if (starts(text, "BUG: KASAN: "))
		return kasan(crash, text + 12);
	for (size_t i = 0; i < sizeof headlines / sizeof headlines[0]; i++) {
		const struct headline *h = &headlines[i];

		if (!starts(text, h->begins) || (h->has && !strstr(text, h->has)))
			continue;
		crash_cause(crash, h->cause, 1);
		if (starts(text, "kernel BUG at "))
			take_file(crash, text + 14);
		return 1;
	}
	return 0;
}

/* Reports that a kernel goes on from, unless it was told to panic then. */
static int weak_headline(struct kmend_crash *crash, const char *text)
{
	const char *at;

	if (starts(text, "UBSAN: ")) {
		char cause[KMEND_CRASH_CAUSE] = "ubsan-";

		at = strstr(text, " in ");
		crash_word(cause + 6, sizeof cause - 6, text + 7, at ? (size_t)(at - text - 7) : strlen(text + 7));
		crash_cause(crash, cause, 1);
		if (at)
			take_file(crash, at + 4);
		return 1;
	}
	if (!starts(text, "WARNING: "))
		return 0;
	crash_cause(crash, "warning", 1);
	at = strstr(text, " at ");
	if (at)
		take_file(crash, at + 4);
	return 1;
}

/* The places of a report; those that the unwinder only guesses come last. */
struct report {
	struct kmend_crash *crash;
	struct kmend_crash_frame guesses[KMEND_CRASH_FRAMES];
	size_t nguesses;
	int in_trace, lines;
};

static void read_pointer(struct report *report, const char *text)
{
	struct kmend_crash_frame frame;

	while (starts(text, "[<") && strchr(text, ']')) { /* older kernels: [<address>] function+... */
		text = strchr(text, ']') + 1;
		text += strspn(text, " ");
	}
	if (crash_frame_parse(&frame, text, strlen(text)))
		crash_frame_add(report->crash, &frame);
}

static void read_place(struct report *report, const char *text)
{
	struct kmend_crash_frame frame;
	int guess = 0;

	if (starts(text, "RIP: 0010:"))
		read_pointer(report, text + 10);
	else if (starts(text, "EIP: "))
		read_pointer(report, text + 5);
	if (starts(text, "Call Trace:"))
		report->in_trace = 1;
	if (!report->in_trace)
		return;
	if (starts(text, "? ")) {
		guess = 1;
		text += 2;
	}
	if (!crash_frame_parse(&frame, text, strlen(text)) || !frame.function[0])
		return;
	frame.returns = 1;
	if (!guess)
		crash_frame_add(report->crash, &frame);
	else if (report->nguesses < KMEND_CRASH_FRAMES)
		report->guesses[report->nguesses++] = frame;
}

static void end_report(struct report *report)
{
	for (size_t i = 0; report->crash && i < report->nguesses; i++)
		crash_frame_add(report->crash, &report->guesses[i]);
	*report = (struct report){ 0 };
}

static void begin_report(struct report *report, struct kmend_crash *crash)
{
	end_report(report);
	report->crash = crash;
}

/* Everything that is found on the way through the text. */
struct found {
	struct kmend_crash strong, weak, panic, scratch; /* scratch is all zero between two lines */
	struct report report;
	int has_strong, has_weak, has_panic;
	int by_warning; /* the panic says that it came from a warning */
};

/* A headline of the exception that the report is about anyway: `kernel BUG at` is an invalid opcode, too. */
static int take_headline(struct found *found, const char *text)
{
	struct kmend_crash *crash = &found->scratch;

	if (starts(text, "Kernel panic - not syncing: ") && !found->has_panic) {
		text += strlen("Kernel panic - not syncing: ");
		crash_panic_cause(&found->panic, text, strlen(text));
		found->has_panic = 1;
		found->by_warning = strstr(text, "panic_on_warn") != NULL;
		begin_report(&found->report, &found->panic);
		return 1;
	}
	if (headline(crash, text)) {
		if (!found->has_strong && !found->has_panic) {
			found->has_strong = 1;
			found->strong = *crash;
			begin_report(&found->report, &found->strong);
		}
		memset(crash, 0, sizeof *crash);
		return 1;
	}
	if (!found->has_strong && !found->has_panic && weak_headline(crash, text)) {
		found->weak = *crash;
		found->has_weak = 1;
		memset(crash, 0, sizeof *crash);
		begin_report(&found->report, &found->weak);
		return 1;
	}
	return 0;
}

static void read_line(struct found *found, const char *text)
{
	if (take_headline(found, text) || !found->report.crash)
		return;
	if (starts(text, "---[ end ") || ++found->report.lines > REPORT_LINES)
		end_report(&found->report);
	else
		read_place(&found->report, text);
}

/* A panic says why by itself, or it says that something before it was too much. */
static const struct kmend_crash *choose(const struct found *found)
{
	if (found->has_strong)
		return &found->strong;
	if (found->has_weak && found->by_warning)
		return &found->weak;
	return found->has_panic ? &found->panic : NULL;
}

int kmend_crash_console(struct kmend_crash *crash, const char *console, size_t size)
{
	struct found found = { 0 };
	struct line line;
	const struct kmend_crash *best;

	for (size_t at = 0; at < size;) {
		const char *end = memchr(console + at, '\n', size - at);
		size_t length = end ? (size_t)(end - console) - at : size - at;

		clean(&line, console + at, length < 4 * LINE_MAX_BYTES ? length : 4 * LINE_MAX_BYTES);
		read_line(&found, behind_stamps(line.text));
		at += length + 1;
	}
	end_report(&found.report);
	best = choose(&found);
	if (best)
		*crash = *best;
	else
		memset(crash, 0, sizeof *crash);
	return best != NULL;
}
