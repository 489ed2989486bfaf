/* Progress: what is counted, and that a pipe gets whole lines without control characters. */
#include <criterion/criterion.h>
#include <criterion/redirect.h>
#include <string.h>

#include "harness/campaign/progress.h"

Test(progress, counts_and_prints_lines, .init = cr_redirect_stderr)
{
	struct progress progress = { .planned = 10, .done = 4, .outcomes = { [KMEND_OUTCOME_PASS] = 4 } };
	char text[2000];
	size_t size;
	FILE *out;

	progress_start(&progress);
	progress_step(&progress, KMEND_OUTCOME_CRASH);
	progress_step(&progress, KMEND_OUTCOME_PASS);
	progress_end(&progress);
	cr_expect_eq(progress.done, 6);
	cr_expect_eq(progress.here, 2);
	fflush(stderr);
	out = cr_get_redirected_stderr();
	size = fread(text, 1, sizeof text - 1, out);
	text[size] = 0;
	cr_expect_neq(strstr(text, "kmend: 4/10 experiments: pass 4\n"), NULL, "%s", text);
	cr_expect_neq(strstr(text, "kmend: 6/10 experiments"), NULL, "%s", text);
	cr_expect_neq(strstr(text, "pass 5 crash 1\n"), NULL, "%s", text);
	cr_expect_null(strchr(text, '\r'));
	cr_expect_null(strchr(text, '\033'));
}
