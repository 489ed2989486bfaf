#include "harness/config/pretest.h"

#include <stdio.h>
#include <string.h>

#include "harness/base/policy.h"

const char *kmend_pretest_split(char component[KMEND_PRETEST_COMPONENT], const char *text)
{
	size_t length = strcspn(text, ":");

	snprintf(component, KMEND_PRETEST_COMPONENT, "%.*s", (int)length, text);
	return text[length] ? text + length + 1 : text + length;
}

static int is_component(const struct kmend_target *target, const char *name)
{
	for (uint64_t i = 0; i < target->components_count; i++)
		if (strcmp(target->components[i], name) == 0)
			return 1;
	return 0;
}

static int protects_any(const struct kmend_target *target)
{
	for (uint64_t i = 0; i < target->policies_count; i++)
		if (kmend_policy_find(target->policies[i])->protects)
			return 1;
	return 0;
}

int kmend_pretest_wrong(const struct kmend_target *target, char *why, size_t size)
{
	if (target->pretest_count && !protects_any(target))
		return snprintf(why, size, "no policy of this target promises to recover from a crash") > 0;
	if (target->pretest_count > KMEND_PRETEST_MAX)
		return snprintf(why, size, "at most %d places", KMEND_PRETEST_MAX) > 0;
	for (uint64_t i = 0; i < target->pretest_count; i++) {
		const char *text = target->pretest[i];
		char component[KMEND_PRETEST_COMPONENT];
		const char *function = kmend_pretest_split(component, text);

		if (strcspn(text, ":") >= KMEND_PRETEST_COMPONENT || !*component || !*function ||
			strpbrk(function, ": \t"))
			return snprintf(why, size, "'%.60s' is not COMPONENT:FUNCTION", text) > 0;
		if (!is_component(target, component))
			return snprintf(why, size, "'%.60s' is none of the components", component) > 0;
	}
	return 0;
}
