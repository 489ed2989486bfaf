/* Sorts the options of a compiler command line. Whatever is not understood goes to both runs unchanged. */
#include "inject/args.h"

#include <stdlib.h>
#include <string.h>

static int starts(const char *text, const char *with)
{
	return strncmp(text, with, strlen(with)) == 0;
}

static int is_one_of(const char *text, const char *const *list)
{
	for (; *list; list++)
		if (strcmp(text, *list) == 0)
			return 1;
	return 0;
}

/* Options whose value is the next argument. */
static const char *const takes_value[] = { "-o", "-x", "-I", "-D", "-U", "-L", "-l", "-MF", "-MT", "-MQ", "-MJ",
	"-include", "-imacros", "-isystem", "-iquote", "-idirafter", "-iprefix", "-iwithprefix", "-iwithprefixbefore",
	"-isysroot", "-target", "-Xclang", "-Xpreprocessor", "-Xassembler", "-Xlinker", "-mllvm", "-arch", "-T", "-u",
	"-z", "-e", "-G", "-aux-info", "--param", "-B", "-F", "-framework", "-Wl", "-current_version", "--sysroot",
	"-rpath", "-include-pch", "-fplugin-arg", "-dumpdir", NULL };

/* Of those, and of options that are one argument: only the run that reads the source needs them. */
static const char *const front_only_value[] = { "-I", "-D", "-U", "-MF", "-MT", "-MQ", "-MJ", "-include", "-imacros",
	"-isystem", "-iquote", "-idirafter", "-iprefix", "-iwithprefix", "-iwithprefixbefore", "-Xpreprocessor",
	"-include-pch", NULL };

static const char *const forward_alone[] = { "-m16", "-E", "-M", "-MM", "-fsyntax-only", "--version", "-v", "-###",
	"--help", "-dumpversion", "-dumpmachine", "--analyze", "-cc1", "-cc1as", "-help", "--verify-debug-info",
	"-print-targets", "--precompile", "-emit-ast", NULL };

static int front_only(const char *a)
{
	if (starts(a, "-I") || starts(a, "-D") || starts(a, "-U") || starts(a, "-M") || starts(a, "-std=") ||
		starts(a, "--std=") || starts(a, "-pedantic") || strcmp(a, "-ansi") == 0 || strcmp(a, "-w") == 0)
		return 1;
	if (starts(a, "-isystem") || starts(a, "-iquote") || starts(a, "-include") || starts(a, "-imacros"))
		return 1;
	return starts(a, "-W") && !starts(a, "-Wa,") && !starts(a, "-Wl,");
}

/* Options that neither run gets: the wrapper does their work, or they make no sense with fault sites. */
static int dropped(const char *a)
{
	return strcmp(a, "-c") == 0 || strcmp(a, "-S") == 0 || strcmp(a, "-emit-llvm") == 0 ||
		starts(a, "-save-temps") || starts(a, "--save-temps") || starts(a, "-flto") || strcmp(a, "-pipe") == 0;
}

/* -x LANGUAGE: 1 C or preprocessed C, 0 something else, -1 "none": by the file's name. */
static int language_is_c(const char *language)
{
	if (strcmp(language, "none") == 0)
		return -1;
	return strcmp(language, "c") == 0 || strcmp(language, "cpp-output") == 0;
}

static int is_source(const char *path, int language)
{
	const char *dot = strrchr(path, '.');

	if (strcmp(path, "-") == 0 || starts(path, "/dev/"))
		return 0; /* configuration probes */
	if (language >= 0)
		return language;
	return dot && (strcmp(dot, ".c") == 0 || strcmp(dot, ".i") == 0);
}

/* Takes notice of option A (with VALUE, or NULL). */
static void notice(struct inject_args *args, const char *a, const char *value, int *language, int *forward)
{
	if (strcmp(a, "-c") == 0 && args->goal != INJECT_ASSEMBLY)
		args->goal = INJECT_OBJECT;
	else if (strcmp(a, "-S") == 0)
		args->goal = INJECT_ASSEMBLY;
	else if (strcmp(a, "-emit-llvm") == 0)
		args->emit_llvm = 1;
	else if (strcmp(a, "-o") == 0)
		args->output = value;
	else if (strcmp(a, "-x") == 0)
		*language = language_is_c(value);
	else if (starts(a, "-x"))
		*language = language_is_c(a + 2);
	else if (strcmp(a, "-MD") == 0 || strcmp(a, "-MMD") == 0)
		args->wants_deps = 1;
	else if (starts(a, "-Wp,-MD") || starts(a, "-Wp,-MMD"))
		args->wants_deps = args->deps_file_named = 1;
	else if (starts(a, "-MF"))
		args->deps_file_named = 1;
	else if (starts(a, "-MT") || starts(a, "-MQ"))
		args->deps_target_named = 1;
	else if (strcmp(a, "-g0") == 0)
		args->debug_off = 1, args->has_debug = 0;
	else if (starts(a, "-g") && !starts(a, "-gcc") && !starts(a, "-gno-") && strcmp(a, "-gz") != 0)
		args->debug_off = 0, args->has_debug = 1;
	else if (is_one_of(a, forward_alone) || starts(a, "-print-") || starts(a, "--print-") || starts(a, "--help"))
		*forward = 1;
}

/* -oFILE is one argument, but -obj... options do not exist: anything that starts with -o is an output. */
static int is_joined_output(const char *a)
{
	return starts(a, "-o") && a[2] && !starts(a, "-objc");
}

static void sort_option(struct inject_args *args, char **at, int n)
{
	const char *a = at[0];
	int value = n == 2;

	if (strcmp(a, "-o") == 0 || is_joined_output(a) || starts(a, "-x") || dropped(a))
		return;
	if (strcmp(a, "-Xclang") == 0 && strcmp(at[1], "-emit-llvm") == 0)
		return;
	for (int i = 0; i < n; i++)
		args->front[args->nfront++] = at[i];
	if (value ? is_one_of(a, front_only_value) : front_only(a))
		return;
	for (int i = 0; i < n; i++)
		args->back[args->nback++] = at[i];
}

int inject_args_read(struct inject_args *args, char **all, int count)
{
	int language = -1, forward = 0;
	size_t room = (size_t)count + 1;

	*args = (struct inject_args){ .all = all, .count = count, .goal = INJECT_LINK };
	args->front = calloc(room, sizeof(char *));
	args->back = calloc(room, sizeof(char *));
	args->sources = calloc(room, sizeof(int));
	args->is_source = calloc(room, 1);
	if (!args->front || !args->back || !args->sources || !args->is_source)
		return -1;
	for (int i = 0; i < count; i++) {
		char *a = all[i];
		int value = is_one_of(a, takes_value) && i + 1 < count;

		if (a[0] == '-' && a[1]) {
			notice(args, a, value ? all[i + 1] : NULL, &language, &forward);
			if (is_joined_output(a))
				args->output = a + 2;
			sort_option(args, all + i, value ? 2 : 1);
			i += value;
		} else if (is_source(a, language)) {
			args->sources[args->nsources++] = i;
			args->is_source[i] = 1;
		}
	}
	if (forward || !args->nsources || (args->goal != INJECT_LINK && args->output && args->nsources > 1))
		args->goal = INJECT_FORWARD;
	if (args->output && (strcmp(args->output, "-") == 0 || starts(args->output, "/dev/")))
		args->goal = INJECT_FORWARD;
	return 0;
}

void inject_args_release(struct inject_args *args)
{
	free(args->front);
	free(args->back);
	free(args->sources);
	free(args->is_source);
	*args = (struct inject_args){ 0 };
}
