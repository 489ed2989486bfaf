/* One boot, its lines by the keys that they match, and what is wrong with them. */
#include "harness/cli/check.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "harness/base/error.h"
#include "harness/base/pattern.h"
#include "harness/base/safe.h"
#include "harness/campaign/golden_check.h"
#include "harness/campaign/setup.h"
#include "harness/cli/check_prefix.h"
#include "harness/cli/check_reports.h"
#include "harness/image/group.h"
#include "harness/outcome/lines.h"
#include "harness/outcome/transcript_look.h"

#define BIT(name) (1u << KMEND_PATTERN_##name)

static void problem(struct check *check, const char *format, ...) __attribute__((format(printf, 2, 3)));
static void problem(struct check *check, const char *format, ...)
{
	char text[CHECK_PROBLEM_MAX], *safe;
	va_list args;

	if (check->nproblems == CHECK_PROBLEMS)
		return;
	va_start(args, format);
	vsnprintf(text, sizeof text, format, args);
	va_end(args);
	safe = kmend_safe_string(text, strlen(text), sizeof text);
	snprintf(check->problems[check->nproblems++], CHECK_PROBLEM_MAX, "%s", safe ? safe : "out of memory");
	free(safe);
}

const char *check_end(const struct check *check)
{
	const struct trial *trial = &check->trial;

	if (trial->is_running)
		return "still running";
	if (check->line_ends)
		return "ended by a line of the console";
	switch (trial->end) {
	case MACHINE_END_RESET:
		return "reset itself";
	case MACHINE_END_POWEROFF:
		return "powered off";
	case MACHINE_END_FLOOD:
		return "wrote more than 1 MiB to a serial port";
	default:
		return trial->stop == KMEND_STOP_DONE        ? "said that it is done"
			: trial->stop == KMEND_STOP_PANIC    ? "panicked"
			: trial->stop == KMEND_STOP_SHUTDOWN ? "shut down in good order"
							     : "stopped";
	}
}

const char *check_zero(enum machine_zero zero)
{
	return zero == MACHINE_ZERO_FAULTS ? "faults" : zero == MACHINE_ZERO_MAPPED ? "mapped" : "unknown";
}

/* ---- the lines of the console --------------------------------------------------------------------------------- */

static int add_line(struct check *check, const struct kmend_console_line *line)
{
	const struct kmend_patterns *patterns = check->target->console;
	struct check_line *fresh = reallocarray(check->lines, check->nlines + 1, sizeof *fresh), *row;

	if (!fresh)
		return kmend_error_memory();
	check->lines = fresh;
	row = &fresh[check->nlines];
	*row = (struct check_line){ .text = strdup(line->text) };
	if (!row->text)
		return kmend_error_memory();
	check->nlines++;
	for (int kind = 0; patterns && kind < KMEND_PATTERNS; kind++)
		if (kmend_pattern_match(patterns, kind, line->text, NULL, NULL))
			row->keys |= 1u << kind;
	return 0;
}

/* Which lines count: until `ready` that and `panic`, from there on all, after a line that ends the log none. */
static void count_lines(struct check *check)
{
	int is_ready = 0;

	for (size_t i = 0; i < check->nlines && !check->line_ends && check->target->console; i++) {
		struct check_line *line = &check->lines[i];
		unsigned counts = is_ready ? ~0u : BIT(READY) | BIT(PANIC);

		line->has_counted = 1;
		check->matched |= line->keys & counts;
		check->line_ends = is_ready ? (line->keys & (BIT(PANIC) | BIT(SHUTDOWN) | BIT(DONE) | BIT(READY))) != 0
					    : (line->keys & BIT(PANIC)) != 0;
		is_ready |= (line->keys & BIT(READY)) != 0;
	}
}

static int read_lines(struct check *check)
{
	const struct kmend_buf *console = &check->trial.console;
	struct kmend_console_line line;
	size_t at = 0;

	while (kmend_console_line_next(&line, console->data ? console->data : "", console->size, &at, 0))
		if (add_line(check, &line) < 0)
			return -1;
	count_lines(check);
	return 0;
}

/* ---- what is wrong -------------------------------------------------------------------------------------------- */

static void check_ready(struct check *check)
{
	const struct trial *trial = &check->trial;
	const char *last = check->nlines ? check->lines[check->nlines - 1].text : NULL;
	char how[96];

	if (trial->is_ready)
		return;
	if (trial->is_running)
		snprintf(how, sizeof how, "still running after %" PRIu32 " s (`boot_seconds`)",
			check->target->boot_seconds);
	else
		snprintf(how, sizeof how, "the kernel %s after %.1f s", check_end(check), trial->boot_s);
	if (last)
		problem(check, "the boot never said `ready`: %s; the last line was '%.300s'", how, last);
	else
		problem(check, "the boot never said `ready`: %s; the console (first serial port, 0x3f8) stayed empty",
			how);
}

static void check_patterns(struct check *check)
{
	static const enum kmend_pattern_kind needed[] = { KMEND_PATTERN_DONE, KMEND_PATTERN_TEST_BEGIN,
		KMEND_PATTERN_TEST_PASS },
					     bad[] = { KMEND_PATTERN_PANIC, KMEND_PATTERN_SHUTDOWN,
						     KMEND_PATTERN_TEST_FAIL };
	const struct kmend_patterns *patterns = check->target->console;

	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
		if (check->matched >> bad[i] & 1)
			problem(check, "%s:%d: %s: matches without a fault; crashes could not be told from that",
				patterns->file, patterns->of[bad[i]].line, kmend_pattern_name(bad[i]));
	if (!check->trial.is_ready)
		return;
	for (size_t i = 0; i < sizeof needed / sizeof needed[0]; i++)
		if (patterns->of[needed[i]].text && !(check->matched >> needed[i] & 1))
			problem(check, "%s:%d: %s: no line after `ready` matches", patterns->file,
				patterns->of[needed[i]].line, kmend_pattern_name(needed[i]));
}

