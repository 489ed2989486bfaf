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

Test(first_error, gnu_ld)
{
	says("ld: k.o: in function `f':\nk.c:(.text+0x17): undefined reference to `__kmend_block'\nk.c:(.text+0x2): "
	     "undefined "
	     "reference to `g'\ncollect2: error: ld returned 1 exit status\nmake: *** [Makefile:3: k] Error 1\n",
		"k.c:(.text+0x17): undefined reference to `__kmend_block'");
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

Test(first_error, assertion)
{
	const char *want = "mkfs: mkfs.c:73: main: Assertion `(BSIZE % sizeof(struct dinode)) == 0' failed.";

	says("cc -o mkfs mkfs.c\n./mkfs fs.img README\nmkfs: mkfs.c:73: main: Assertion `(BSIZE % sizeof(struct "
	     "dinode)) == 0' "
	     "failed.\nmake: *** [Makefile:180: fs.img] Aborted (core dumped)\n",
		want);
	says("mkfs: mkfs.c:73: main: Assertion `(BSIZE % sizeof(struct dinode)) == 0' failed.\nAborted\n"
	     "make: *** [Makefile:180: fs.img] Error 134\nmake: *** No rule to make target 'x'.\n",
		want);
	says("checking\nsizes differ\nAborted (core dumped)\nmake: *** [Makefile:1: all] Aborted\n", "sizes differ");
}

Test(first_error, disk_full)
{
	says("  CC a.o\ncp: error writing 'b': No space left on device\nmake: *** [Makefile:1: all] Error 1\n",
		"cp: error writing 'b': No space left on device");
}
