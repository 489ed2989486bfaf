/* Compiler command lines: what is a source, what is asked for, which run gets which option. */
#include <criterion/criterion.h>
#include <string.h>

#include "inject/args.h"

static char *words[64];
static struct inject_args args;

static void read_line(const char *line)
{
	static char copy[1024];
	int n = 0;

	strcpy(copy, line);
	for (char *w = strtok(copy, " "); w; w = strtok(NULL, " "))
		words[n++] = w;
	cr_assert_eq(inject_args_read(&args, words, n), 0);
}

static int has(char **list, int n, const char *word)
{
	for (int i = 0; i < n; i++)
		if (strcmp(list[i], word) == 0)
			return 1;
	return 0;
}

#define FRONT(word) has(args.front, args.nfront, word)
#define BACK(word) has(args.back, args.nback, word)

Test(args, compile)
{
	read_line("-Wall -Iinclude -D A=1 -include x.h -O2 -mcmodel=kernel -ffreestanding -g -c pm.c -o pm.o");
	cr_expect_eq(args.goal, INJECT_OBJECT);
	cr_expect_eq(args.nsources, 1);
	cr_expect_str_eq(args.output, "pm.o");
	cr_expect(args.has_debug);
	cr_expect(FRONT("-Iinclude") && FRONT("A=1") && FRONT("x.h") && FRONT("-Wall") && FRONT("-O2"));
	cr_expect(BACK("-O2") && BACK("-mcmodel=kernel") && BACK("-ffreestanding") && BACK("-g"));
	cr_expect(!BACK("-Iinclude") && !BACK("A=1") && !BACK("x.h") && !BACK("-Wall") && !BACK("-c"));
}

Test(args, values_are_not_inputs)
{
	read_line("-c -MF x.c -MT y.c -isystem z.c -Xclang w.c -target t.c real.c -o o.c");
	cr_expect_eq(args.nsources, 1);
	cr_expect_str_eq(words[args.sources[0]], "real.c");
	cr_expect_str_eq(args.output, "o.c");
}

Test(args, joined_output)
{
	read_line("-opm.o -c pm.c");
	cr_expect_str_eq(args.output, "pm.o");
	cr_expect(!FRONT("-opm.o"));
}

Test(args, goals)
{
	read_line("-S a.c");
	cr_expect_eq(args.goal, INJECT_ASSEMBLY);
	read_line("-c -S a.c");
	cr_expect_eq(args.goal, INJECT_ASSEMBLY);
	read_line("a.c b.c -o prog -lm");
	cr_expect_eq(args.goal, INJECT_LINK);
	cr_expect_eq(args.nsources, 2);
	read_line("-c a.c b.c");
	cr_expect_eq(args.goal, INJECT_OBJECT);
	cr_expect_eq(args.nsources, 2);
}

Test(args, forwarded)
{
	static const char *const lines[] = { "--version", "-v", "-print-search-dirs", "-dumpmachine", "-E a.c",
		"-M a.c", "-MM a.c", "-c a.S -o a.o", "a.o b.o -o prog", "-x c - -c -o /dev/null",
		"-x c /dev/null -c -o t", "-c a.c -o -", "-c a.c -o /dev/null", "-### -c a.c", "-fsyntax-only a.c",
		"-c a.c b.c -o one.o", "-m16 -c a.c -o a.o", "-x assembler-with-cpp -c a.c", "-c a.cc", "-S - -o -" };

	for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
		read_line(lines[i]);
		cr_expect_eq(args.goal, INJECT_FORWARD, "%s", lines[i]);
	}
}

Test(args, language)
{
	read_line("-x c odd.name -c -o x.o");
	cr_expect_eq(args.nsources, 1);
	read_line("-xc odd.name -x none other.name -c");
	cr_expect_eq(args.nsources, 1);
	read_line("-c a.i");
	cr_expect_eq(args.nsources, 1);
}

Test(args, dependencies)
{
	read_line("-MD -c a.c");
	cr_expect(args.wants_deps && !args.deps_file_named && !args.deps_target_named);
	read_line("-MMD -MF a.d -MT a.o -c a.c");
	cr_expect(args.wants_deps && args.deps_file_named && args.deps_target_named);
	read_line("-Wp,-MMD,.a.o.d -c a.c");
	cr_expect(args.wants_deps && args.deps_file_named && !args.deps_target_named);
	cr_expect(!BACK("-Wp,-MMD,.a.o.d"));
}

Test(args, debug)
{
	read_line("-c a.c -g0");
	cr_expect(!args.has_debug && args.debug_off);
	read_line("-c a.c -gno-column-info");
	cr_expect(!args.has_debug && !args.debug_off);
	read_line("-c a.c -g0 -ggdb3");
	cr_expect(args.has_debug && !args.debug_off);
}

Test(args, dropped)
{
	read_line("-flto=thin -save-temps -pipe -c a.c");
	cr_expect(!FRONT("-flto=thin") && !FRONT("-save-temps") && !BACK("-pipe"));
}
