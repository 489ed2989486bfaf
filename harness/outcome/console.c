/*
 * Which report of a console tells the crash: the first that is fatal, or that what follows is the consequence of; a panic
 * that names a cause of its own; else the first that the kernel survived.
 */
#include <string.h>

#include "harness/outcome/console.h"
#include "harness/outcome/report_list.h"

static int counts(const struct report_list *reports, const struct report *report)
{
	return report->confirmed && !(report->family->alone && reports->linux_seen);
}

static const struct report *choose(
	struct kmend_crash *crash, const struct report_list *reports, const struct kmend_crash_known *known)
{
	const struct report *survived = NULL;

	for (size_t i = 0; i < reports->count; i++) {
		const struct report *report = reports->list[i];

		if (!counts(reports, report))
			continue;
		report_to_crash(crash, report);
		if (known && known_has(known, crash))
			continue;
		if (crash->names_crash)
			return report;
		if (!survived)
			survived = report;
	}
	return survived;
}

int kmend_crash_console(
	struct kmend_crash *crash, const char *console, size_t size, const struct kmend_crash_known *known)
{
	struct report_list reports;
	const struct report *best = NULL;
	int result = report_list_read(&reports, console, size);

	if (result == 0)
		best = choose(crash, &reports, known);
	memset(crash, 0, sizeof *crash);
	if (best)
		report_to_crash(crash, best);
	report_list_release(&reports);
	return result < 0 ? -1 : best != NULL;
}

int known_add_console(struct kmend_crash_known *known, const char *console, size_t size)
{
	struct report_list reports;
	struct kmend_crash crash;
	int result = report_list_read(&reports, console, size);

	for (size_t i = 0; result == 0 && i < reports.count; i++) {
		if (!counts(&reports, reports.list[i]))
			continue;
		report_to_crash(&crash, reports.list[i]);
		result = known_add(known, &crash, crash.names_crash);
	}
	report_list_release(&reports);
	return result;
}
