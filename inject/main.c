/*
 * kmend-cc: a C compiler that leaves fault sites and recovery instrumentation in what it compiles. It becomes clang, with
 * the passes (plugin.cpp) as a plugin: one run of the compiler, so whatever clang can do, and every file that it writes
 * beside the object, is as always.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "inject/args.h"
#include "inject/names.h"
#include "inject/response.h"
#include "inject/settings.h"
#include "inject/summary.h"

enum { OWN_WORDS = 12 }; /* at most, that are added to a command line */

/* The compiler and ARGUMENTS with what the wrapper adds: first, so that later options overrule it. */
struct command {
	char **words;
	int count;
};

static void add(struct command *command, const char *word)
{
	command->words[command->count++] = (char *)word;
}

/* The plugin stands beside this program. NULL: cannot be found out. */
static char *plugin_option(void)
{
	char path[4096], *option = NULL;
	ssize_t n = readlink("/proc/self/exe", path, sizeof(path));
	const char *slash = n > 0 && n < (ssize_t)sizeof(path) ? memrchr(path, '/', (size_t)n) : NULL;

	if (slash && asprintf(&option, "-fpass-plugin=%.*s/kmend-passes.so", (int)(slash - path), path) < 0)
		return NULL;
	return option;
}

/* Nobody is told that these are not used where nothing is compiled. */
static int add_passes(struct command *command, const struct inject_args *args)
{
	char *option = plugin_option();

	if (!option)
		return -1;
	add(command, "--start-no-unused-arguments");
	add(command, "-gline-tables-only"); /* sites have lines */
	add(command, option);
	if (args->debug_off) {
		add(command, "-Xclang");
		add(command, "-debug-info-kind=line-tables-only");
	}
	add(command, "--end-no-unused-arguments");
	return args->debug_off ? setenv("KMEND_STRIP_DEBUG", "1", 1) : unsetenv("KMEND_STRIP_DEBUG");
}

/* The person's words, then what has to come after them, but before what "--" ends. */
static void add_words(struct command *command, char *const *words, int count, const struct inject_args *args)
{
	int own = args == NULL;

	for (int i = 0; i <= count; i++) {
		if (!own && (i == count || strcmp(words[i], "--") == 0)) {
			own = 1;
			if (args->lto && !args->emits_llvm)
				add(command, "-fno-lto");
			if (args->split_debug && !args->debug_on) /* no file that clang would not write */
				add(command, "-gno-split-dwarf");
		}
		if (i < count)
			add(command, words[i]);
	}
}

/* 0: the passes can do their work for this command line. */
static int check(const struct inject_args *args)
{
	if (args->skips) {
		fprintf(stderr, "kmend-cc: %s: without the optimiser's passes nothing can be instrumented\n",
			args->skips);
		return -1;
	}
	if (args->lto && args->needs_lto) {
		fprintf(stderr,
			"kmend-cc: %s needs -flto, and kmend-cc makes native objects only: build without it "
			"(for checks of indirect calls: -fsanitize=kcfi)\n",
			args->needs_lto);
		return -1;
	}
	return 0;
}

static int is_assembler(const char *word)
{
	const char *dot = word[0] == '-' ? NULL : strrchr(word, '.');

	return dot && (strcmp(dot, ".s") == 0 || strcmp(dot, ".S") == 0 || strcmp(dot, ".sx") == 0);
}

/* Assembler sources never come to the passes: they are counted here. */
static int count_assembler(const struct inject_settings *settings, char *const *words, int count)
{
	for (int i = 0; i < count; i++) {
		char *unit = is_assembler(words[i]) ? inject_name_clean(settings->unit_root, NULL, words[i]) : NULL;
		int failed = unit && inject_summary_add(settings, "plain", "assembler", unit) < 0;

		free(unit);
		if (failed)
			return -1;
	}
	return 0;
}

int main(int argc, char **argv)
{
	struct inject_settings settings;
	struct inject_args args;
	struct command command;
	char **seen;
	int count, instrument;

	if (inject_settings_read(&settings))
		return 1;
	count = inject_response_expand(&seen, argv + 1, argc - 1);
	command = (struct command){ calloc((size_t)argc + OWN_WORDS, sizeof(char *)), 0 };
	if (count < 0 || !command.words) {
		fprintf(stderr, "kmend-cc: out of memory\n");
		return 1;
	}
	inject_args_look(&args, seen, count, &settings);
	instrument = args.compiles && args.wanted && !args.code16;
	if (instrument && check(&args))
		return 1;
	if (settings.types && count_assembler(&settings, seen, count))
		return 1;
	add(&command, settings.clang);
	if (instrument && add_passes(&command, &args)) {
		fprintf(stderr, "kmend-cc: cannot find kmend-passes.so: %s\n", strerror(errno));
		return 1;
	}
	add_words(&command, argv + 1, argc - 1, instrument ? &args : NULL);
	execvp(command.words[0], command.words);
	fprintf(stderr, "kmend-cc: cannot run %s: %s\n", settings.clang, strerror(errno));
	return errno == ENOENT ? 127 : 126;
}
