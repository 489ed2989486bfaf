/* What to do with one command line: the steps for each source, and the link. */
#ifndef KMEND_INJECT_PLAN_H
#define KMEND_INJECT_PLAN_H

#include "inject/args.h"
#include "inject/settings.h"

/* One source from C to its output. The instrumenting step is a parameter: the driver itself knows no LLVM. */
typedef int (*inject_step)(
	const char *in, const char *out, int as_text, const char *unit, const struct inject_settings *settings);

/* Does what ARGS asks for. Returns the exit status of the wrapper. */
int inject_plan_run(const struct inject_args *args, const struct inject_settings *settings, inject_step instrument);

/* The output that a compiler writes for SOURCE when no -o is given. To be freed. */
char *inject_plan_default_output(const char *source, const char *suffix);

#endif
