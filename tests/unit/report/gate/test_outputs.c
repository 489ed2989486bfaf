/* JUnit, SARIF and the document of a gate that is red; texts of a guest stay texts. */
#include <criterion/criterion.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "build.h"
#include "harness/base/error.h"
#include "report/format.h"

static const char *const one[] = { "enhanced" };
static struct kmend_samples baseline, result;
static struct kmend_gate_rules rules;
static struct kmend_gate gate;
static char *text;

/* 300 faults survive; in the result fault 7 crashes, with a signature that means something in XML and JSON, and 40 more shut down. */
static void set_up(void)
{
	struct kmend_sample_fault fault = build_fault(7, KMEND_OUTCOME_CRASH, "<b>&\"'\x01\x1b[0m\xff]]>");

	kmend_gate_rules_init(&rules);
	baseline = build_samples("base", one, 1);
	result = build_samples("now", one, 1);
	build_many(&baseline, 0, 0, 300, KMEND_OUTCOME_FAIL);
	build_many(&result, 0, 0, 7, KMEND_OUTCOME_FAIL);
	fault.file = "../servers/a b<&>.c";
	build_add(&result, 0, &fault);
	build_many(&result, 0, 8, 252, KMEND_OUTCOME_FAIL);
	build_many(&result, 0, 260, 40, KMEND_OUTCOME_SHUTDOWN);
	build_sort(&baseline);
	build_sort(&result);
	cr_assert_eq(kmend_gate_make(&gate, &baseline, &result, &rules), 0, "%s", kmend_error_text());
	cr_assert_eq(gate.verdict, KMEND_GATE_FAIL);
}

static void tear_down(void)
{
	free(text);
	kmend_gate_release(&gate);
	kmend_samples_release(&baseline);
	kmend_samples_release(&result);
}

TestSuite(outputs, .init = set_up, .fini = tear_down);

static const char *captured(int (*write)(FILE *out))
{
	size_t size;
	FILE *out = open_memstream(&text, &size);

	cr_assert_eq(write(out), 0, "%s", kmend_error_text());
	fclose(out);
	for (size_t i = 0; i < size; i++)
		cr_assert((unsigned char)text[i] >= 0x20 || text[i] == '\n', "control character at %zu", i);
	return text;
}

static int junit(FILE *out)
{
	return kmend_gate_junit(&gate, out);
}

static int sarif(FILE *out)
{
	return kmend_gate_sarif(&gate, "kernels/toy/", out);
}

Test(outputs, junit_counts_and_escapes)
{
	const char *xml = captured(junit);

	cr_expect_not_null(
		strstr(xml, "<testsuites name=\"kmend gate\" tests=\"8\" failures=\"2\" errors=\"0\" time=\"0\">"),
		"%s", xml);
	cr_expect_not_null(strstr(xml, "<testsuite name=\"enhanced\" tests=\"7\" failures=\"2\" errors=\"0\""));
	cr_expect_not_null(strstr(xml, "<failure type=\"survivability\" message=\"survived 86.3%, was 100.0%;"));
	cr_expect_not_null(strstr(xml, "&lt;b&gt;&amp;&quot;"), "%s", xml);
	cr_expect_null(strstr(xml, "<b>"));
	cr_expect_not_null(strstr(xml, "name=\"target\" value=\"toy\""));
}

/* A condition that does not hold is an error of the test, not a failure of the code. */
Test(outputs, junit_errors)
{
	rules.limits[KMEND_RULE_INFRA] = -1;
	kmend_gate_release(&gate);
	cr_assert_eq(kmend_gate_make(&gate, &baseline, &result, &rules), 0);
	cr_expect_not_null(strstr(captured(junit), "<error type=\"infra\" message="));
}

Test(outputs, sarif_has_the_fault_that_crashes_now)
{
	json_t *root = json_loads(captured(sarif), 0, NULL), *results;
	const char *version, *uri, *fingerprint, *message, *rule, *level;
	int line, exit_code;

	cr_assert_not_null(root);
	cr_assert_eq(json_unpack(root, "{s:s,s:[{s:o,s:[{s:i}]}]}", "version", &version, "runs", "results", &results,
			     "invocations", "exitCode", &exit_code),
		0);
	cr_expect_str_eq(version, "2.1.0");
	cr_expect_eq(exit_code, 1);
	cr_assert_eq(json_array_size(results), 1, "%s", text);
	cr_assert_eq(json_unpack(json_array_get(results, 0), "{s:s,s:s,s:{s:s},s:[{s:{s:{s:s},s:{s:i}}}],s:{s:s}}",
			     "ruleId", &rule, "level", &level, "message", "text", &message, "locations",
			     "physicalLocation", "artifactLocation", "uri", &uri, "region", "startLine", &line,
			     "partialFingerprints", "kmendFault/v1", &fingerprint),
		0, "%s", text);
	cr_expect_str_eq(rule, "kmend/crashes-now");
	cr_expect_str_eq(level, "error");
	/* No way out of the folder, no space. */
	cr_expect_str_eq(uri, "kernels/toy/%2E./servers/a%20b%3C%26%3E.c");
	cr_expect_eq(line, 8);
	cr_expect_str_eq(fingerprint, "servers/pm.c:f7:7:0:fail-stop");
	cr_expect_not_null(strstr(message, "under policy enhanced (fail before): <b>&"), "%s", message);
	cr_expect_not_null(strstr(message, "experiment 8"));
	json_decref(root);
}

static int document(FILE *out)
{
	struct kmend_document doc;
	int done;

	kmend_gate_document(&doc, &gate, NULL, 0);
	done = kmend_document_write(&doc, KMEND_FORMAT_MARKDOWN, out);
	kmend_document_release(&doc);
	return done;
}

Test(outputs, document_names_what_is_worse)
{
	const char *markdown = captured(document);

	cr_expect_not_null(strstr(markdown, "Gate: RED"));
	cr_expect_not_null(strstr(markdown, "survivability"));
	cr_expect_not_null(
		strstr(markdown, "| enhanced | pm        |         300 |"), "pairs of component pm: %s", markdown);
	cr_expect_not_null(strstr(markdown, "21 more"), "%s", markdown);
	/* The worst first: the crash before the 40 that shut down. */
	cr_expect(strstr(markdown, "f7") && strstr(markdown, "f7") < strstr(markdown, "f260"));
}

static int faults(FILE *out)
{
	struct kmend_document doc;
	int done;

	kmend_gate_document(&doc, &gate, "faults", 1);
	done = kmend_document_write(&doc, KMEND_FORMAT_CSV, out);
	kmend_document_release(&doc);
	return done;
}

Test(outputs, csv_has_every_fault)
{
	size_t lines = 0;

	for (const char *c = captured(faults); *c; c++)
		lines += *c == '\n';
	cr_expect_eq(lines, 42);
}
