#include "harness/campaign/golden_check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "harness/base/error.h"
#include "harness/base/safe.h"
#include "harness/campaign/tail.h"
#include "harness/outcome/lines.h"
#include "harness/outcome/signature.h"

#define LINE_SHOWN 120

uint32_t golden_limit_s(const struct pool_policy *policy)
{
	return policy->config.golden_seconds ? policy->config.golden_seconds : GOLDEN_LIMIT_S;
}

const char *golden_bad_end(const struct pool_policy *policy, const struct machine_result *result)
{
	static char running[KMEND_EVENT_VALUE_MAX + 128];

	switch (result->end) {
	case MACHINE_END_RESET:
		return "the guest reset itself";
	case MACHINE_END_POWEROFF:
		return "the guest powered off";
	case MACHINE_END_SUSPEND:
		return "the guest suspended itself";
	case MACHINE_END_HANG:
		if (result->overdue)
			snprintf(running, sizeof running,
				"still in test %s after %u s of the guest; `test_limits` or `test_seconds` in "
				"target.yaml gives it more",
				result->overdue->test, result->overdue->seconds);
		else
			snprintf(running, sizeof running,
				"still running after %u s of the guest; `golden_seconds` in target.yaml gives it more",
				golden_limit_s(policy));
		return running;
	case MACHINE_END_STUCK:
		return "the guest's processor stands still";
	case MACHINE_END_FLOOD:
		return "the guest flooded a serial port";
	default:
		return result->stop == KMEND_STOP_DONE        ? NULL
			: result->stop == KMEND_STOP_PANIC    ? "the kernel panicked"
			: result->stop == KMEND_STOP_SHUTDOWN ? "controlled shutdown"
							      : "the guest stopped in an unexpected way";
	}
}

/* ---- patterns -------------------------------------------------------------------------------------------------- */

static int never_matched(
	const struct kmend_patterns *console, enum kmend_pattern_kind kind, const struct machine_result *result)
{
	char *line = tail_line(result->console, result->console_size), what[256];

	snprintf(what, sizeof what,
		"the pattern never matched in the run without a fault; the last line of the console was '%s'",
		line ? line : "");
	free(line);
	return kmend_patterns_complain(console, kind, what);
}

int golden_check_matched(const struct kmend_patterns *console, const struct machine_result *result)
{
	static const enum kmend_pattern_kind needed[] = { KMEND_PATTERN_DONE, KMEND_PATTERN_TEST_BEGIN,
		KMEND_PATTERN_TEST_PASS };

	for (size_t i = 0; i < sizeof needed / sizeof needed[0]; i++)
		if (console->of[needed[i]].text && !(result->matched >> needed[i] & 1))
			return never_matched(console, needed[i], result);
	if (!console->of[KMEND_PATTERN_DONE].text && result->stop != KMEND_STOP_DONE)
		return kmend_error("%s: console: without a pattern `done` the kernel must power off when its tests are "
				   "over; it did not",
			console->file);
	return 0;
}

/* ---- after the last line --------------------------------------------------------------------------------------- */

static int panics_later(const char *text, size_t size)
{
	char *line = kmend_safe_string(text, size, LINE_SHOWN);

	kmend_error_as(KMEND_ERROR_INVALID, "the kernel panics after its last line, without a fault: '%s'",
		line && *line ? line : "it wrote to the panic port");
	free(line);
	return -1;
}

int golden_check_after(const struct machine_result *result, const struct machine_config *config)
{
	size_t at = result->end_at < result->console_size ? result->end_at : result->console_size;
	const struct kmend_crash_run run = {
		.console = result->console + at, .console_size = result->console_size - at, .reason = "", .crashed = 1
	};
	const struct kmend_crash_frame *place;
	char signature[KMEND_CRASH_CAUSE + KMEND_CRASH_FUNCTION + 8];
	struct kmend_console_line line;
	struct kmend_crash crash;

	if (kmend_crash_read(&crash, &run) < 0)
		return -1;
	place = kmend_crash_place(&crash);
	kmend_crash_signature(signature, sizeof signature, &crash, place ? place->function : NULL);
	if (crash.detected && golden_declares(config, signature))
		return 0;
	while (kmend_console_line_next(&line, result->console, result->console_size, &at, 0))
		if (kmend_pattern_match(config->console, KMEND_PATTERN_PANIC, line.text, NULL, NULL))
			return panics_later(line.text, line.size);
	if (crash.detected) /* that of a kernel whose pattern is about something else */
		return panics_later(signature, strlen(signature));
	return result->panicked_later ? panics_later("", 0) : 0;
}

/* ---- reports --------------------------------------------------------------------------------------------------- */

int golden_declares(const struct machine_config *config, const char *signature)
{
	for (size_t i = 0; i < config->ngolden_reports; i++) {
		const char *declared = config->golden_reports[i];
		size_t size = strlen(declared);

		if (size && declared[size - 1] == '*' ? strncmp(declared, signature, size - 1) == 0
						      : strcmp(declared, signature) == 0)
			return 1;
	}
	return 0;
}

int golden_check_report(const struct kmend_crash_report *report, const struct machine_config *config)
{
	if (!report->names_crash || golden_declares(config, report->signature))
		return 0;
	return kmend_error_as(KMEND_ERROR_INVALID,
		"without a fault the kernel already reports '%s'; crashes could not be told from it. "
		"If it has to, declare it in target.yaml: golden_reports: ['%s']",
		report->signature, report->signature);
}

int golden_check_reports(const struct kmend_crash_known *known, const struct machine_config *config)
{
	for (size_t i = 0; i < known->count; i++)
		if (golden_check_report(&known->reports[i], config) < 0)
			return -1;
	return 0;
}
