/* Every broken campaign is one line with file and line number. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "harness/base/error.h"
#include "harness/config/campaign.h"
#include "kmend/abi.h"

#define GOOD                           \
	"name: x\n"                    \
	"target: multiserver\n"        \
	"policies: [none, enhanced]\n" \
	"fault_model: fail-stop\n"

static char path[64];

static int load(struct kmend_campaign **campaign, const char *text)
{
	snprintf(path, sizeof(path), "/tmp/kmend-campaign-XXXXXX");
	int fd = mkstemp(path);
	cr_assert(fd >= 0);
	FILE *file = fdopen(fd, "w");
	fputs(text, file);
	fclose(file);
	int result = kmend_campaign_load(campaign, path);
	unlink(path);
	return result;
}

static void refuse(const char *text, const char *want)
{
	struct kmend_campaign *campaign;
	cr_assert_eq(load(&campaign, text), -1, "was taken: %s", text);
	cr_assert_null(campaign);
	cr_assert(strstr(kmend_error_text(), want), "got '%s', wanted '%s'", kmend_error_text(), want);
	cr_assert(strncmp(kmend_error_text(), path, strlen(path)) == 0, "no file name in '%s'", kmend_error_text());
}

Test(campaign, defaults)
{
	struct kmend_campaign *campaign;
	cr_assert_eq(load(&campaign, GOOD), 0, "%s", kmend_error_text());
	cr_assert_eq(campaign->repeats, 1);
	cr_assert_eq(campaign->golden_runs, 3);
	cr_assert_eq(campaign->select, KMEND_SELECT_ALL);
	cr_assert_eq(campaign->policies_count, 2);
	cr_assert_not(campaign->oracle);
	cr_assert_str_eq(campaign->type_list, "fail-stop");
	cr_assert_eq(campaign->rule.kind, KMEND_ACTIVATION_PERSISTENT);
	cr_assert_eq(campaign->boot, KMEND_BOOT_INCLUDE);
	cr_assert_str_eq(campaign->detector_list, "");
	kmend_campaign_free(campaign);
}

Test(campaign, one_that_measures)
{
	struct kmend_campaign *campaign;

	cr_assert_eq(load(&campaign, "name: x\ntarget: y\npolicies: [none]\nmeasure: overhead\nworkload: [t_*]\n"), 0,
		"%s", kmend_error_text());
	cr_assert_eq(campaign->measure, KMEND_PURPOSE_OVERHEAD);
	cr_assert_str_eq(campaign->fault_model, "none");
	cr_assert_str_eq(campaign->type_list, "");
	kmend_campaign_free(campaign);
	cr_assert_eq(load(&campaign, GOOD "measure: faults\n"), 0, "%s", kmend_error_text());
	cr_assert_eq(campaign->measure, KMEND_PURPOSE_FAULTS);
	kmend_campaign_free(campaign);
	refuse(GOOD "measure: overhead\n", ":4: fault_model: nothing is broken with `measure: overhead`");
	refuse("name: x\ntarget: y\npolicies: [none]\nmeasure: overhead\nboot: include\n",
		":5: boot: nothing is broken");
	refuse(GOOD "measure: time\n", ":5: ");
}

Test(campaign, levels_to_measure_with)
{
	struct kmend_campaign *campaign;

	cr_assert_eq(load(&campaign, "name: x\ntarget: y\npolicies: [akeso]\nmeasure: overhead\nlog: counted\n"), 0,
		"%s", kmend_error_text());
	cr_assert_str_eq(kmend_campaign_log(campaign), "counted");
	kmend_campaign_free(campaign);
	refuse(GOOD "log: stores\n", ":5: log: 'stores' is only there to measure with");
	refuse(GOOD "log: all\n", ":5: ");
}

#define DISRUPTION "measure: disruption\nactivation: interval 8ms\nsites: [a:*, b:*]\nrepeats: 5\n"

Test(campaign, one_that_measures_disruption)
{
	struct kmend_campaign *campaign;

	cr_assert_eq(load(&campaign, GOOD DISRUPTION), 0, "%s", kmend_error_text());
	cr_expect_eq(campaign->measure, KMEND_PURPOSE_DISRUPTION);
	cr_expect_str_eq(kmend_purpose_text(campaign->measure), "disruption");
	cr_expect_eq(campaign->rule.parameter, 8000000);
	cr_assert_eq(campaign->sites_count, 2);
	cr_expect_str_eq(campaign->sites[1], "b:*");
	kmend_campaign_free(campaign);
	refuse(GOOD "measure: disruption\nsites: [a]\nrepeats: 5\n",
		":5: measure: disruption needs `activation: interval T`");
	refuse(GOOD "measure: disruption\nactivation: interval 8ms\nrepeats: 5\n",
		":5: measure: disruption needs `sites:`");
	refuse(GOOD "measure: disruption\nactivation: interval 8ms\nsites: [a]\n", ":1: repeats: must be 2 to 32");
	refuse(GOOD "measure: disruption\nactivation: interval 8us\nsites: [a]\nrepeats: 6\n",
		":8: repeats: the last of so many halved intervals");
	refuse("name: x\ntarget: y\npolicies: [none]\nmeasure: overhead\nsites: [a]\n", ":5: sites: nothing is broken");
}

Test(campaign, each_test_of_the_workload_is_an_experiment)
{
#define TESTS "name: x\ntarget: y\npolicies: [none]\nmeasure: tests\n"
	struct kmend_campaign *campaign;
	char text[1024] = TESTS "workload: [";

	cr_assert_eq(load(&campaign, TESTS "workload: [bug-a, bug-b]\n"), 0, "%s", kmend_error_text());
	cr_expect_eq(campaign->measure, KMEND_PURPOSE_TESTS);
	cr_expect_eq(campaign->types, 0);
	cr_expect_str_eq(campaign->fault_model, "none");
	cr_expect_eq(campaign->repeats, 1);
	kmend_campaign_free(campaign);
	/* All of them together need not fit where one has to. */
	for (int i = 0; i < 20; i++)
		snprintf(text + strlen(text), sizeof(text) - strlen(text), "%sbug-number-%d", i ? ", " : "", i);
	cr_assert_eq(load(&campaign, strcat(text, "]\n")), 0, "%s", kmend_error_text());
	kmend_campaign_free(campaign);
	refuse(TESTS, ":4: measure: tests needs `workload:`");
	refuse(TESTS "workload: [bug-*]\n", ":5: workload: 'bug-*': a pattern is not the one test");
	refuse(TESTS "workload: [bug-a, bug-b, bug-a]\n", ":5: workload: 'bug-a' is there twice");
	refuse(TESTS "workload: [a234567890123456789012345678901234567890123456789012345678901234]\n",
		":5: workload: 'a234567890123456789012345678901234567890...' is longer than 63 characters");
	refuse(TESTS "workload: [a]\nfault_model: fail-stop\n",
		":6: fault_model: nothing is broken with `measure: tests`");
	refuse(TESTS "workload: [a]\nactivation: storm 5\n", ":6: activation: nothing is broken");
	refuse(TESTS "workload: [a]\nrepeats: 2\n", ":6: repeats: nothing is broken");
	refuse(TESTS "workload: [a]\nselect: sample\nsample: 3\n", ":6: select: nothing is broken");
	refuse(TESTS "workload: [a]\noracle: true\n", ":6: oracle: nothing is broken");
