/* A build without what fault sites call: recognised, and said as what it is. */
#include <criterion/criterion.h>
#include <string.h>

#include "harness/base/pattern.h"
#include "harness/build/glue.h"

static int missing(const char *line)
{
	return build_glue_is_missing(line, strlen(line));
}

Test(glue, both_linkers)
{
	cr_assert(missing("ld: a.o: in function `f': a.c:7: undefined reference to `__kmend_block'"));
	cr_assert(missing("a.c:(.text+0x17): undefined reference to `__kmend_seed'"));
	cr_assert(missing("ld.lld-19: error: undefined symbol: __kmend_random"));
}

Test(glue, another_mistake)
{
	cr_assert(!missing("ld.lld-19: error: undefined symbol: f"));
	cr_assert(!missing("ld.lld-19: error: undefined symbol: __kmend_log_store"));
	cr_assert(!missing("a.c:3:2: error: conflicting types for '__kmend_block'"));
	cr_assert(!build_glue_is_missing(NULL, 0));
}

/* What kmend cc is told, and what the target lacks. */
Test(glue, rows)
{
	struct kmend_patterns *patterns;
	struct kmend_target target = { 0 };

	cr_assert_str_eq(build_glue_of(&target)->runtime, "none");
	cr_assert(strstr(build_glue_of(&target)->missing, "neither `console:` in target.yaml nor the glue"));
	cr_assert_eq(kmend_patterns_new(&patterns, "target.yaml"), 0);
	target.console = patterns;
	cr_assert_str_eq(build_glue_of(&target)->runtime, "builtin");
	cr_assert(!strstr(build_glue_of(&target)->missing, "neither"));
	kmend_patterns_free(patterns);
}
