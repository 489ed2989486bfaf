/* Figure 3: shares of the undisturbed score by interval, for people and for programs; what is no benchmark is left out. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "fixture.h"

TestSuite(disruption, .init = fixture_open, .fini = fixture_close);

static void has(const char *text, const char *part)
{
	cr_expect(strstr(text, part), "'%s' is not in:\n%s", part, text);
}

/* Columns are padded: runs of blanks become one. */
static void squeeze(char *text)
{
	char *to = text;

	for (char *at = text; *at; at++)
		if (*at != ' ' || to == text || to[-1] != ' ')
			*to++ = *at;
	*to = 0;
}

/* Policy 1 is enhanced. Intervals of 500 us and 8 ms, in an order that is not theirs; execl fails at the shorter one. */
static void campaign(void)
{
	fixture_campaign();
	fixture_measure(1, "recoveries", "500000", 30);
	fixture_measure(1, "failed", "500000", 1);
	fixture_measure(1, "recoveries", "0", 0);
	fixture_measure(1, "failed", "0", 0);
	fixture_measure(1, "recoveries", "8000000", 2);
	fixture_measure(1, "failed", "8000000", 0);
	fixture_measure(1, "disrupted", "0 ub_pipe", 1000000);
	fixture_measure(1, "disrupted", "8000000 ub_pipe", 1000000);
	fixture_measure(1, "disrupted", "500000 ub_pipe", 1250000);
	fixture_measure(1, "disrupted", "0 ub_execl", 1000000);
	fixture_measure(1, "disrupted", "8000000 ub_execl", 4000000);
	fixture_measure(1, "disrupted", "0 init_directory", 50);
	fixture_measure(1, "counter", "ub_pipe.work", 12440);
	fixture_measure(1, "counter", "ub_execl.work", 43);
}

Test(disruption, for_programs)
{
	char *text;

	campaign();
	text = fixture_report("osiris-figure-3", KMEND_FORMAT_CSV);
	has(text, "policy,interval_ns,recoveries,failed,test,ns,score,share\n");
	/* 12,440 loops in a millisecond are a thousand times the reference, whose score is 10. */
	has(text, "\nenhanced,0,0.000000,0.000000,ub_pipe,1000000.000000,10000.000000,1.000000\n");
	has(text, "\nenhanced,500000,30.000000,1.000000,ub_pipe,1250000.000000,8000.000000,0.800000\n");
	has(text, "\nenhanced,8000000,2.000000,0.000000,ub_execl,4000000.000000,2500.000000,0.250000\n");
	has(text, "\nenhanced,500000,30.000000,1.000000,ub_execl,,,\n");
	cr_expect_null(strstr(text, "init_directory"), "it is no benchmark");
	free(text);
}

Test(disruption, for_people)
{
	char *text;

	campaign();
	text = fixture_report("osiris-figure-3", KMEND_FORMAT_MARKDOWN);
	squeeze(text);
	has(text, "| 8 ms | 500 us |");
	cr_expect_null(strstr(text, "pessimistic"), "nothing was measured there");
	has(text, "| enhanced | pipe | 10000.0 | 100.0% | 80.0% |");
	has(text, "| enhanced | execl | 10000.0 | 25.0% | - |");
	has(text, "| enhanced | geomean | - | 50.0% | 80.0% |");
	has(text, "| enhanced | recoveries | - | 2 | 30 |");
	has(text, "| enhanced | failed tests | - | 0 | 1 |");
	free(text);
}

Test(disruption, nothing_measured)
{
	char *text;

	fixture_campaign();
	text = fixture_report("osiris-figure-3", KMEND_FORMAT_TEXT);
	has(text, "that takes a finished campaign with `measure: disruption`");
	free(text);
}