#undef TESTS
}

Test(campaign, a_storm)
{
	struct kmend_campaign *campaign;

	cr_assert_eq(load(&campaign, GOOD "activation: storm 300000\nrepeats: 30\n"), 0, "%s", kmend_error_text());
	cr_expect_eq(campaign->rule.kind, KMEND_ACTIVATION_STORM);
	cr_expect_eq(campaign->select, KMEND_SELECT_SAMPLE);
	cr_expect_eq(campaign->sample, 1);
	cr_expect_eq(campaign->repeats, 30);
	kmend_campaign_free(campaign);
	refuse(GOOD "activation: storm 5\nsites: [a]\n", ":6: sites: nothing is chosen");
	refuse(GOOD "activation: storm 5\nselect: sample\nsample: 3\n", ":6: select: nothing is chosen");
	refuse(GOOD "activation: storm 5\nboot: exclude\n", ":6: boot: nothing is chosen");
	refuse(GOOD "activation: storm 5\nmeasure: disruption\nsites: [a]\nrepeats: 5\n",
		"needs `activation: interval T`");
	refuse("name: x\ntarget: y\npolicies: [none]\nfault_model: hang\nactivation: storm 5\n",
		":5: activation: a storm breaks blocks by `fault_model: fail-stop`");
}

Test(campaign, a_name_is_that_of_a_file)
{
	static const char *const names[] = { "../x", "/tmp/x", ".x", "-x", "a b", "'a\n'", "'$(x)'" };
	char text[200];

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		snprintf(text, sizeof(text),
			"name: %s\ntarget: multiserver\npolicies: [none]\nfault_model: fail-stop\n", names[i]);
		refuse(text, ":1: name: must be at most 100 letters");
	}
}

