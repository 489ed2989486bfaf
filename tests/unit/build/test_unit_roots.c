#include <criterion/criterion.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "harness/build/unit_roots.h"

Test(unit_roots, one_a_line_and_without_links)
{
	char base[] = "/tmp/kmend-roots-XXXXXX", dir[64], link[64], resolved[PATH_MAX], want[3 * PATH_MAX];
	const char *folders[] = { "/nowhere/at all", link };
	char *roots;

	cr_assert_not_null(mkdtemp(base));
	snprintf(dir, sizeof(dir), "%s/dir", base);
	snprintf(link, sizeof(link), "%s/link", base);
	cr_assert(mkdir(dir, 0700) == 0 && symlink("dir", link) == 0 && realpath(dir, resolved));
	roots = build_unit_roots(folders, 2);
	snprintf(want, sizeof(want), "/nowhere/at all\n%s\n%s", link, resolved);
	cr_assert_str_eq(roots, want);
	free(roots);
	unlink(link);
	rmdir(dir);
	rmdir(base);
}

Test(unit_roots, none)
{
	char *roots = build_unit_roots(NULL, 0);

	cr_assert_str_eq(roots, "");
	free(roots);
}
