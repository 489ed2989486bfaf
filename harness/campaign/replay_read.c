/* What a result says of one of its experiments: the machine, the fault, the golden run, the limits. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "harness/base/error.h"
#include "harness/campaign/record.h"
#include "harness/campaign/replay_again.h"
#include "harness/campaign/test_limits.h"

int again_text(struct again *again, const char *key, char **value)
{
	if (kmend_store_meta_get(again->store, key, value) < 0)
		return -1;
	return *value ? 0
		      : kmend_error_as(KMEND_ERROR_INVALID, "%s: '%s' is missing", kmend_store_path(again->store), key);
}

static int meta_number(struct again *again, const char *key, uint64_t *number)
{
	char *value;

	if (again_text(again, key, &value) < 0)
		return -1;
	*number = strtoull(value, NULL, 10);
	free(value);
	return 0;
}

static int keep_policy(const struct kmend_store_policy *policy, void *context)
{
	struct again *again = context;

	if (policy->id != again->plan.policy_id)
		return 0;
	snprintf(again->policy, sizeof again->policy, "%s", policy->name);
	snprintf(again->hash, sizeof again->hash, "%s", policy->image_hash);
	again->image_path = strdup(policy->image_path);
	again->setting.limit_ns = policy->limit_ns;
	return again->image_path ? 0 : kmend_error("out of memory");
}

static int keep_done(const struct kmend_store_row *row, void *context)
{
	*(int *)context = row->done;
	return 0;
}

/* The machine as it was. */
static int read_machine(struct again *again)
{
	for (const struct kmend_machine_setting *row = kmend_machine_setting_rows; row->key; row++) {
		char *text;
		int bad;

		if (again_text(again, row->key, &text) < 0)
			return -1;
		bad = kmend_machine_setting_parse(&again->config.settings, row, text);
		free(text);
		if (bad < 0)
			return -1;
	}
	return 0;
}

static int read_settings(struct again *again)
{
	uint64_t flags;

	if (meta_number(again, "flags", &flags) < 0 || again_text(again, "workload", &again->workload) < 0 ||
		again_text(again, "target", &again->target) < 0 ||
		kmend_store_meta_get(again->store, "detectors", &again->detectors) < 0 ||
		kmend_store_meta_get(again->store, "log", &again->log) < 0)
		return -1;
	again->setting.flags = (uint32_t)flags;
	again->setting.workload = again->workload;
	again->config.cpu = -1;
	return read_machine(again);
}

/* Without glue: the patterns as they were, and where the kernel is ready. */
static int read_console(struct again *again)
{
	char *text = NULL;
	int result = kmend_store_meta_get(again->store, "console", &text);

	if (result == 0 && text)
		result = kmend_patterns_parse(&again->console, text, kmend_store_path(again->store));
	if (result == 0 && text)
		result = record_ready_block(again->store, again->policy, &again->ready_block);
	free(text);
	again->config.console = again->console;
	again->config.target = again->target;
	again->config.policy = again->policy;
	return result;
}

/* The limits of single tests as they were; a result from before there were any has none. */
static int read_test_limits(struct again *again)
{
	struct kmend_test_limits rules = { 0 };
	char *text = NULL, *factor = NULL;
	double number;
	int result = kmend_store_meta_get(again->store, "test_limits", &text);

	if (result == 0 && text && *text) {
		result = again_text(again, "time_factor", &factor) < 0 || kmend_test_limits_parse(&rules, text) < 0 ? -1
														    : 0;
		number = factor ? strtod(factor, NULL) : 0;
		if (result == 0 && !(number >= 0.01 && number <= 100))
			result = kmend_error_as(KMEND_ERROR_INVALID, "%s: time_factor must be 0.01 to 100",
				kmend_store_path(again->store));
		if (result == 0)
			result = test_limits_settle(&again->golden.limits, &rules, &again->golden.facts, number);
	}
	again->setting.test_limits = &again->golden.limits;
	kmend_test_limits_release(&rules);
	free(factor);
	free(text);
	return result;
}

int again_read(struct again *again, int64_t id)
{
	struct kmend_blob golden_log = { 0 }, console = { 0 };
	int bad;

	if (kmend_store_plan_get(again->store, id, &again->plan) < 0 ||
		kmend_store_policies(again->store, keep_policy, again) || !again->image_path ||
		read_settings(again) < 0 || read_console(again) < 0 ||
		record_clock(again->store, again->policy, &again->clock_ns) < 0 ||
		kmend_store_row_get(again->store, id, keep_done, &again->was_done) ||
		(again->was_done && kmend_store_log_get(again->store, id, &again->recorded, &console) < 0))
		return -1;
	kmend_blob_release(&console);
	bad = kmend_store_policy_logs(again->store, again->plan.policy_id, &again->boot, &golden_log) < 0 ||
		golden_load(&again->golden, golden_log.data, golden_log.size) < 0 || read_test_limits(again) < 0;
	kmend_blob_release(&golden_log);
	again->setting.planned = bad ? 0 : again->golden.facts.planned;
	return bad ? -1 : 0;
}
