/*
 * The steps for one source: compiler to bitcode (with the whole optimiser, as asked), instrument, compiler to object
 * without a second run of the optimiser. The output appears in one step, by rename; a failed step leaves none.
 */
#include "inject/plan.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "inject/names.h"
#include "inject/run.h"
#include "inject/temps.h"
#include "inject/units.h"

struct command {
	char **argv;
	char *owned; /* the one argument that is a string of its own; can be NULL */
	int n;
};

static int command_start(struct command *c, const char *compiler, int room)
{
	c->argv = calloc((size_t)room + 32, sizeof(char *));
	c->n = 0;
	c->owned = NULL;
	if (!c->argv)
		return -1;
	c->argv[c->n++] = (char *)compiler;
	return 0;
}

static void add(struct command *c, const char *argument)
{
	c->argv[c->n++] = (char *)argument;
}

static int command_run(struct command *c)
{
	int status = inject_run(c->argv);

	free(c->argv);
	free(c->owned);
	return status;
}

char *inject_plan_default_output(const char *source, const char *suffix)
{
	const char *slash = strrchr(source, '/'), *base = slash ? slash + 1 : source;
	const char *dot = strrchr(base, '.');
	char *name = NULL;

	if (asprintf(&name, "%.*s%s", (int)(dot ? (size_t)(dot - base) : strlen(base)), base, suffix) < 0)
		return NULL;
	return name;
}

/* Dependency options name the real output, not the temporary bitcode. */
static int add_deps(struct command *c, const struct inject_args *args, const char *output)
{
	if (!args->wants_deps)
		return 0;
	if (!args->deps_target_named) {
		add(c, "-MQ");
		add(c, output);
	}
	if (!args->deps_file_named) {
		const char *slash = strrchr(output, '/');
		char *base = inject_plan_default_output(output, ".d");
		if (!base || asprintf(&c->owned, "%.*s%s", slash ? (int)(slash + 1 - output) : 0, output, base) < 0)
			return -1;
		free(base);
		add(c, "-MF");
		add(c, c->owned);
	}
	return 0;
}

/* Step 1: from source to bitcode. */
static int to_bitcode(const struct inject_args *args, const struct inject_settings *settings, int source,
	const char *bitcode, const char *output)
{
	struct command c;

	if (command_start(&c, settings->clang, args->nfront))
		return 1;
	for (int i = 0; i < args->nfront; i++)
		add(&c, args->front[i]);
	if (!args->has_debug)
		add(&c, "-gline-tables-only"); /* sites need file and line */
	if (add_deps(&c, args, output))
		return 1;
	add(&c, "-Qunused-arguments");
	add(&c, "-fno-lto");
	add(&c, "-c");
	add(&c, "-emit-llvm");
	add(&c, "-o");
	add(&c, bitcode);
	add(&c, "-x");
	add(&c,
		strlen(args->all[source]) > 2 &&
				strcmp(strrchr(args->all[source], '.') ? strrchr(args->all[source], '.') : "", ".i") ==
					0
			? "cpp-output"
			: "c");
	add(&c, args->all[source]);
	return command_run(&c);
}

/* Step 3: from instrumented bitcode to object or assembly. */
static int to_object(
	const struct inject_args *args, const struct inject_settings *settings, const char *bitcode, const char *output)
{
	struct command c;

	if (command_start(&c, settings->clang, args->nback))
		return 1;
	for (int i = 0; i < args->nback; i++)
		add(&c, args->back[i]);
	add(&c, "-Qunused-arguments");
	add(&c, "-w");
	add(&c, "-fno-lto");
	add(&c, "-Xclang");
	add(&c, "-disable-llvm-passes"); /* the optimiser has run; code generation keeps its -O level */
	add(&c, args->goal == INJECT_ASSEMBLY ? "-S" : "-c");
	add(&c, "-o");
	add(&c, output);
	add(&c, "-x");
	add(&c, "ir");
	add(&c, bitcode);
	return command_run(&c);
}

