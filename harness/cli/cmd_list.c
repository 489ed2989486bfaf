/* kmend list: the experiments of a result that match, one a line, for pipes. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "harness/base/error.h"
#include "harness/base/fault.h"
#include "harness/base/outcome.h"
#include "harness/base/safe.h"
#include "harness/base/words.h"
#include "harness/cli/commands.h"
#include "harness/store/hang.h"
#include "harness/store/store.h"

#define PENDING "pending" /* has not run */
#define POLICIES_MAX 64   /* that a message names */
#define HANG_SHOWN 400    /* bytes of where it hung */

struct values {
	const char *policies, *outcomes, *components, *functions, *signature, *types, *services;
	int usable;
};

/* ---- words that exist ---- */

struct names {
	char *name[POLICIES_MAX];
	size_t count;
};

static int keep_name(const struct kmend_store_policy *policy, void *context)
{
	struct names *names = context;

	if (names->count == POLICIES_MAX)
		return 0;
	names->name[names->count] = strdup(policy->name);
	return names->name[names->count] ? (names->count++, 0) : kmend_error_memory();
}

static const char *known_policy(size_t number, void *context)
{
	const struct names *names = context;

	return number < names->count ? names->name[number] : NULL;
}

static const char *known_outcome(size_t number, void *context)
{
	(void)context;
	if (number + 1 < KMEND_OUTCOME_COUNT)
		return kmend_outcome_name((enum kmend_outcome)(number + 1));
	return number + 1 == KMEND_OUTCOME_COUNT ? PENDING : NULL;
}

static const char *known_type(size_t number, void *context)
{
	(void)context;
	return kmend_fault_type_at(number);
}

static const char *known_service(size_t number, void *context)
{
	(void)context;
	return number < KMEND_SERVICE_COUNT ? kmend_service_name((enum kmend_service)number) : NULL;
}

static int check_policies(struct kmend_store *store, const char *list)
{
	struct names names = { .count = 0 };
	int result = kmend_store_policies(store, keep_name, &names);

	if (result == 0)
		result = kmend_words_check(list, "policy", known_policy, &names);
	for (size_t i = 0; i < names.count; i++)
		free(names.name[i]);
	return result;
}

static int check(struct kmend_store *store, const struct values *values)
{
	return kmend_words_check(values->outcomes, "outcome", known_outcome, NULL) < 0 ||
			kmend_words_check(values->types, "type", known_type, NULL) < 0 ||
			kmend_words_check(values->services, "service", known_service, NULL) < 0 ||
			check_policies(store, values->policies) < 0
		? -1
		: 0;
}

/* ---- experiments ---- */

struct list {
	const struct values *values;
	uint64_t all, shown;
};

static const char *outcome_of(const struct kmend_store_row *row)
{
	return row->done ? kmend_outcome_name((enum kmend_outcome)row->outcome) : PENDING;
}

static int matches(const struct values *values, const struct kmend_store_row *row)
{
	return kmend_words_have(values->policies, row->policy) && kmend_words_have(values->outcomes, outcome_of(row)) &&
		kmend_words_have(values->components, row->site.component) &&
		kmend_words_have(values->functions, row->site.function) &&
		kmend_words_have(values->types, row->site.type) &&
		(!values->services ||
			(row->done && kmend_words_have(values->services, kmend_service_name(row->serving.service)))) &&
		(!values->usable || row->serving.service == KMEND_SERVICE_USABLE) &&
		(!values->signature || strstr(row->signature, values->signature));
}

/* A tab inside a text becomes a space: the columns stay where they are. */
static void put(const char *text, char after)
{
	kmend_print_safe(stdout, text, strlen(text), 0);
	putchar(after);
}

static int print_row(const struct kmend_store_row *row, void *context)
{
	struct list *list = context;
	char hang[HANG_SHOWN];

	list->all++;
	if (!matches(list->values, row))
		return 0;
	list->shown++;
	printf("%" PRId64 "\t", row->id);
	put(row->policy, '\t');
	put(outcome_of(row), '\t');
	put(row->reason, '\t');
	put(row->site.component, '\t');
	put(row->site.function, '\t');
	kmend_print_safe(stdout, row->site.file, strlen(row->site.file), 0);
	printf(":%" PRIu32 "\t", row->site.line);
	put(row->site.type, '\t');
	put(row->site.identity, '\t');
	put(row->signature, '\t');
	kmend_hang_line(hang, sizeof hang, row->hang);
	put(hang, '\n');
	return ferror(stdout) ? 1 : 0; /* nobody reads on: command_end() tells */
}

static int run(const char *const *words, const void *values)
{
	struct list list = { .values = values };
	struct kmend_store *store;
	int result;

	if (kmend_store_open_read(&store, words[0]) < 0)
		return command_fail(&cmd_list);
	result = check(store, values);
	if (result == 0)
		result = kmend_store_rows(store, print_row, &list);
	kmend_store_close(store);
	if (result < 0)
		return command_fail(&cmd_list);
	if (!list.shown)
		kmend_print_line(stderr, "none of %" PRIu64 " experiments", list.all);
	return command_end(&cmd_list, KMEND_EXIT_GOOD);
}

static const struct option options[] = {
	OPTION_TEXT(
		"--policy", values, policies, "LIST", "under these policies; lists have commas between their words"),
	OPTION_TEXT("--outcome", values, outcomes, "LIST", "with these outcomes; `" PENDING "`: still to run"),
	OPTION_TEXT("--component", values, components, "LIST", "of fault sites in these components"),
	OPTION_TEXT("--function", values, functions, "LIST", "of fault sites in these functions"),
	OPTION_TEXT("--signature", values, signature, "TEXT", "whose crash signature contains this text"),
	OPTION_FLAG("--usable", values, usable, "that survived, and in which every service serves again"),
	OPTION_TEXT(
		"--service", values, services, "LIST", "whose services are so: usable, lost (survived), down, unknown"),
	OPTION_TEXT("--type", values, types, "LIST", "of these fault types"),
	OPTION_END,
};

const struct command cmd_list = {
	.name = "list",
	.summary = "the experiments of a result that match, one a line",
	.words = "RESULT",
	.text = "Lists the experiments that match all options, in order of their ids, one a line, separated by tabs: "
		"id, policy, outcome, reason, component, function, file:line, fault type, stable identity of the "
		"site, crash signature, where it hung. Without options: all.\n\n"
		"  kmend list R --outcome crash | cut -f1 | xargs -n1 kmend explain R\n",
	.options = options,
	.exits = "0 listed, also when nothing matches; 125 the result cannot be read; 129 usage, an unknown policy, "
		 "outcome, service or type, or a file that is not a result",
	.size = sizeof(struct values),
	.run = run,
};
