/* The lines below a headline: registers, traces, messages, and what confirms that it is a report at all. */
#include "harness/outcome/report_below.h"

#include <stdio.h>
#include <string.h>

#include "harness/outcome/frame.h"
#include "harness/outcome/words.h"

int report_is_place(const struct kmend_crash_frame *frame)
{
	return frame->function[0] || frame->address;
}

static int starts(const char *text, const char *prefix)
{
	return strncmp(text, prefix, strlen(prefix)) == 0;
}

static int starts_with_one_of(const char *text, const char *const *prefixes, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (starts(text, prefixes[i]))
			return 1;
	return 0;
}

#define STARTS_WITH(text, list) starts_with_one_of(text, list, sizeof list / sizeof list[0])

/* ---- lines below a headline ------------------------------------------------------------------------------------ */

static const char *const trace_begins[] = { "Call Trace", "Call trace", "Backtrace", "backtrace", "stack backtrace",
	"Stack backtrace", "Stack Trace", "Xen call trace", "KDB: stack backtrace", "write to 0x", "read to 0x",
	"read-write to 0x", "write (marked) to 0x", "read (marked) to 0x", "read-write (marked) to 0x" };

/* From here on frames are about something else: who allocated, what another task or processor does. */
static const char *const trace_ends[] = { "Allocated by task", "Freed by task", "allocated by task", "freed by task",
	"Allocated:", "Freed:", "Uninit was", "Local variable", "Last potentially related", "Second to last",
	"The buggy address", "Showing all locks held", "Showing busy workqueues", "other info that might help",
	"the existing dependency chain", "INFO: Allocated in", "INFO: Freed in", "Allocated in ", "Freed in ",
	"page last allocated", "page last free", "page_owner", "Mem-Info", "Last Breaking-Event-Address",
	"value changed:", "Reported by Kernel Concurrency", "Bytes ", "Kernel Offset" };

/* What only stands in reports: enough to believe a headline that begins in the middle of a line. */
static const char *const confirms[] = { "Call Trace", "Call trace", "CPU: ", "#PF: ", "Oops", "Modules linked in",
	"Mem abort info", "PGD ", "pgd = ", "Hardware name: ", "Code: ", "---[ end", "Internal error: ", "Kernel panic",
	"general protection fault", "invalid opcode: ", "------------[ cut here", "Not tainted",
	"Tainted: ", "Rebooting in " };

static struct kmend_crash_frame *next_frame(struct kmend_crash_frame *list, size_t *count, size_t room)
{
	return *count < room ? &list[(*count)++] : NULL;
}

static void put_frame(
	struct kmend_crash_frame *list, size_t *count, size_t room, const struct kmend_crash_frame *frame, size_t at)
{
	struct kmend_crash_frame *to = next_frame(list, count, room);

	if (!to)
		return;
	*to = *frame;
	to->said_at = at;
}

static void read_frame(struct report *report, const char *text, size_t at)
{
	struct kmend_crash_frame frame, callee;
	enum frame_kind kind = frame_of_trace(&frame, &callee, text);

	if (kind == FRAME_NONE)
		return;
	report->confirmed = 1;
	if (callee.function[0] && !report->nframes)
		put_frame(report->frames, &report->nframes, REPORT_FRAMES, &callee, at);
	if (kind == FRAME_SURE)
		put_frame(report->frames, &report->nframes, REPORT_FRAMES, &frame, at);
	else
		put_frame(report->guesses, &report->nguesses, REPORT_GUESSES, &frame, at);
}

void report_take_file(struct report *report, const struct report_match *match)
{
	if (report->file[0] || !match->file[0])
		return;
	memcpy(report->file, match->file, sizeof report->file);
	report->line = match->line;
}

static void read_message(struct report *report, const char *text, size_t at)
{
	struct report_match match;

	if (!report->family->message || report_is_place(&report->message) ||
		!report_match_text(&match, report->family->message, text))
		return;
	report_take_file(report, &match);
	match.at.returns = 1;
	report->message = match.at;
	report->message.said_at = at;
}

static int has_place(const struct report *report)
{
	return report->npointers || report->nframes || report->nguesses;
}

int report_takes(const struct report *report, const struct report_match *match)
{
	return match->headline->flags & REPORT_GOES_ON && (!has_place(report) || report->unnamed) &&
		report_goes_on(match->family, report->family);
}

void report_go_on(struct report *report, const struct report_match *match)
{
	const unsigned unnamed = match->headline->flags & (REPORT_UNNAMED | REPORT_NAMED_BELOW);

	report->confirmed = 1;
	if (!report->unnamed)
		return;
	report->unnamed |= unnamed;
	if (unnamed)
		return;
	report->unnamed = 0;
	memcpy(report->cause, match->cause, sizeof report->cause);
	report_take_file(report, match);
}

/* The line below an unnamed headline. */
static void read_name(struct report *report, const char *text)
{
	char words[KMEND_CRASH_CAUSE];

	if (!(report->unnamed & REPORT_NAMED_BELOW))
		return;
	report->unnamed = 0;
	words_put(words, sizeof words, text, strcspn(text, "!:"));
	if (words[0])
		snprintf(report->cause, sizeof report->cause, "panic %.*s", (int)sizeof report->cause - 7, words);
}

void report_read_below(struct report *report, const char *text, size_t at)
{
	struct kmend_crash_frame frame;

	read_name(report, text);
	if (frame_of_registers(&frame, text)) {
		report->confirmed = 1;
		put_frame(report->pointers, &report->npointers, REPORT_POINTERS, &frame, at);
	} else if (STARTS_WITH(text, trace_begins)) {
		report->confirmed = report->in_trace = 1;
	} else if (STARTS_WITH(text, trace_ends) ||
		(starts(text, REPORT_OTHER_PROCESSOR) && !report->family->other_processors)) {
		report->in_trace = 0;
	} else {
		if (!report->confirmed && STARTS_WITH(text, confirms))
			report->confirmed = 1;
		read_message(report, text, at);
		if (report->in_trace)
			read_frame(report, text, at);
	}
}
