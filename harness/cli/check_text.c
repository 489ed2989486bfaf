/* `kmend check` for people: the lines first, then the facts, and last what is wrong. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "harness/base/pattern.h"
#include "harness/base/safe.h"
#include "harness/cli/check.h"
#include "harness/outcome/event.h"

#define COLUMN 11 /* of the keys */
#define UNITS_SHOWN 20

static void print_keys(const struct check_line *line)
{
	int width = 0;

	if (line->has_counted)
		for (int kind = 0; kind < KMEND_PATTERNS; kind++)
			if (line->keys >> kind & 1)
				width += printf("%s%s", width ? "," : "", kmend_pattern_name(kind));
	if (!width)
		width = printf("-");
	printf("%*s| ", width < COLUMN ? COLUMN - width : 1, "");
}

static void print_console(const struct check *check)
{
	for (size_t i = 0; i < check->nlines; i++) {
		print_keys(&check->lines[i]);
		kmend_print_safe(stdout, check->lines[i].text, strlen(check->lines[i].text), 0);
		putchar('\n');
	}
}

static void print_events(const struct check *check)
{
	const struct kmend_buf *events = &check->trial.events;
	const char *at = events->data, *end = at ? at + events->size : at;

	for (const char *next; at < end; at = next) {
		const char *newline = memchr(at, '\n', (size_t)(end - at));
		size_t size = newline ? (size_t)(newline - at) : (size_t)(end - at);
		struct kmend_event event;
		int width = 0;

		next = newline ? newline + 1 : end;
		if (kmend_event_parse(&event, at, size)) {
			kmend_print_safe(stdout, event.name.data, event.name.size, 0);
			width = (int)event.name.size;
		} else {
			width = printf("damaged");
		}
		printf("%*s| ", width < COLUMN ? COLUMN - width : 1, "");
		kmend_print_safe(stdout, at, size, 0);
		putchar('\n');
	}
}

static void print_patterns(const struct check *check)
{
	const struct kmend_patterns *patterns = check->target->console;
	int count = 0;

	if (!patterns)
		return;
	printf("never matched:     ");
	for (int kind = 0; kind < KMEND_PATTERNS; kind++)
		if (patterns->of[kind].text && !(check->matched >> kind & 1))
			printf("%s%s", count++ ? ", " : "", kmend_pattern_name(kind));
	puts(count ? "" : "none");
}

/* After a line that ends it the guest is stopped a little later, and one that sleeps there gets through hours meanwhile. */
static const char *at_most(const struct check *check)
{
	return check->line_ends ? "at most " : "";
}

static void print_time(const char *what, int is_known, const char *bound, uint64_t guest_ns, double clock_s)
{
	if (is_known)
		printf("%-18s %s%.3f s of the guest, %.1f s on the clock\n", what, bound, (double)guest_ns / 1e9,
			clock_s);
	else
		printf("%-18s %.1f s on the clock\n", what, clock_s);
}

static void print_moments(const struct check *check)
{
	const struct trial *trial = &check->trial;

	if (trial->is_ready) {
		print_time("boot to `ready`:", trial->ready.is_known, "", check->boot_ns, trial->boot_s);
		print_time("workload:", check->run_ns != 0, at_most(check), check->run_ns, trial->run_s);
	} else {
		print_time("boot:", trial->over.is_known, "", trial->over.clock_ns, trial->boot_s);
	}
	printf("%-18s %s\n", "end:", check_end(check));
	if (trial->is_ready)
		printf("%-18s %s at `ready`, %s at the end\n", "address 0:", check_zero(trial->ready.zero),
			check_zero(trial->over.zero));
	else
		printf("%-18s %s at the end\n", "address 0:", check_zero(trial->over.zero));
}

static void print_units(const struct check *check)
{
	const struct kmend_untouched *untouched = &check->untouched;
	size_t shown = untouched->kept < UNITS_SHOWN ? untouched->kept : UNITS_SHOWN;

	printf("%-18s %" PRIu32 " in %" PRIu32 " blocks of %zu units\n", "fault sites:", check->image->nsites,
		check->image->nblocks, untouched->touched);
	if (!untouched->has_files) {
		printf("%-18s not known, the symbol table names no files\n", "without sites:");
		return;
	}
	printf("%-18s %zu units%s", "without sites:", untouched->count, shown ? ": " : "");
	for (size_t i = 0; i < shown; i++) {
		fputs(i ? ", " : "", stdout);
		kmend_print_safe(stdout, untouched->names[i], strlen(untouched->names[i]), 0);
	}
	puts(untouched->count > shown ? ", ..." : "");
}

static void print_reports(const struct check *check)
{
	for (size_t i = 0; i < check->reports.count; i++) {
		printf("%-18s ", i ? "" : "reports:");
		kmend_print_safe(
			stdout, check->reports.reports[i].signature, strlen(check->reports.reports[i].signature), 0);
		puts(check->reports.reports[i].names_crash ? "" : " (the kernel goes on from it)");
	}
}

static void print_limits(const struct check *check)
{
	const struct kmend_target *target = check->target;

	printf("%-18s boot %" PRIu32 " s on the clock (boot_seconds), golden run %" PRIu32
	       " s of the guest (golden_seconds)",
		"limits:", target->boot_seconds, target->golden_seconds);
	if (check->limit_ns)
		printf(target->experiment_seconds
				? ", experiment %s%.0f s of the guest (experiment_seconds)"
				: ", experiment %sabout %.0f s of the guest (workload * time_factor, at least 2 s)",
			target->experiment_seconds ? "" : at_most(check), (double)check->limit_ns / 1e9);
	for (size_t i = 0; i < target->limits.count; i++) {
		const struct kmend_test_limit *rule = &target->limits.list[i];

		fputs(i ? ", " : "; tests ", stdout);
		kmend_print_safe(stdout, rule->pattern, strlen(rule->pattern), 0);
		rule->seconds ? printf(" %" PRIu32 " s", rule->seconds) : fputs(" by the golden run", stdout);
	}
	putchar('\n');
}

void check_print(const struct check *check)
{
	print_console(check);
	if (!check->target->console)
		print_events(check);
	putchar('\n');
	print_patterns(check);
	print_moments(check);
	print_units(check);
	print_reports(check);
	print_limits(check);
	for (unsigned i = 0; i < check->nproblems; i++)
		printf("WRONG: %s\n", check->problems[i]);
	if (!check->nproblems)
		puts("good: a campaign can begin");
}
