/* What became of the units of a build, read beside its image. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "harness/base/file.h"
#include "harness/build/out.h"
#include "harness/build/units.h"

static char dir[] = "/tmp/kmend-units-XXXXXX";
static struct kmend_target target = { .dir = "/target" };
static char *image;

static void start(void)
{
	cr_assert_not_null(mkdtemp(dir));
	target.settings.image = "sub/kernel.elf";
	image = kmend_format("%s/sub/kernel.elf", dir);
}

static void end(void)
{
	kmend_tree_remove(dir);
	free(image);
}

TestSuite(units, .init = start, .fini = end);

static void write_file(const char *name, const char *text)
{
	char *path = kmend_format("%s/%s", dir, name);
	FILE *file = fopen(path, "w");

	cr_assert(file && fputs(text, file) >= 0 && fclose(file) == 0);
	free(path);
}

static void says(const char *want)
{
	char *text = kmend_build_units(&target, image);

	cr_expect_str_eq(text, want);
	free(text);
}

Test(units, by_language)
{
	says("");
	write_file(BUILD_UNITS_FILE,
		"instrumented C a.c\nplain assembler boot.S\ninstrumented C++ b.cpp\n"
		"instrumented C c.c\nplain other d.m\nnonsense\n\ninstrumented Cobol e\n");
	says("2 in C, 1 in C++; without sites: 1 in assembler, 1 in other languages");
	write_file(BUILD_UNITS_FILE, "plain assembler boot.S\n");
	says("without sites: 1 in assembler");
}

Test(units, roots)
{
	char *roots = kmend_build_roots(&target, image);

	cr_expect_str_eq(roots, "/target");
	free(roots);
	write_file(BUILD_ROOTS_FILE, "/target\n/out");
	roots = kmend_build_roots(&target, image);
	cr_expect_str_eq(roots, "/target\n/out");
	free(roots);
}
