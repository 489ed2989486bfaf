/*
 * Looks for a few options. It does not have to know which options take a value: a value that looks like one of these
 * words costs at most a message or a line table, never a wrong file.
 */
#include "inject/args.h"

#include <stdlib.h>
#include <string.h>

#include "inject/names.h"
#include "inject/settings.h"
#include "inject/units.h"
#include "recovery-rt/include/kmend/abi.h"

static int starts(const char *text, const char *with)
{
	return strncmp(text, with, strlen(with)) == 0;
}

static int is_source(const char *word)
{
	static const char *const endings[] = { ".c", ".i", ".cc", ".cp", ".cpp", ".cxx", ".c++", ".C", ".CPP", ".ii",
		".m", ".mm", ".mi", ".ll", ".bc", ".s", ".S", ".sx" };
	const char *dot = strrchr(word, '.');

	for (size_t i = 0; dot && i < sizeof(endings) / sizeof(endings[0]); i++)
		if (strcmp(dot, endings[i]) == 0)
			return 1;
	return starts(word, "-x") || strcmp(word, "-") == 0;
}

/* 1: WORD may name a unit that is to be instrumented. */
static int is_wanted(const char *word, const struct inject_settings *settings)
{
	char *unit;
	int wanted;

	if (settings->recovery != KMEND_RUNTIME_NONE || (settings->types && !settings->units))
		return 1;
	if (!settings->types)
		return 0;
	unit = inject_name_clean(settings->unit_root, NULL, word);
	wanted = !unit || inject_units_component(settings->units, unit);
	free(unit);
	return wanted;
}

/* Link-time checks that clang refuses without -flto. -fsanitize=kcfi works in the compiler and is not one of them. */
static int needs_lto(const char *word)
{
	static const char sanitize[] = "-fsanitize=";

	if (starts(word, sanitize))
		return starts(word + strlen(sanitize), "cfi") || strstr(word, ",cfi");
	return strcmp(word, "-fwhole-program-vtables") == 0 || strcmp(word, "-fvirtual-function-elimination") == 0;
}

/*
 * The last of these options decides whether there is debug information. The others that start with -g (-gsplit-dwarf, -gz, -gno-...)
 * only say how it looks: after -g0 there is still none, and without the passes' own line table there would be no sites.
 */
static void look_at_debug(struct inject_args *args, const char *word)
{
	static const char *const on[] = { "-g1", "-g2", "-g3", "-gmlt", "-ggdb", "-glldb", "-gsce", "-gdwarf",
		"-gline-", "-ginline-", "-gfull", "-gused", "-gmodules" };

	if (strcmp(word, "-g0") == 0 || strcmp(word, "-ggdb0") == 0) {
		args->debug_off = 1;
		args->debug_on = 0;
		return;
	}
	if (starts(word, "-gsplit-dwarf"))
		args->split_debug = 1;
	else if (strcmp(word, "-gno-split-dwarf") == 0)
		args->split_debug = 0;
	args->debug_on |= strcmp(word, "-g") == 0;
	for (size_t i = 0; i < sizeof(on) / sizeof(on[0]); i++)
		args->debug_on |= starts(word, on[i]);
	args->debug_off &= !args->debug_on;
}

static void look_at_option(struct inject_args *args, const char *word)
{
	look_at_debug(args, word);
	if (strcmp(word, "-flto") == 0 || starts(word, "-flto="))
		args->lto = 1;
	else if (strcmp(word, "-fno-lto") == 0)
		args->lto = 0;
	else if (strcmp(word, "-emit-llvm") == 0)
		args->emits_llvm = 1;
	else if (strcmp(word, "-m16") == 0)
		args->code16 = 1;
	else if (strcmp(word, "-disable-llvm-passes") == 0 || strcmp(word, "-disable-llvm-optzns") == 0)
		args->skips = word;
	else if (needs_lto(word))
		args->needs_lto = word;
}

void inject_args_look(struct inject_args *args, char *const *words, int count, const struct inject_settings *settings)
{
	*args = (struct inject_args){ 0 };
	for (int i = 0; i < count; i++) {
		args->compiles |= is_source(words[i]);
		if (words[i][0] == '-' && words[i][1])
			look_at_option(args, words[i]);
		else
			args->wanted |= is_wanted(words[i], settings);
	}
}