Test(campaign, every_key)
{
	struct kmend_campaign *campaign;
	cr_assert_eq(load(&campaign,
			     GOOD "select: per-component\nsample: 3\nseed: 9\nrepeats: 2\ngolden_runs: 4\n"
				  "workload: [t_a, t_b]\noracle: true\ndetectors: [ubsan, kasan]\n"),
		0, "%s", kmend_error_text());
	cr_assert_eq(campaign->select, KMEND_SELECT_PER_COMPONENT);
	cr_assert_eq(campaign->sample, 3);
	cr_assert_eq(campaign->seed, 9);
	cr_assert_eq(campaign->workload_count, 2);
	cr_assert(campaign->oracle);
	cr_assert_str_eq(campaign->detector_list, "kasan,ubsan");
	kmend_campaign_free(campaign);
}

#define HEAD "name: x\ntarget: y\npolicies: [none]\n"

Test(campaign, faults)
{
	struct kmend_campaign *c;

	cr_assert_eq(load(&c, HEAD "fault_types: [hang, fail-stop]\nactivation: every 3\nboot: exclude\n"), 0, "%s",
		kmend_error_text());
	cr_expect_str_eq(c->type_list, "fail-stop,hang", "in the order of their numbers");
	cr_expect_str_eq(c->fault_model, "fail-stop,hang", "the set has no name");
	cr_expect_eq(c->types, KMEND_FAULT_BIT(KMEND_FAULT_FAIL_STOP) | KMEND_FAULT_BIT(KMEND_FAULT_HANG));
	cr_expect_eq(c->rule.kind, KMEND_ACTIVATION_EVERY);
	cr_expect_eq(c->rule.parameter, 3);
	cr_expect_eq(c->boot, KMEND_BOOT_EXCLUDE);
	kmend_campaign_free(c);
	cr_assert_eq(load(&c, HEAD "fault_model: edfi\nfault_types: [swap]\n"), 0, "%s", kmend_error_text());
	cr_expect_str_eq(c->fault_model, "edfi");
	cr_expect_str_eq(c->type_list, "swap");
	kmend_campaign_free(c);
	cr_assert_eq(load(&c, HEAD "fault_model: edfi\n"), 0, "%s", kmend_error_text());
	cr_expect_not(c->types & KMEND_FAULT_BIT(KMEND_FAULT_HANG));
	cr_expect(c->types & KMEND_FAULT_BIT(KMEND_FAULT_FLIP_BRANCH));
	kmend_campaign_free(c);

	refuse(HEAD, ":1: fault_model: it or `fault_types` is needed");
	refuse(HEAD "fault_types: [fail-stop, flop]\n", ":4: fault_types: unknown fault type 'flop'");
	refuse(HEAD "fault_types: [hang, hang]\n", ":4: fault_types: 'hang' is there twice");
	refuse(HEAD "fault_model: hang\nfault_types: [fail-stop]\n",
		":5: fault_types: 'fail-stop' is not of the fault model 'hang'");
	refuse(GOOD "boot: maybe\n", ":5: ");
	static const char *const bad[] = { "sometimes", "every", "every 0", "every -1", "every 1.5", "once 3",
		"after 99999999999999999999", "probability 0", "probability 1.1", "probability 1e-3", "probability nan",
		"every  3", "persistent " };
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		char text[256];

		snprintf(text, sizeof(text), GOOD "activation: '%s'\n", bad[i]);
		refuse(text, ":5: activation: '");
	}
}

Test(campaign, one_fault_a_block_with_weights)
{
	struct kmend_campaign *campaign;

	cr_assert_eq(load(&campaign,
			     "name: x\ntarget: y\npolicies: [none]\nfault_model: edfi\nselect: one-per-block\n"
			     "weights: ['mem-leak:20']\n"),
		0, "%s", kmend_error_text());
	cr_expect_eq(campaign->sample, 0, "all blocks");
	cr_expect_eq(campaign->type_weights[KMEND_FAULT_MEM_LEAK], 20);
	cr_expect_eq(campaign->type_weights[KMEND_FAULT_SWAP], 1);
	cr_expect_eq(__builtin_popcountll(campaign->types), 16, "EDFI has sixteen types");
	cr_expect_not(campaign->types & KMEND_FAULT_BIT(KMEND_FAULT_HANG));
	kmend_campaign_free(campaign);
}

