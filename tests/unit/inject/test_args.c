/* Compiler command lines: what the wrapper has to notice. */
#include <criterion/criterion.h>
#include <string.h>

#include "inject/args.h"
#include "inject/settings.h"

static char *words[64];
static struct inject_args args;
static struct inject_settings settings = { .types = 2, .unit_root = "" };

static void look(const char *line)
{
	static char copy[1024];
	int n = 0;

	strcpy(copy, line);
	for (char *w = strtok(copy, " "); w; w = strtok(NULL, " "))
		words[n++] = w;
	inject_args_look(&args, words, n, &settings);
}

Test(args, what_may_be_compiled)
{
	static const char *const compiles[] = { "-c a.c", "a.c b.o -o prog", "-x c odd.name", "-xc odd.name", "-c a.i",
		"-c -", "-c a.cc", "a.bc" };
	static const char *const others[] = { "--version", "a.o b.o -o prog", "-print-search-dirs", "-o", "",
		"-shared x.a" };

	for (size_t i = 0; i < sizeof(compiles) / sizeof(compiles[0]); i++) {
		look(compiles[i]);
		cr_expect(args.compiles, "%s", compiles[i]);
	}
	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++) {
		look(others[i]);
		cr_expect(!args.compiles, "%s", others[i]);
	}
}

Test(args, debug)
{
	look("-c a.c -g0");
	cr_expect(args.debug_off);
	look("-c a.c -gno-column-info -gz");
	cr_expect(!args.debug_off);
	look("-c a.c -g0 -gno-column-info");
	cr_expect(args.debug_off);
	look("-c a.c -g0 -ggdb3");
	cr_expect(!args.debug_off);
	look("-c a.c -ggdb0");
	cr_expect(args.debug_off);
	look("-c a.c -g0 -gsplit-dwarf -gstrict-dwarf -grecord-command-line");
	cr_expect(args.debug_off && args.split_debug);
	look("-c a.c -gsplit-dwarf");
	cr_expect(args.split_debug && !args.debug_on);
	look("-c a.c -g -gsplit-dwarf");
	cr_expect(args.split_debug && args.debug_on);
}

Test(args, link_time_optimisation)
{
	look("-flto=thin -c a.c");
	cr_expect(args.lto && !args.needs_lto);
	look("-flto -fno-lto -c a.c");
	cr_expect(!args.lto);
	look("-flto -fsanitize=undefined,cfi-icall -c a.c");
	cr_expect_str_eq(args.needs_lto, "-fsanitize=undefined,cfi-icall");
	look("-fsanitize=kcfi -c a.c");
	cr_expect_null(args.needs_lto);
}

Test(args, without_passes)
{
	look("-m16 -c a.c");
	cr_expect(args.code16);
	look("-c a.c -Xclang -disable-llvm-passes");
	cr_expect_str_eq(args.skips, "-disable-llvm-passes");
}

/* An option whose value is missing is clang's to complain about. */
Test(args, last_word)
{
	static const char *const lines[] = { "-c a.c -x", "-c a.c -Xclang", "-c a.c -o", "-c a.c -MF",
		"-c a.c --param" };

	for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
		look(lines[i]);
		cr_expect(args.compiles && args.wanted, "%s", lines[i]);
	}
}

Test(args, nothing_is_wanted)
{
	settings.types = 0;
	look("-c a.c");
	cr_expect(!args.wanted);
	settings.recovery = 1;
	look("-c a.c");
	cr_expect(args.wanted);
}