static void check_reports(struct check *check, const struct machine_config *config)
{
	for (size_t i = 0; i < check->reports.count; i++)
		if (golden_check_report(&check->reports.reports[i], config) < 0)
			problem(check, "%s", kmend_error_text());
}

/* What a good run does not show cannot be seen to match: a beginning that no line has is the usual mistake. */
static void check_beginnings(struct check *check)
{
	static const enum kmend_pattern_kind rare[] = { KMEND_PATTERN_PANIC, KMEND_PATTERN_SHUTDOWN,
		KMEND_PATTERN_TEST_FAIL, KMEND_PATTERN_DETECTED, KMEND_PATTERN_CRASH_ADDRESS };
	const struct kmend_patterns *patterns = check->target->console;
	char prefix[CHECK_PREFIX_MAX];

	for (size_t i = 0; i < sizeof rare / sizeof rare[0]; i++)
		if (!(check->matched >> rare[i] & 1) && check_prefix_hides(prefix, check, rare[i]))
			problem(check,
				"%s:%d: %s: can never match: it wants another beginning than lines have here, such as "
				"'%s'; leave out the ^",
				patterns->file, patterns->of[rare[i]].line, kmend_pattern_name(rare[i]), prefix);
}

static void check_over(struct check *check)
{
	const struct trial *trial = &check->trial;
	int is_good = check->target->console ? check->line_ends ||
			(trial->end == MACHINE_END_POWEROFF && !check->target->console->of[KMEND_PATTERN_DONE].text)
					     : trial->end == MACHINE_END_STOP && trial->stop == KMEND_STOP_DONE;

	if (!trial->is_ready || (is_good && !trial->is_running))
		return;
	if (trial->is_running)
		problem(check, "the workload is still running after %" PRIu32 " s (`--seconds`); %s",
			check->run_seconds,
			check->target->console ? "does a line say `done`, or does the kernel power off?"
					       : "the kernel must say `suite-end` and stop");
	else
		problem(check, "the workload ended in an unexpected way: the kernel %s", check_end(check));
}

static void check_components(struct check *check)
{
	const struct kmend_target *target = check->target;

	for (uint64_t i = 0; i < target->components_count && target->console; i++)
		if (!kmend_image_group_matches(check->image, target->components[i]))
			problem(check, "components: '%s' matches no unit; `kmend sites` has their names",
				target->components[i]);
}

static void check_image(struct check *check)
{
	const uint32_t at_ready = check->trial.is_ready ? check->trial.ready.overwritten : 0;
	const uint32_t overwritten = at_ready ? at_ready : check->trial.over.overwritten;

	if (!check->image->nsites)
		problem(check, "the image has no fault sites; does `build` in target.yaml compile with {cc}?");
	if (overwritten)
		problem(check,
			"the kernel has overwritten %" PRIu32 " of %" PRIu32
			" watch bytes%s: it has given that memory away, or clears it. Its linker script "
			"must place kmend_watch and kmend_counts with its data "
			"(docs/your-own-kernel.md, \"The linker script\")",
			overwritten, check->image->nblocks, at_ready ? " before `ready`" : "");
	if (check->trial.ready.zero == MACHINE_ZERO_MAPPED || check->trial.over.zero == MACHINE_ZERO_MAPPED)
		problem(check,
			"address 0 does not fault: `fail-stop`, a store through NULL, has no effect. Unmap page 0, "
			"or use `fault_model: hang`");
}

static void measure(struct check *check)
{
	const struct trial *trial = &check->trial;

	if (trial->is_ready && trial->ready.is_known)
		check->boot_ns = trial->ready.clock_ns;
	if (check->boot_ns && !trial->is_running && trial->over.clock_ns >= check->boot_ns) {
		check->run_ns = trial->over.clock_ns - check->boot_ns;
		check->limit_ns = setup_limit_ns(check->target, check->run_ns);
	}
}

int check_run(struct check *check)
{
	struct machine_config config = { .image_path = check->image_path, .image = check->image, .cpu = -1 };
	char workload[SETUP_WORKLOAD_MAX];
	const struct trial_order order = {
		.boot_ms = check->target->boot_seconds * 1000, .run_ms = check->run_seconds * 1000, .workload = workload
	};

	machine_config_target(&config, check->target);
	config.policy = check->policy;
	if (setup_workload(workload, check->target, NULL) < 0 ||
		kmend_untouched_read(&check->untouched, check->image_path, check->image) < 0 ||
		machine_trial(&check->trial, &config, &order) < 0 || read_lines(check) < 0 ||
		check_read_reports(check) < 0)
		return -1;
	measure(check);
	check_ready(check);
	if (check->target->console) {
		check_patterns(check);
		check_beginnings(check);
	}
	check_over(check);
	check_reports(check, &config);
	check_image(check);
	check_components(check);
	return 0;
}

void check_release(struct check *check)
{
	kmend_crash_known_release(&check->reports);
	for (size_t i = 0; i < check->nlines; i++)
		free(check->lines[i].text);
	free(check->lines);
	kmend_untouched_release(&check->untouched);
	machine_trial_release(&check->trial);
}
