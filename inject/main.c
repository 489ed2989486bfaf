/* kmend-cc: a C compiler that leaves fault sites and recovery instrumentation in what it compiles. Drop-in for clang. */
#include <stdio.h>

#include "inject/args.h"
#include "inject/module.h"
#include "inject/plan.h"
#include "inject/response.h"

static int instrument(
	const char *in, const char *out, int as_text, const char *unit, const struct inject_settings *settings)
{
	return inject_module(in, out, as_text ? INJECT_TEXT : INJECT_BITCODE, unit, settings);
}

int main(int argc, char **argv)
{
	static struct inject_settings settings; /* static: these live until the end */
	struct inject_args args;
	static char **all;
	int count, status;

	if (inject_settings_read(&settings))
		return 1;
	count = inject_response_expand(&all, argv + 1, argc - 1);
	if (count < 0 || inject_args_read(&args, all, count)) {
		fprintf(stderr, "kmend-cc: out of memory\n");
		return 1;
	}
	settings.strip_debug = args.debug_off;
	status = inject_plan_run(&args, &settings, instrument);
	inject_args_release(&args);
	return status;
}
