/*
 * SARIF 2.1.0 (OASIS Standard): a result for each fault that crashes now and did not before, under one or more policies, where it lies in
 * the source. Its fingerprint is the fault's identity, so that a service knows it again when lines move.
 */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "harness/base/buf.h"
#include "harness/base/error.h"
#include "harness/base/safe.h"
#include "report/gate/private.h"

#define RULE "kmend/crashes-now"
#define RESULTS_MAX 5000 /* what services take: GitHub stops at 25,000, and shows 5,000 */

struct crash {
	const struct kmend_sample_fault *before, *after;
	const char *policy;
};

static int by_identity(const void *a, const void *b)
{
	const struct crash *x = a, *y = b;
	int order = kmend_sample_order(x->after, y->after);

	return order ? order : strcmp(x->policy, y->policy);
}

static int gather(const struct kmend_gate *gate, struct crash **list, size_t *count)
{
	size_t room = 0;

	*count = 0;
	for (size_t i = 0; i < gate->npairings; i++)
		room += gate->pairings[i].nmatches;
	*list = calloc(room + 1, sizeof(**list));
	if (!*list)
		return kmend_error_memory();
	for (size_t i = 0; i < gate->npairings; i++)
		for (size_t k = 0; k < gate->pairings[i].nmatches; k++)
			if (kmend_gate_crashes_now(&gate->pairings[i], &gate->pairings[i].matches[k]))
				(*list)[(*count)++] =
					(struct crash){ kmend_pairing_fault(&gate->pairings[i], k, KMEND_FIRST),
						kmend_pairing_fault(&gate->pairings[i], k, KMEND_SECOND),
						kmend_gate_policy(gate, i) };
	qsort(*list, *count, sizeof(**list), by_identity);
	return 0;
}

/* A text of the result as JSON; jansson refuses what is not UTF-8, safe.h lets nothing else through. */
static json_t *text(const char *text)
{
	char *safe = kmend_safe_string(text, strlen(text), 2000);
	json_t *json = safe ? json_string(safe) : NULL;

	free(safe);
	return json;
}

/* A path as a relative URI (RFC 3986): no scheme, nothing that leads out of the folder, no byte that means something else. */
static json_t *uri(const char *prefix, const char *file)
{
	struct kmend_buf out = KMEND_BUF_INIT;
	const char *parts[] = { prefix, file };
	json_t *json = NULL;
	int failed = 0;

	for (size_t i = 0; i < 2; i++)
		for (const char *c = parts[i] + strspn(parts[i], "/"); *c && !failed; c++) {
			int plain = (*c >= 'a' && *c <= 'z') || (*c >= 'A' && *c <= 'Z') || (*c >= '0' && *c <= '9') ||
				strchr("-._~/", *c);
			int up = strncmp(c, "../", 3) == 0 && (c == parts[i] || c[-1] == '/');

			failed = kmend_buf_printf(&out, plain && !up ? "%c" : "%%%02X", (unsigned char)*c) < 0;
		}
	if (!failed)
		json = json_string(out.data ? out.data : "unknown");
	kmend_buf_release(&out);
	return json;
}

static json_t *location(const struct kmend_sample_fault *fault, const char *prefix)
{
	json_t *physical = json_pack(
		"{s:{s:o*}}", "artifactLocation", "uri", uri(prefix, *fault->file ? fault->file : fault->unit));

	if (fault->line) /* a region begins with line 1 */
		json_object_set_new(physical, "region", json_pack("{s:I}", "startLine", (json_int_t)fault->line));
	return json_pack("[{s:o*,s:[{s:o*,s:s}]}]", "physicalLocation", physical, "logicalLocations", "name",
		text(fault->function), "kind", "function");
}

/* The crashes from `crash` on that are of the same fault. */
static size_t same(const struct crash *crash, size_t left)
{
	size_t n = 1;

	while (n < left && kmend_sample_order(crash[n].after, crash->after) == 0)
		n++;
	return n;
}

