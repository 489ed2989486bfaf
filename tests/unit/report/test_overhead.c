/* A campaign that measures: its tables, those of the paper on performance and memory, and what has nothing to say about it. */
#include <criterion/criterion.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "fixture.h"
#include "harness/base/error.h"
#include "harness/base/measure.h"

TestSuite(overhead, .init = fixture_open, .fini = fixture_close);

static void has(const char *text, const char *part)
{
	cr_expect(strstr(text, part), "'%s' is not in:\n%s", part, text);
}

/* Policy 1 is enhanced, 2 none, 3 pessimistic. */
static void campaign(void)
{
	fixture_campaign();
	fixture_measure(2, "instructions", "", 1000);
	fixture_measure(1, "instructions", "", 1250);
	fixture_measure(3, "instructions", "", 1100);
	for (int64_t policy = 1; policy <= 3; policy++) {
		fixture_measure(policy, "time", "", policy == 2 ? 8000 : 10000);
		fixture_measure(policy, "time", "ub_pipe", policy == 2 ? 100 : policy == 1 ? 200 : 100);
		fixture_measure(policy, "time", "ub_whetstone_double", policy == 2 ? 100 : policy == 1 ? 50 : 100);
		fixture_measure(policy, "counter", "ub_pipe.work", 1000);
		fixture_measure(policy, "time", "t_fork", policy == 1 ? 700 : 500);
		fixture_measure(policy, "time", "t_exec", 500);
		fixture_measure(policy, "instructions", "ub_pipe", 12500);
		fixture_measure(policy, "program", "pm", 40960);
		fixture_measure(policy, "private", "pm", 20480);
		fixture_measure(policy, "runtime", "pm", 8192);
		fixture_measure(policy, "counter", "pm.log-high", 1024);
	}
	fixture_measure(1, "program", "vm", 4096); /* of which no log is known */
	fixture_measure(1, "private", "vm", 4096);
	fixture_measure(1, "runtime", "vm", 4096);
	fixture_measure(1, "of a later kmend", "", 7);
}

Test(overhead, table)
{
	char *text;

	campaign();
	text = fixture_report("overhead", KMEND_FORMAT_TEXT);
	has(text, "instructions                 1000        1.100     1.250\n");
	has(text, "time, ns                     8000        1.250     1.250\n");
	has(text, "ub_pipe                       100        1.000     2.000\n");
	has(text, "geometric mean of the tests     -        1.000     1.088\n");
	free(text);
	text = fixture_report("overhead", KMEND_FORMAT_CSV);
	has(text, "policy,kind,subject,value,ratio\nnone,instructions,,1000,1.000000\n");
	has(text, "\nenhanced,time,ub_whetstone_double,50,0.500000\n");
	has(text, "\nenhanced,counter,pm.log-high,1024,1.000000\n");
	cr_expect_null(strstr(text, "later"));
	free(text);
}

Test(overhead, whole_report)
{
	char *text;
	json_t *root;

	campaign();
	text = fixture_report(NULL, KMEND_FORMAT_TEXT);
	has(text, "What recovery costs without a fault\n");
	cr_expect_null(strstr(text, "Survivability"), "nothing was broken:\n%s", text);
	cr_expect_null(strstr(text, "planned"), "nothing was planned:\n%s", text);
	free(text);
	text = fixture_report(NULL, KMEND_FORMAT_JSON);
	root = json_loads(text, 0, NULL);
	cr_assert_not_null(root);
	cr_expect_eq(json_array_size(json_object_get(root, "measures")), 3 * 12 + 3);
	json_decref(root);
	free(text);
	cr_expect_eq(kmend_report_plots(fixture_store, fixture_dir, NULL), 0, "%s", kmend_error_text());
}