/* SOURCE (index) to OUTPUT. */
static int compile(const struct inject_args *args, const struct inject_settings *settings, inject_step instrument,
	int source, const char *output)
{
	const char *bitcode = inject_temps_make(NULL, ".bc");
	const char *instrumented = inject_temps_make(args->emit_llvm ? output : NULL, ".bc");
	const char *object = args->emit_llvm ? instrumented : inject_temps_make(output, ".o");
	char *unit = inject_name_clean(settings->unit_root, NULL, args->all[source]);
	int as_text = args->emit_llvm && args->goal == INJECT_ASSEMBLY;
	int status = 1;

	if (bitcode && instrumented && object && unit) {
		status = to_bitcode(args, settings, source, bitcode, output);
		if (!status && instrument(bitcode, instrumented, as_text, unit, settings))
			status = 1;
		if (!status && !args->emit_llvm)
			status = to_object(args, settings, instrumented, object);
		if (!status && inject_temps_rename(object, output))
			status = 1;
	}
	free(unit);
	return status;
}

static const char *suffix(const struct inject_args *args)
{
	if (args->goal == INJECT_ASSEMBLY)
		return args->emit_llvm ? ".ll" : ".s";
	return args->emit_llvm ? ".bc" : ".o";
}

/* -c and -S. All sources are tried, as the compiler does; the first failure is the exit status. */
static int compile_all(const struct inject_args *args, const struct inject_settings *settings, inject_step instrument)
{
	int result = 0;

	for (int i = 0; i < args->nsources; i++) {
		char *name = args->output ? strdup(args->output)
					  : inject_plan_default_output(args->all[args->sources[i]], suffix(args));
		int status = name ? compile(args, settings, instrument, args->sources[i], name) : 1;

		if (!result)
			result = status;
		free(name);
	}
	return result;
}

/* Sources to a program: each source to a temporary object, then the link with the objects in the sources' places. */
static int link_all(const struct inject_args *args, const struct inject_settings *settings, inject_step instrument)
{
	struct command c;

	if (command_start(&c, settings->clang, args->count))
		return 1;
	for (int i = 0; i < args->count; i++) {
		const char *object, *a = args->all[i];
		int status;

		if (!args->is_source[i]) {
			if (strcmp(a, "-x") == 0 && i + 1 < args->count)
				i++;
			else if (strncmp(a, "-x", 2) != 0 && strncmp(a, "-M", 2) != 0)
				add(&c, a);
			else if (!a[3] && strchr("FTQ", a[2]) && strncmp(a, "-M", 2) == 0)
				i++;
			continue;
		}
		object = inject_temps_make(NULL, ".o");
		status = object ? compile(args, settings, instrument, i, object) : 1;
		if (status)
			return status;
		add(&c, object);
	}
	add(&c, "-Qunused-arguments");
	return command_run(&c);
}

static int forward(const struct inject_args *args, const struct inject_settings *settings)
{
	struct command c;

	if (command_start(&c, settings->clang, args->count))
		return 1;
	for (int i = 0; i < args->count; i++)
		add(&c, args->all[i]);
	return inject_become(c.argv);
}

/* 1: at least one source gets sites or recovery instrumentation. */
static int wanted(const struct inject_args *args, const struct inject_settings *settings)
{
	int sites = settings->types && !settings->units;

	for (int i = 0; i < args->nsources && settings->types && !sites; i++) {
		char *unit = inject_name_clean(settings->unit_root, NULL, args->all[args->sources[i]]);
		sites = !unit || inject_units_component(settings->units, unit);
		free(unit);
	}
	return sites || settings->osiris;
}

int inject_plan_run(const struct inject_args *args, const struct inject_settings *settings, inject_step instrument)
{
	int status;

	if (args->goal == INJECT_FORWARD || !wanted(args, settings))
		return forward(args, settings);
	status = args->goal == INJECT_LINK ? link_all(args, settings, instrument)
					   : compile_all(args, settings, instrument);
	inject_temps_remove();
	return status;
}
