#include "harness/cli/check_reports.h"

#include "harness/outcome/signature.h"
#include "harness/outcome/transcript.h"

/* A kernel without glue: what its console says after `ready`, as the events that a campaign would see. */
static int make_events(struct kmend_buf *events, const struct check *check)
{
	const struct kmend_buf *console = &check->trial.console;
	struct kmend_transcript transcript = { .patterns = check->target->console,
		.target = check->target->name,
		.policy = check->policy,
		.armed = -1,
		.planned = KMEND_TRANSCRIPT_PLANNED_SEEN };
	size_t at = 0;

	if (!console->size ||
		kmend_transcript_find(check->target->console, console->data, console->size, &at, 0, 1) !=
			KMEND_PATTERN_READY)
		return 0;
	transcript.bytes = console->data + at;
	transcript.size = console->size - at;
	return kmend_transcript_events(events, &transcript, NULL, NULL);
}

int check_read_reports(struct check *check)
{
	const struct kmend_buf *console = &check->trial.console, *events = &check->trial.events;
	struct kmend_buf made = KMEND_BUF_INIT;
	int result = 0;

	if (check->target->console) {
		result = make_events(&made, check);
		events = &made;
	}
	if (result == 0)
		result = kmend_crash_known_read(
			&check->reports, events->data, events->size, console->data, console->size);
	kmend_buf_release(&made);
	return result;
}
