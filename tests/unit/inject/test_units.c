/* The list of units: who gets sites, in which component, and what is left out. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "inject/units.h"

static struct inject_units *units_of(const char *text)
{
	char path[] = "/tmp/kmend-units-XXXXXX";
	struct inject_units *units;
	int fd = mkstemp(path);
	int failed;

	cr_assert(fd >= 0);
	cr_assert(write(fd, text, strlen(text)) == (ssize_t)strlen(text));
	close(fd);
	failed = inject_units_read(&units, path);
	unlink(path);
	return failed ? NULL : units;
}

Test(units, components_by_the_last_line_that_matches)
{
	struct inject_units *units = units_of("# a comment\n\nfs fs/*\next2 fs/ext2/*   the deeper line\n");

	cr_assert_not_null(units);
	cr_assert_str_eq(inject_units_component(units, "fs/namei.c"), "fs");
	cr_assert_str_eq(inject_units_component(units, "fs/ext2/inode.c"), "ext2");
	cr_assert_null(inject_units_component(units, "mm/slub.c"));
	inject_units_free(units);
}

Test(units, what_is_left_out)
{
	struct inject_units *units = units_of("- fs/dcache.c why\nfs fs/*\n- fs/*:early_* why\n- .init.* why\n");

	cr_assert_not_null(units);
	cr_assert_null(inject_units_component(units, "fs/dcache.c"));
	cr_assert(inject_units_excludes(units, "fs/namei.c", "early_lookup", NULL));
	cr_assert(!inject_units_excludes(units, "fs/namei.c", "lookup", NULL));
	cr_assert(!inject_units_excludes(units, "mm/slub.c", "early_lookup", ".text"));
	cr_assert(inject_units_excludes(units, "mm/slub.c", "setup", ".init.text"));
	inject_units_free(units);
}

Test(units, lines_that_are_refused)
{
	cr_assert_null(units_of("fs\n"));
	cr_assert_null(units_of("a-name-with-dashes fs/*\n"));
	cr_assert_null(units_of("a_name_that_is_too_long fs/*\n"));
}

Test(units, a_list_that_does_not_exist)
{
	struct inject_units *units;

	cr_assert_eq(inject_units_read(&units, "/nonexistent/list"), -1);
	cr_assert_null(units);
}