Test(overhead, slowdown_as_in_the_paper)
{
	char *text;

	campaign();
	text = fixture_report("osiris-5", KMEND_FORMAT_CSV);
	has(text, "\npipe,paper,1.158000,1.158000,1.169000,\npipe,unit,,1.000000,2.000000,\n");
	has(text, "\nwhetstone-double,unit,,1.000000,0.500000,\n");
	has(text, "\nspawn,unit,,,,\n");
	has(text, "\ngeomean,unit,,1.000000,1.000000,\ngeomean,our aim,,,1.030000,\n");
	has(text, "\n\"workload, instructions\",unit,,1.100000,1.250000,\n");
	has(text, "\n\"test suite, time\",unit,,1.000000,1.200000,\n\"test suite, time\",our aim,,,1.100000,\n");
	free(text);
	/* Without the paper's optimisation: its column has what `enhanced` takes then. */
	cr_assert_eq(kmend_store_meta_set(fixture_store, "log", "always"), 0);
	text = fixture_report("osiris-5", KMEND_FORMAT_CSV);
	has(text, "\npipe,unit,2.000000,1.000000,2.000000,\n");
	has(text, "\ngeomean,unit,1.000000,1.000000,1.000000,\n");
	has(text, "\n\"workload, instructions\",unit,1.250000,1.100000,1.250000,\n");
	free(text);
	text = fixture_report("osiris-4", KMEND_FORMAT_CSV);
	has(text, "\npipe,\"paper, scores\",1143.300000,65.200000,17.53");
	has(text,
		"\npipe,\"ours, scores\",,8038585.209003,\npipe,\"ours, ms\",,0.000100,\npipe,\"ours, 1000 "
	        "instructions\",,12.500000,\n");
	has(text, "\nwhetstone-double,\"ours, scores\",,,\n");
	free(text);
}

/* Work per second over the reference machine, times 10: 1000 loops in 100 ns are 1e10 a second, and its figure is 12440. */
Test(overhead, scores)
{
	char *text;

	campaign();
	text = fixture_report("unixbench", KMEND_FORMAT_CSV);
	has(text, "benchmark,source,none,pessimistic,enhanced\n");
	has(text, "\npipe,\"paper, Linux\",1143.300000,,\npipe,\"paper, baseline\",65.200000,,\n");
	has(text, "\npipe,unit,8038585.209003,8038585.209003,4019292.604502\n");
	has(text, "\nwhetstone-double,unit,,,\n");
	has(text, "\ngeomean,unit,8038585.209003,8038585.209003,4019292.604502\n");
	free(text);
	text = fixture_report("unixbench", KMEND_FORMAT_TEXT);
	has(text, "8038585.2");
	free(text);
}

Test(overhead, memory_as_in_the_paper)
{
	char *text;

	campaign();
	text = fixture_report("osiris-6", KMEND_FORMAT_CSV);
	has(text, "\npm,paper,628.000000,944.000000,1.000000,945.000000,2.50");
	has(text, "\npm,\"unit, enhanced\",40.000000,28.000000,8.000000,36.000000,1.900000,1.000000\n");
	has(text, "\ntotal,\"unit, pessimistic\",40.000000,28.000000,8.000000,36.000000,1.900000,1.000000\n");
	has(text, "\nvm,\"unit, enhanced\",4.000000,8.000000,4.000000,12.000000,4.000000,\n");
	cr_expect_null(strstr(text, "unit, none"), "it has no log");
	cr_expect_null(strstr(text, "\nvfs,\"unit"), "nothing was measured of it");
	free(text);
}

Test(overhead, nothing_measured)
{
	char *text;

	fixture_campaign();
	fixture_result(fixture_site("pm"), KMEND_OUTCOME_PASS, "completed", 0, 0);
	text = fixture_report("overhead", KMEND_FORMAT_TEXT);
	has(text, "Nothing was measured: that takes a campaign with `measure: overhead`.");
	free(text);
	text = fixture_report("osiris-6", KMEND_FORMAT_TEXT);
	has(text, "unit measured nothing: that takes a campaign with `measure: overhead`.");
	free(text);
}
