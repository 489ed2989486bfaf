/* Response files. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "inject/response.h"

static char name[64];

static char *file(const char *text)
{
	static char argument[80];
	FILE *f;

	snprintf(name, sizeof(name), "/tmp/kmend-response-XXXXXX");
	f = fdopen(mkstemp(name), "w");
	fputs(text, f);
	fclose(f);
	snprintf(argument, sizeof(argument), "@%s", name);
	return argument;
}

Test(response, quotes)
{
	char *in[] = { "-c", file("-O2  \"-DX=a b\"\n'-DY=\\n' -DZ=\\\"q\\\"\n"), "last" };
	char **out;
	int n = inject_response_expand(&out, in, 3);

	unlink(name);
	cr_assert_eq(n, 6);
	cr_expect_str_eq(out[1], "-O2");
	cr_expect_str_eq(out[2], "-DX=a b");
	cr_expect_str_eq(out[3], "-DY=\\n");
	cr_expect_str_eq(out[4], "-DZ=\"q\"");
	cr_expect_str_eq(out[5], "last");
	cr_expect_null(out[6]);
}

Test(response, missing_file_stays)
{
	char *in[] = { "@/no/such/file" };
	char **out;

	cr_assert_eq(inject_response_expand(&out, in, 1), 1);
	cr_expect_str_eq(out[0], "@/no/such/file");
}

Test(response, no_arguments)
{
	char **out = NULL;

	cr_assert_eq(inject_response_expand(&out, NULL, 0), 0);
}

Test(response, file_that_names_itself)
{
	char *in[] = { file("x") };
	char **out;
	FILE *f = fopen(name, "w");

	fprintf(f, "%s -c\n", in[0]);
	fclose(f);
	cr_assert_gt(inject_response_expand(&out, in, 1), 0);
	unlink(name);
}
