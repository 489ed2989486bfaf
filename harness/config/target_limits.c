#include "harness/config/target_limits.h"

#include <stdio.h>
#include <string.h>

#include "harness/config/target_console.h"
#include "harness/config/yaml.h"

#define SECONDS_MAX 3600

/* Limits in seconds: 0 where the key is missing. */
static const struct {
	const char *key;
	size_t member;
	uint32_t least, otherwise;
} seconds[] = {
	{ "boot_seconds", offsetof(struct kmend_target, boot_seconds), 1, 60 },
	{ "golden_seconds", offsetof(struct kmend_target, golden_seconds), 2, 60 },
	{ "experiment_seconds", offsetof(struct kmend_target, experiment_seconds), 2, 0 },
	{ "test_seconds", offsetof(struct kmend_target, test_seconds), 1, 0 },
};
#define ROWS (sizeof seconds / sizeof seconds[0])

static uint32_t *member(struct kmend_target *target, size_t row)
{
	return (uint32_t *)(void *)((char *)target + seconds[row].member);
}

void kmend_target_limits_default(struct kmend_target *target, const char *text)
{
	for (size_t i = 0; i < ROWS; i++)
		if (!kmend_yaml_has(text, seconds[i].key))
			*member(target, i) = seconds[i].otherwise;
	if (!kmend_yaml_has(text, "time_factor"))
		target->time_factor = 4;
}

/* Where lines begin and end tests, they can be measured. */
static const char *console_wrong(const struct kmend_target *target)
{
	const struct kmend_target_console *console = target->console_texts;

	if (!console)
		return NULL;
	if (!console->of[KMEND_PATTERN_TEST_BEGIN])
		return "needs `test_begin` in `console:`: nothing else says when a test begins";
	for (uint64_t i = 0; i < target->test_limits_count; i++)
		if (strcmp(strrchr(target->test_limits[i], ':') + 1, KMEND_TEST_BY_GOLDEN) == 0)
			return "without glue lines have no time: a limit is in seconds, not `" KMEND_TEST_BY_GOLDEN "`";
	return NULL;
}

/* What no other rule says, with glue, is as the golden run says; without glue nothing is known of it. */
static int add_first(struct kmend_target *target)
{
	char rule[16];

	if (!target->test_seconds && target->console_texts)
		return 0;
	if (!target->test_seconds)
		return kmend_test_limits_add(&target->limits, "*:" KMEND_TEST_BY_GOLDEN);
	snprintf(rule, sizeof rule, "*:%u", target->test_seconds);
	return kmend_test_limits_add(&target->limits, rule);
}

static int check_tests(struct kmend_target *target, const char *path, const char *text)
{
	int has_list = kmend_yaml_has(text, "test_limits"), has_default = kmend_yaml_has(text, "test_seconds");
	const char *wrong;

	if (!has_list && !has_default)
		return 0;
	for (uint64_t i = 0; i < target->test_limits_count; i++) {
		wrong = kmend_test_limit_wrong(target->test_limits[i]);
		if (wrong)
			return kmend_yaml_complain(
				path, text, "test_limits", "'%.80s' %s", target->test_limits[i], wrong);
	}
	wrong = console_wrong(target);
	if (wrong)
		return kmend_yaml_complain(path, text, has_list ? "test_limits" : "test_seconds", "%s", wrong);
	if (add_first(target) < 0)
		return -1;
	for (uint64_t i = 0; i < target->test_limits_count; i++)
		if (kmend_test_limits_add(&target->limits, target->test_limits[i]) < 0)
			return -1;
	return 0;
}

int kmend_target_limits_check(struct kmend_target *target, const char *path, const char *text)
{
	for (size_t i = 0; i < ROWS; i++) {
		uint32_t value = *member(target, i);

		if (kmend_yaml_has(text, seconds[i].key) && (value < seconds[i].least || value > SECONDS_MAX))
			return kmend_yaml_complain(
				path, text, seconds[i].key, "must be %u to %u", seconds[i].least, SECONDS_MAX);
	}
	if (!(target->time_factor >= 0.01 && target->time_factor <= 100.0))
		return kmend_yaml_complain(path, text, "time_factor", "must be 0.01 to 100");
	return check_tests(target, path, text);
}
