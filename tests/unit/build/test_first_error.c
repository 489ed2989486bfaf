/* What builds say when they fail, and which line of it a person gets to see. */
#include <criterion/criterion.h>
#include <string.h>

#include "harness/build/first_error.h"

static void says(const char *text, const char *want)
{
	size_t length;
	const char *line = build_first_error(text, strlen(text), &length);

	cr_expect(length == strlen(want) && memcmp(line, want, length) == 0, "got '%.*s', wanted '%s'", (int)length,
		line, want);
}

Test(first_error, compiler)
{
	says("  CC      mm/slab.o\nmm/slab.c:7:3: warning: unused [-Wunused]\n  CC      mm/page.o\n"
	     "../mm/page.c:31:9: error: use of undeclared identifier 'x'\n   31 |         x = 1;\n1 error generated.\n"
	     "make[3]: *** [scripts/Makefile.build:250: mm/page.o] Error 1\nmake[2]: *** Waiting for unfinished "
	     "jobs....\n"
	     "../mm/slab.c:8:1: error: later\nmake: *** [Makefile:238: __sub-make] Error 2\n",
		"../mm/page.c:31:9: error: use of undeclared identifier 'x'");
	says("a.c:1:10: fatal error: 'no.h' file not found\n", "a.c:1:10: fatal error: 'no.h' file not found");
	says("clang: error: unknown argument: '-fno'\n", "clang: error: unknown argument: '-fno'");
}

Test(first_error, not_what_is_quoted)
{
	says("a.c:3:2: warning: format\n    3 |         printf(\"x: error: %d\");\n  cc -DM=\"a: error: b\" a.c\n"
	     "  CC error.o\nld.lld-19: error: undefined symbol: f\n>>> referenced by a.c:3\nmake: *** [Makefile:3: k] "
	     "Error 1\n",
		"ld.lld-19: error: undefined symbol: f");
}

Test(first_error, make_itself)
{
	says("  CC a.o\nmake[1]: *** No rule to make target 'b.c', needed by 'b.o'.  Stop.\n"
	     "make: *** [Makefile:2: all] Error 2\n",
		"make[1]: *** No rule to make target 'b.c', needed by 'b.o'.  Stop.");
	says("Makefile:3: *** missing separator.  Stop.\n", "Makefile:3: *** missing separator.  Stop.");
	says("/bin/sh: 1: bison: not found\nmake[1]: *** [scripts/Makefile.host:17: x] Error 127\n"
	     "make[1]: *** Waiting for unfinished jobs....\n  LEX y\nmake: *** [Makefile:2: all] Error 2\n",
		"/bin/sh: 1: bison: not found");
}

Test(first_error, scripts)
{
	says("unpacking\nerror: x is missing: install y\nbye\n", "error: x is missing: install y");
	says("one\ntwo\n\n  \n", "two");
	says("no newline", "no newline");
	says("", "");
	says("\n\n", "");
}
