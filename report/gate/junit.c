/* JUnit XML as CI systems read it: tests/schemas/junit.xsd. XML has no way to write most control characters: safe.h comes first. */
#include <stdlib.h>
#include <string.h>

#include "harness/base/error.h"
#include "harness/base/safe.h"
#include "report/format.h"
#include "report/gate/private.h"

static int attribute(FILE *out, const char *name, const char *value)
{
	char *safe = kmend_safe_string(value, strlen(value), KMEND_GATE_WHY_MAX);

	if (!safe)
		return kmend_error_memory();
	fprintf(out, " %s=\"", name);
	kmend_format_html_text(out, safe);
	fputc('"', out);
	free(safe);
	return 0;
}

static int testcase(FILE *out, const struct kmend_gate_row *row)
{
	/* A failure is a broken rule; an error says that the test could not be made. */
	static const char *const elements[] = { NULL, "failure", "error" };
	const char *element = elements[row->verdict];

	fputs("    <testcase", out);
	if (attribute(out, "classname", *row->policy ? row->policy : "all policies") < 0 ||
		attribute(out, "name", kmend_gate_rule_asks(row->rule)) < 0)
		return -1;
	fputs(" time=\"0\"", out);
	if (!element) {
		fputs("/>\n", out);
		return 0;
	}
	fprintf(out, ">\n      <%s", element);
	if (attribute(out, "type", kmend_gate_rule_word(row->rule)) < 0 || attribute(out, "message", row->why) < 0)
		return -1;
	fprintf(out, "/>\n    </testcase>\n");
	return 0;
}

static size_t count(const struct kmend_gate *gate, const char *policy, int verdict)
{
	size_t n = 0;

	for (size_t i = 0; i < gate->nrows; i++)
		n += (!policy || strcmp(gate->rows[i].policy, policy) == 0) &&
			(verdict < 0 || gate->rows[i].verdict == (enum kmend_gate_verdict)verdict);
	return n;
}

static void counts(FILE *out, const struct kmend_gate *gate, const char *policy)
{
	fprintf(out, " tests=\"%zu\" failures=\"%zu\" errors=\"%zu\" time=\"0\"", count(gate, policy, -1),
		count(gate, policy, KMEND_GATE_FAIL), count(gate, policy, KMEND_GATE_UNKNOWN));
}

static int property(FILE *out, const char *name, const char *value)
{
	fputs("      <property", out);
	if (attribute(out, "name", name) < 0 || attribute(out, "value", value) < 0)
		return -1;
	fputs("/>\n", out);
	return 0;
}

static int suite(FILE *out, const struct kmend_gate *gate, const char *policy)
{
	const struct kmend_samples *result = gate->side[KMEND_SECOND];

	fputs("  <testsuite", out);
	if (attribute(out, "name", *policy ? policy : "all policies") < 0)
		return -1;
	counts(out, gate, policy);
	fputs(" skipped=\"0\">\n    <properties>\n", out);
	if (property(out, "target", result->facts[KMEND_FACT_TARGET]) < 0 ||
		property(out, "campaign", result->facts[KMEND_FACT_CAMPAIGN]) < 0 ||
		property(out, "revision", result->facts[KMEND_FACT_REVISION]) < 0 ||
		property(out, "baseline", gate->side[KMEND_FIRST]->facts[KMEND_FACT_REVISION]) < 0)
		return -1;
	fputs("    </properties>\n", out);
	for (size_t i = 0; i < gate->nrows; i++)
		if (strcmp(gate->rows[i].policy, policy) == 0 && testcase(out, &gate->rows[i]) < 0)
			return -1;
	fputs("  </testsuite>\n", out);
	return 0;
}

int kmend_gate_junit(const struct kmend_gate *gate, FILE *out)
{
	fputs("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"kmend gate\"", out);
	counts(out, gate, NULL);
	fputs(">\n", out);
	if (suite(out, gate, "") < 0)
		return -1;
	for (size_t i = 0; i < gate->npairings; i++)
		if (suite(out, gate, kmend_gate_policy(gate, i)) < 0)
			return -1;
	fputs("</testsuites>\n", out);
	return 0;
}
