/*
 * From lines to reports. Each caller (the task or processor that printk names) has at most one open report: a headline
 * that does not go on with it closes it, and so do `---[ end`, a link that ends it, and too many lines. Lines without a
 * caller are those of one caller more.
 */
#include "harness/outcome/report_list.h"

#include <stdlib.h>
#include <string.h>

#include "harness/base/error.h"
#include "harness/outcome/lines.h"
#include "harness/outcome/stamp.h"

#define CALLERS_MAX 16   /* with a report open at a time; the one that was silent longest gives way */
#define REPORT_LINES 400 /* a report longer than this is cut */
#define CONFIRM_LINES 12 /* below a headline in the middle of a line */
#define SERIOUS_ROOM (REPORTS_MAX / 4)

static int starts(const char *text, const char *prefix)
{
	return strncmp(text, prefix, strlen(prefix)) == 0;
}

struct reader {
	struct report_list *reports;
	struct open {
		uint32_t caller;
		struct report *report;
		uint64_t heard; /* number of its last line */
	} open[CALLERS_MAX];
	uint64_t now; /* number of this line */
	size_t line_at;
};

/* ---- open reports ---------------------------------------------------------------------------------------------- */

static struct open *find_open(struct reader *reader, uint32_t caller)
{
	for (size_t i = 0; i < CALLERS_MAX; i++)
		if (reader->open[i].report && reader->open[i].caller == caller)
			return &reader->open[i];
	return NULL;
}

static struct open *silent_longest(struct reader *reader)
{
	struct open *open = &reader->open[0];

	for (size_t i = 1; i < CALLERS_MAX; i++)
		if (reader->open[i].heard < open->heard)
			open = &reader->open[i];
	return open;
}

/* A place for this caller's report: its own, a free one, or that of the caller that was silent longest. */
static struct open *take_open(struct reader *reader, uint32_t caller)
{
	struct open *open = find_open(reader, caller);

	for (size_t i = 0; !open && i < CALLERS_MAX; i++)
		if (!reader->open[i].report)
			open = &reader->open[i];
	if (!open)
		open = silent_longest(reader);
	*open = (struct open){ .caller = caller, .heard = reader->now };
	return open;
}

static void close_caller(struct reader *reader, uint32_t caller)
{
	struct open *open = find_open(reader, caller);

	if (open)
		open->report = NULL;
}

/* A processor that another one asked for its stack: its lines belong to the newest report that waits for such. */
static void lend(struct reader *reader, uint32_t caller)
{
	struct open *newest = NULL, *own;
	struct report *report;

	for (size_t i = 0; i < CALLERS_MAX; i++) {
		struct open *open = &reader->open[i];

		if (open->report && open->report->family->other_processors && (!newest || open->heard > newest->heard))
			newest = open;
	}
	if (!newest || newest->caller == caller)
		return;
	report = newest->report;
	own = take_open(reader, caller);
	own->report = report;
}

static int has_room(const struct report_list *reports, enum report_class class)
{
	return reports->count < (class == REPORT_SURVIVED ? REPORTS_MAX - SERIOUS_ROOM : REPORTS_MAX);
}

/* An unconfirmed report is forgotten when the next one begins, so that quotations do not fill the list. */
static void drop_unconfirmed(struct reader *reader)
{
	struct report_list *reports = reader->reports;
	struct report *last = reports->count ? reports->list[reports->count - 1] : NULL;

	if (!last || last->confirmed)
		return;
	for (size_t i = 0; i < CALLERS_MAX; i++)
		if (reader->open[i].report == last)
			reader->open[i].report = NULL;
	free(last);
	reports->count--;
}

/* ---- headlines ------------------------------------------------------------------------------------------------- */

static int begin(struct reader *reader, uint32_t caller, const struct report_match *match, int confirmed)
{
	struct report_list *reports = reader->reports;
	struct report *report;

	close_caller(reader, caller);
	drop_unconfirmed(reader);
	if (!has_room(reports, match->family->class))
		return 0;
	report = calloc(1, sizeof *report);
	if (!report)
		return kmend_error_memory();
	report->family = match->family;
	report->class = match->family->class;
	report->no_place = (match->headline->flags & REPORT_NO_PLACE) != 0;
	report->unnamed = match->headline->flags & (REPORT_UNNAMED | REPORT_NAMED_BELOW);
	report->confirmed = confirmed;
	report->in_trace = match->family->trace_at_once;
	report->headline_at = reader->line_at;
	memcpy(report->cause, match->cause, sizeof report->cause);
	report->headline = match->at;
	report->headline.said_at = reader->line_at;
	report_take_file(report, match);
	reports->list[reports->count++] = report;
	take_open(reader, caller)->report = report;
	return 0;
}

/* The report that a link ends: the newest one of its kind. */
static struct report *find_linked(const struct report_list *reports, const struct report_family *link)
{
	for (size_t i = reports->count; i-- > 0;)
		if (report_goes_on(link, reports->list[i]->family))
			return reports->list[i];
	return NULL;
}

