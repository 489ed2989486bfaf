#include "harness/build/glue.h"

#include <string.h>

static const struct build_glue without = {
	"builtin",
	": with `console:` in target.yaml kmend cc puts it into what it compiles itself; was this compiled in another "
	"way?",
};
static const struct build_glue with = {
	"none",
	": the target has neither `console:` in target.yaml nor the glue in its kernel, see docs/your-own-kernel.md",
};

const struct build_glue *build_glue_of(const struct kmend_target *target)
{
	return kmend_target_has_glue(target) ? &with : &without;
}

/* What inject/ calls (kmend/abi.h). The names of recovery runtimes begin in the same way, and are another mistake. */
static const char *const called[] = { "__kmend_block", "__kmend_seed", "__kmend_random" };

int build_glue_is_missing(const char *line, size_t size)
{
	if (!memmem(line, size, "undefined ", strlen("undefined ")))
		return 0;
	for (size_t i = 0; i < sizeof(called) / sizeof(called[0]); i++)
		if (memmem(line, size, called[i], strlen(called[i])))
			return 1;
	return 0;
}
