/* `kmend check --format json`. */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "harness/base/error.h"
#include "harness/base/pattern.h"
#include "harness/base/safe.h"
#include "harness/cli/check.h"

/* Whatever bytes a name has. */
static json_t *safe_text(const char *text, size_t size)
{
	char *safe = kmend_safe_string(text, size, size);
	json_t *json = json_string(safe ? safe : "");

	free(safe);
	return json;
}

static json_t *keys_of(unsigned keys)
{
	json_t *list = json_array();

	for (int kind = 0; kind < KMEND_PATTERNS; kind++)
		if (keys >> kind & 1)
			json_array_append_new(list, json_string(kmend_pattern_name(kind)));
	return list;
}

static json_t *console_of(const struct check *check)
{
	json_t *list = json_array();

	for (size_t i = 0; i < check->nlines; i++) {
		const struct check_line *line = &check->lines[i];

		json_array_append_new(list,
			json_pack("{s:I, s:o, s:o}", "line", (json_int_t)i + 1, "keys",
				keys_of(line->has_counted ? line->keys : 0), "text",
				safe_text(line->text, strlen(line->text))));
	}
	return list;
}

static json_t *events_of(const struct check *check)
{
	const struct kmend_buf *events = &check->trial.events;
	json_t *list = json_array();

	for (size_t at = 0, size; !check->target->console && at < events->size; at += size + 1) {
		const char *newline = memchr(events->data + at, '\n', events->size - at);

		size = newline ? (size_t)(newline - events->data) - at : events->size - at;
		json_array_append_new(list, safe_text(events->data + at, size));
	}
	return list;
}

static json_t *never_matched(const struct check *check)
{
	const struct kmend_patterns *patterns = check->target->console;
	unsigned given = 0;

	for (int kind = 0; patterns && kind < KMEND_PATTERNS; kind++)
		given |= patterns->of[kind].text ? 1u << kind : 0;
	return keys_of(given & ~check->matched);
}

static json_t *number_or_null(int is_known, uint64_t number)
{
	return is_known ? json_integer((json_int_t)number) : json_null();
}

static json_t *moment_of(int is_known, uint64_t guest_ns, double clock_s, enum machine_zero zero)
{
	return json_pack("{s:o, s:f, s:s}", "guest_ns", number_or_null(is_known, guest_ns), "clock_seconds", clock_s,
		"address_0", check_zero(zero));
}

static json_t *units_of(const struct check *check)
{
	json_t *names = json_array();

	for (size_t i = 0; i < check->untouched.kept; i++)
		json_array_append_new(names, safe_text(check->untouched.names[i], strlen(check->untouched.names[i])));
	return json_pack("{s:I, s:o, s:o}", "with_sites", (json_int_t)check->untouched.touched, "without_sites",
		number_or_null(check->untouched.has_files, check->untouched.count), "names", names);
}

static json_t *tests_of(const struct kmend_test_limits *limits)
{
	json_t *list = json_array();

	for (size_t i = 0; i < limits->count; i++)
		json_array_append_new(list,
			json_pack("{s:s, s:o}", "pattern", limits->list[i].pattern, "seconds",
				number_or_null(limits->list[i].seconds != 0, limits->list[i].seconds)));
	return list;
}

static json_t *limits_of(const struct check *check)
{
	const struct kmend_target *target = check->target;

	return json_pack("{s:I, s:I, s:f, s:o, s:o}", "boot_seconds", (json_int_t)target->boot_seconds,
		"golden_seconds", (json_int_t)target->golden_seconds, "time_factor", target->time_factor,
		"experiment_ns", number_or_null(check->limit_ns != 0, check->limit_ns), "tests",
		tests_of(&target->limits));
}

static json_t *reports_of(const struct check *check)
{
	json_t *list = json_array();

	for (size_t i = 0; i < check->reports.count; i++)
		json_array_append_new(list,
			json_pack("{s:s, s:b}", "signature", check->reports.reports[i].signature, "names_crash",
				check->reports.reports[i].names_crash));
	return list;
}

static json_t *problems_of(const struct check *check)
{
	json_t *list = json_array();

	for (unsigned i = 0; i < check->nproblems; i++)
		json_array_append_new(list, json_string(check->problems[i]));
	return list;
}

int check_print_json(const struct check *check)
{
	const struct trial *trial = &check->trial;
	json_t *json = json_pack("{s:s, s:s, s:b, s:b, s:s, s:I, s:I, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o}",
		"target", check->target->name, "policy", check->policy, "ready", trial->is_ready, "still_running",
		trial->is_running, "end", check_end(check), "sites", (json_int_t)check->image->nsites, "blocks",
		(json_int_t)check->image->nblocks, "console", console_of(check), "events", events_of(check),
		"never_matched", never_matched(check), "boot",
		trial->is_ready ? moment_of(trial->ready.is_known, check->boot_ns, trial->boot_s, trial->ready.zero)
				: moment_of(0, 0, trial->boot_s, MACHINE_ZERO_UNKNOWN),
		"workload", moment_of(check->run_ns != 0, check->run_ns, trial->run_s, trial->over.zero), "units",
		units_of(check), "limits", limits_of(check), "reports", reports_of(check), "problems",
		problems_of(check));
	int bad = !json || json_dumpf(json, stdout, JSON_INDENT(1) | JSON_ENSURE_ASCII | JSON_REAL_PRECISION(10)) < 0;

	json_decref(json);
	putchar('\n');
	return bad ? kmend_error("the answer cannot be written") : 0;
}
