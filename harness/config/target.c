/* What is asked of a target that has been loaded. */
#include "harness/config/target.h"

#include <string.h>

int kmend_target_has_glue(const struct kmend_target *target)
{
	return !target->console;
}

int kmend_target_has_policy(const struct kmend_target *target, const char *policy)
{
	for (uint64_t i = 0; i < target->policies_count; i++)
		if (strcmp(target->policies[i], policy) == 0)
			return 1;
	return 0;
}