Test(campaign, bad_input)
{
	refuse("", ":1: the file is empty");
	refuse("name: [", ":1: ");
	refuse(GOOD "sead: 1\n", ":5: unknown key 'sead'; did you mean 'seed'?");
	refuse(GOOD "seed: x\n", ":5: seed: 'x' is not a whole number");
	refuse("name: x\ntarget: y\nfault_model: fail-stop\n", "the key 'policies' is needed, and missing");
	refuse("name: x\ntarget: y\npolicies: [nun]\nfault_model: fail-stop\n", ":3: policies: unknown policy 'nun'");
	refuse("name: x\ntarget: y\npolicies: [none, none]\nfault_model: fail-stop\n",
		":3: policies: 'none' is there twice");
	refuse("name: x\ntarget: y\npolicies: [none]\nfault_model: edfy\n", ":4: fault_model: unknown fault model");
	refuse(GOOD "select: sample\n", ":5: select: needs `sample:`");
	refuse(GOOD "sample: 4\n", ":5: sample: only with");
	refuse(GOOD "select: all\nsample: 4\n", ":6: sample: only with");
	refuse(GOOD "weights: ['fail-stop:2']\n", ":5: weights: nothing is drawn with `select: all`");
	refuse(GOOD "select: one-per-block\nweights: ['hang:2']\n", ":6: weights: 'hang:2' is not type:weight");
	refuse(GOOD "select: one-per-block\nweights: ['fail-stop']\n", ":6: weights: ");
	refuse(GOOD "select: one-per-block\nweights: ['fail-stop:0']\n",
		":6: weights: 'fail-stop:0': the weight must be");
	refuse(GOOD "select: one-per-block\nweights: ['fail-stop:1x']\n", ":6: weights: ");
	refuse(GOOD "repeats: 0\n", ":5: repeats: must be 1");
	refuse(GOOD "golden_runs: 2\n", ":5: golden_runs: must be 3");
	refuse(GOOD "detectors: [ubsan, ubsan]\n", ":5: detectors: 'ubsan' is there twice");
	refuse(GOOD "detectors: [UBSan]\n", ":5: detectors: 'UBSan' is not the name of a detector");
	refuse(GOOD "detectors: [-x]\n", ":5: detectors: ");
	refuse(GOOD "detectors: ['a,b']\n", ":5: detectors: ");
	refuse(GOOD "detectors: [a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q]\n", ":5: detectors: at most 16");
	refuse(GOOD "workload: ['a,b']\n", ":5: workload: ");
	refuse("\x1b[2J: 1\n", ":1: ");
}

Test(campaign, missing_file)
{
	struct kmend_campaign *campaign;
	cr_assert_eq(kmend_campaign_load(&campaign, "/nonexistent.yaml"), -1);
	cr_assert_str_eq(kmend_error_text(), "/nonexistent.yaml: No such file or directory");
}

Test(campaign, values_that_only_begin_like_their_type)
{
	refuse(GOOD "select: sample\nsample: 1e3\n", ":6: sample: '1e3' is not a whole number");
	refuse(GOOD "select: sample\nsample: 10 sites\n", ":6: sample: '10 sites' is not a whole number");
	refuse(GOOD "select: sample\nsample: \"7\"\n", ":6: sample: '7' is not a whole number");
	refuse(GOOD "seed: -1\n", ":5: seed: '-1' is not a whole number");
	refuse(GOOD "seed: 0x10\n", ":5: seed: '0x10' is not a whole number");
	refuse(GOOD "seed: 010\n", ":5: seed: '010' is not a whole number");
	refuse(GOOD "oracle: maybe\n", ":5: oracle: 'maybe' is not true or false");
	refuse(GOOD "select: 7\n", ":5: ");
	refuse(GOOD "---\nname: y\n", ":6: a second document");
	refuse("target: multiserver\npolicies: [none]\nfault_model: fail-stop\nname: \"a\\x1b[2J\"\n",
		":4: name: 'a\\x1B[2J' is not a text without control characters");
	refuse("name: x\ntarget: multiserver\nfault_model: fail-stop\npolicies: [\n none,\n \"a\\n\" ]\n",
		":6: policies: 'a\\x0A' is not a text");
}
