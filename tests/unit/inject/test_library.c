/* The lists of functions that allocate and release. */
#include <criterion/criterion.h>
#include <criterion/redirect.h>
#include <stdio.h>
#include <string.h>

#include "inject/library.h"

static struct inject_library library;

Test(library, malloc_and_free_are_known)
{
	cr_assert_eq(inject_library_read(&library, "", ""), 0);
	cr_expect_eq(inject_library_allocates(&library, "malloc"), 0);
	cr_expect_eq(inject_library_allocates(&library, "free"), -1);
	cr_expect(inject_library_releases(&library, "free"));
	cr_expect_not(inject_library_releases(&library, "malloc"));
	cr_expect_not(inject_library_releases(&library, "kfree"));
}

Test(library, the_kernels_own)
{
	cr_assert_eq(inject_library_read(&library, "kmalloc:0, get:3,malloc:1", "kfree,put"), 0);
	cr_expect_eq(inject_library_allocates(&library, "kmalloc"), 0);
	cr_expect_eq(inject_library_allocates(&library, "get"), 3);
	cr_expect_eq(inject_library_allocates(&library, "malloc"), 1, "what the kernel says counts");
	cr_expect(inject_library_releases(&library, "put") && inject_library_releases(&library, "kfree"));
}

Test(library, what_is_wrong_is_said, .init = cr_redirect_stderr)
{
	static const char *const bad[] = { "get", "get:", ":0", "get:x", "get:16", "get:-1", "1get:0", "get:0,get:1",
		"ge-t:0", "get:0:1" };
	char many[8 * (INJECT_MAX_LIBRARY + 2)] = "", name[300];

	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		cr_expect_eq(inject_library_read(&library, bad[i], ""), -1, "%s", bad[i]);
	cr_expect_eq(inject_library_read(&library, "", "put:0"), -1);
	cr_expect_eq(inject_library_read(&library, "get:0", "get"), -1, "one cannot do both");
	for (unsigned i = 0; i <= INJECT_MAX_LIBRARY; i++)
		snprintf(many + strlen(many), 8, "f%u,", i);
	cr_expect_eq(inject_library_read(&library, "", many), -1);
	memset(name, 'n', sizeof(name) - 1);
	name[sizeof(name) - 1] = 0;
	cr_expect_eq(inject_library_read(&library, "", name), -1);
}