static json_t *message(const struct crash *crash, size_t count)
{
	const struct kmend_sample_fault *fault = crash->after;
	struct kmend_buf out = KMEND_BUF_INIT;
	json_t *json = NULL;
	int failed = kmend_buf_printf(&out, "A %s fault in %s (component %s) crashes the system now", fault->type,
			     fault->function, fault->component) < 0;

	for (size_t i = 0; i < count && !failed; i++)
		failed = kmend_buf_printf(&out, "%s under policy %s (%s before): %s, experiment %lld", i ? ";" : "",
				 crash[i].policy, kmend_outcome_name(crash[i].before->outcome),
				 *crash[i].after->signature ? crash[i].after->signature : crash[i].after->reason,
				 (long long)crash[i].after->id) < 0;
	if (!failed)
		json = text(out.data);
	kmend_buf_release(&out);
	return json;
}

static json_t *fingerprint(const struct kmend_sample_fault *fault)
{
	struct kmend_buf out = KMEND_BUF_INIT;
	json_t *json = NULL;

	if (kmend_buf_printf(&out, "%s:%s:%u:%u:%s", fault->unit, fault->function, fault->block, fault->candidate,
		    fault->type) == 0)
		json = text(out.data);
	kmend_buf_release(&out);
	return json;
}

static json_t *result(const struct crash *crash, size_t count, const char *prefix)
{
	return json_pack("{s:s,s:i,s:s,s:{s:o*},s:o*,s:{s:o*}}", "ruleId", RULE, "ruleIndex", 0, "level", "error",
		"message", "text", message(crash, count), "locations", location(crash->after, prefix),
		"partialFingerprints", "kmendFault/v1", fingerprint(crash->after));
}

static json_t *tool(void)
{
	return json_pack("{s:{s:s,s:s,s:s,s:[{s:s,s:s,s:{s:s},s:{s:s},s:{s:s}}]}}", "driver", "name", "kmend",
		"version", KMEND_VERSION, "semanticVersion", KMEND_VERSION, "rules", "id", RULE, "name", "CrashesNow",
		"shortDescription", "text", "A fault that crashes the system now and did not before", "fullDescription",
		"text",
		"With this fault the system of the baseline survived or shut down in good order; now it crashes.",
		"defaultConfiguration", "level", "error");
}

static json_t *run(const struct kmend_gate *gate, json_t *results)
{
	return json_pack("{s:o*,s:s,s:[{s:b,s:i}],s:{s:o*,s:o*,s:o*,s:o*},s:o}", "tool", tool(), "columnKind",
		"utf16CodeUnits", "invocations", "executionSuccessful", 1, "exitCode",
		kmend_gate_verdict_exit(gate->verdict), "properties", "target",
		text(gate->side[KMEND_SECOND]->facts[KMEND_FACT_TARGET]), "campaign",
		text(gate->side[KMEND_SECOND]->facts[KMEND_FACT_CAMPAIGN]), "revision",
		text(gate->side[KMEND_SECOND]->facts[KMEND_FACT_REVISION]), "baseline",
		text(gate->side[KMEND_FIRST]->facts[KMEND_FACT_REVISION]), "results", results);
}

int kmend_gate_sarif(const struct kmend_gate *gate, const char *prefix, FILE *out)
{
	json_t *results = json_array(), *root = NULL;
	struct crash *list;
	size_t count;
	int failed = gather(gate, &list, &count) < 0;

	for (size_t i = 0, n; i < count && !failed; i += n) {
		n = same(&list[i], count - i);
		if (json_array_size(results) < RESULTS_MAX)
			failed = json_array_append_new(results, result(&list[i], n, prefix)) < 0;
	}
	free(list);
	if (failed)
		json_decref(results);
	else
		root = json_pack("{s:s,s:s,s:[o*]}", "$schema", "https://json.schemastore.org/sarif-2.1.0.json",
			"version", "2.1.0", "runs", run(gate, results));
	failed = !root || json_dumpf(root, out, JSON_INDENT(2) | JSON_PRESERVE_ORDER | JSON_ENSURE_ASCII) < 0;
	json_decref(root);
	if (!failed)
		fputc('\n', out);
	return failed ? kmend_error_memory() : 0;
}
