#include "harness/cli/target.h"

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include "harness/base/error.h"
#include "harness/base/safe.h"
#include "harness/build/units.h"

int target_load_with_policy(struct kmend_target **out, const char *name, const char *policy)
{
	if (kmend_target_load(out, name) < 0)
		return -1;
	if (!policy || kmend_target_has_policy(*out, policy))
		return 0;
	kmend_error_as(KMEND_ERROR_INVALID, "target '%s' has no policy '%.40s'", (*out)->name, policy);
	kmend_target_free(*out);
	*out = NULL;
	return -1;
}

int target_say_units(const struct kmend_target *target, const char *image_path)
{
	char *units = kmend_build_units(target, image_path);

	if (!units)
		return -1;
	if (*units)
		kmend_print_line(stderr, "%s: units: %s", target->name, units);
	free(units);
	return 0;
}