static int take_link(struct reader *reader, uint32_t caller, const struct report_match *match, int confirmed)
{
	struct report *report = find_linked(reader->reports, match->family);

	if (!report)
		return begin(reader, caller, match, confirmed);
	close_caller(reader, caller);
	report->confirmed = report->ended_by_panic = 1;
	report->in_trace = 0;
	if (!(match->headline->flags & REPORT_NO_BODY))
		take_open(reader, caller)->report = report;
	return 0;
}

static int take_headline(struct reader *reader, uint32_t caller, const struct report_match *match, int confirmed)
{
	struct open *open = find_open(reader, caller);

	if (!match->family->alone)
		reader->reports->linux_seen |= confirmed;
	else if (reader->reports->linux_seen)
		return 0;
	if (match->family->class == REPORT_LINK)
		return take_link(reader, caller, match, confirmed);
	if (!open || !report_takes(open->report, match))
		return begin(reader, caller, match, confirmed);
	open->heard = reader->now;
	report_go_on(open->report, match);
	if (match->family->class > open->report->class)
		open->report->class = match->family->class;
	if (!report_is_place(&open->report->headline)) {
		open->report->headline = match->at;
		open->report->headline.said_at = reader->line_at;
	}
	return 0;
}

/* ---- lines ----------------------------------------------------------------------------------------------------- */

static void read_text(struct reader *reader, uint32_t caller, const char *text)
{
	struct open *open;

	if (starts(text, REPORT_OTHER_PROCESSOR))
		lend(reader, caller);
	open = find_open(reader, caller);
	if (!open)
		return;
	open->heard = reader->now;
	if (starts(text, "---[ end ") || ++open->report->lines > REPORT_LINES) {
		open->report->confirmed |= starts(text, "---[ end ");
		open->report = NULL;
		return;
	}
	report_read_below(open->report, text, reader->line_at);
	if (!open->report->confirmed && open->report->lines > CONFIRM_LINES)
		open->report = NULL;
}

static int read_line(struct reader *reader, const char *line)
{
	struct kmend_stamp first, second;
	const char *text = kmend_stamp_skip(line, &first), *inside = kmend_stamp_inside(line), *other = NULL;
	struct report_match match;

	while (*text == '?' && text[1] != ' ') /* a byte that is no text */
		text++;
	if (inside)
		other = kmend_stamp_skip(inside, &second);
	reader->reports->linux_seen |= first.timed || other || starts(text, "Linux version ");
	if (report_match(&match, text))
		return take_headline(reader, first.caller, &match, 1);
	if (other && report_match(&match, other))
		return take_headline(reader, second.caller, &match, 1);
	if (!first.timed && !other && report_match_within(&match, text))
		return take_headline(reader, first.caller, &match, 0);
	read_text(reader, other ? second.caller : first.caller, other ? other : text);
	return 0;
}

int report_list_read(struct report_list *reports, const char *console, size_t size)
{
	struct reader reader = { .reports = reports };
	struct kmend_console_line line;
	size_t at = 0;

	memset(reports, 0, sizeof *reports);
	while (reader.line_at = at, kmend_console_line_next(&line, console, size, &at, 0)) {
		reader.now++;
		if (read_line(&reader, line.text) < 0)
			return -1;
	}
	return 0;
}

void report_list_release(struct report_list *reports)
{
	for (size_t i = 0; i < reports->count; i++)
		free(reports->list[i]);
	memset(reports, 0, sizeof *reports);
}

/* ---- a report as a crash --------------------------------------------------------------------------------------- */

static void add(struct kmend_crash *crash, const struct kmend_crash_frame *list, size_t count)
{
	for (size_t i = 0; i < count && crash->nframes < KMEND_CRASH_FRAMES; i++)
		crash->frames[crash->nframes++] = list[i];
}

void report_to_crash(struct kmend_crash *crash, const struct report *report)
{
	memset(crash, 0, sizeof *crash);
	memcpy(crash->cause, report->cause, sizeof crash->cause);
	memcpy(crash->file, report->file, sizeof crash->file);
	crash->line = report->line;
	crash->has_place = !report->no_place;
	crash->headline_at = report->headline_at;
	crash->survived = report->class != REPORT_FATAL && report->class != REPORT_LINK && !report->ended_by_panic;
	crash->names_crash = report->class != REPORT_SURVIVED || report->ended_by_panic;
	for (size_t i = 0; i < REPORT_SOURCES; i++)
		switch (report->family->sources[i]) {
		case REPORT_HEADLINE:
			add(crash, &report->headline, (size_t)report_is_place(&report->headline));
			break;
		case REPORT_MESSAGE:
			add(crash, &report->message, (size_t)report_is_place(&report->message));
			break;
		case REPORT_POINTER:
			add(crash, report->pointers, report->npointers);
			break;
		case REPORT_TRACE:
			add(crash, report->frames, report->nframes);
			add(crash, report->guesses, report->nguesses);
			break;
		default:
			return;
		}
}
