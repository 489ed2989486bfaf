#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "harness/build/expand.h"

Test(expand, every_name_is_one_word)
{
	const struct build_names names = { "/it's/t", "/o ut", "/$(c)", "none", "cc" };
	char *text = build_expand("make -C {target} OUT={out} COMMON={common} CC={cc} {policy} {other}", &names);

	cr_assert_str_eq(text, "make -C '/it'\\''s/t' OUT='/o ut' COMMON='/$(c)' CC='cc' 'none' {other}");
	free(text);
}

Test(expand, a_compiler_is_a_command_line)
{
	const struct build_names names = { "/t", "/o", "/c", "none", "/a b/cc" },
				 own = { "/t", "/o", "/c", "none", NULL };
	char *text = build_expand("{cc}", &names);

	cr_assert_str_eq(text, "''\\''/a b/cc'\\'''");
	free(text);
	text = build_expand("{cc}", &own);
	cr_assert(strstr(text, "/kmend cc'"));
	free(text);
}
