/* How long recoveries take, out of the event logs of a result. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "harness/base/buf.h"
#include "harness/base/error.h"
#include "harness/cli/latency.h"

static struct kmend_store *store;
static struct kmend_buf text;
static unsigned seq;
static char dir[64];

static void begin(void)
{
	char path[128];

	strcpy(dir, "/tmp/kmend-latency-XXXXXX");
	cr_assert_not_null(mkdtemp(dir));
	snprintf(path, sizeof(path), "%s/r.kmend", dir);
	cr_assert_eq(kmend_store_create(&store, path), 0, "%s", kmend_error_text());
}

static void end(void)
{
	kmend_store_discard(store);
	kmend_buf_release(&text);
	rmdir(dir);
}

TestSuite(latency_log, .init = begin, .fini = end);

/* The next event of the log. */
static void event(unsigned long long ticks, const char *what)
{
	char line[256];
	unsigned char sum = 0;

	snprintf(line, sizeof(line), "kmend %u %llu %s", seq++, ticks, what);
	for (const char *c = line; *c; c++)
		sum ^= (unsigned char)*c;
	kmend_buf_printf(&text, "@%s*%02X\n", line, sum);
}

static void recovery(unsigned long long ticks, const char *component, int begins)
{
	char what[128];

	snprintf(what, sizeof(what),
		begins ? "recovery-begin component=%s policy=enhanced window=open"
		       : "recovery-end component=%s action=restart",
		component);
	event(ticks, what);
}

static int64_t sites, function_id;

static int64_t policy(const char *name)
{
	struct kmend_store_policy row = { .name = name, .image_hash = "h", .image_path = "p" };

	cr_assert_eq(kmend_store_policy_add(store, &row), 0);
	return row.id;
}

/* An experiment under that policy with the log so far, which begins anew. */
static void experiment(int64_t policy_id, uint64_t recovered)
{
	struct kmend_store_function function = { .component = "pm", .unit = "pm.c", .name = "f" };
	struct kmend_store_block block = { .ordinal = (uint32_t)sites, .file = "pm.c" };
	char identity[64];
	struct kmend_store_site site = { .identity = identity, .type = "fail-stop", .file = "pm.c" };
	struct kmend_store_plan plan = { .policy_id = policy_id };
	struct kmend_store_result result = { .attempts = 1,
		.outcome = KMEND_OUTCOME_PASS,
		.reason = "r",
		.activations = 1,
		.recovered = recovered,
		.log = text.data,
		.log_size = text.size };

	if (!function_id)
		cr_assert_eq(kmend_store_function_add(store, &function), 0);
	function_id = function_id ? function_id : function.id;
	block.function_id = function_id;
	snprintf(identity, sizeof(identity), "pm.c:f:%lld:0:fail-stop", (long long)sites++);
	cr_assert_eq(kmend_store_block_add(store, &block), 0);
	site.block_id = block.id;
	cr_assert_eq(kmend_store_site_add(store, &site), 0);
	plan.site_id = site.id;
	cr_assert_eq(kmend_store_plan_add(store, &plan), 0);
	result.id = plan.id;
	cr_assert_eq(kmend_store_result_put(store, &result), 0, "%s", kmend_error_text());
	kmend_buf_clear(&text);
	seq = 0;
}

static void expect(const struct kmend_latencies *latencies, size_t count, const uint64_t *ns)
{
	cr_assert_eq(latencies->count, count, "%zu recoveries, not %zu", latencies->count, count);
	for (size_t i = 0; i < count; i++)
		cr_expect_eq(latencies->ns[i], ns[i], "%zu: %llu", i, (unsigned long long)latencies->ns[i]);
}

Test(latency_log, begin_to_end_of_the_same_component)
{
	struct kmend_samples samples;
	struct kmend_latencies *latencies;
	int64_t none = policy("none"), enhanced = policy("enhanced");

	/* VM dies while PM is recovered; then PM again, whose end never comes; an end without a beginning. */
	event(0, "ready target=t policy=enhanced sites=1");
	recovery(100, "pm", 1);
	recovery(130, "vm", 1);
	recovery(150, "vm", 0);
	recovery(190, "pm", 0);
	recovery(200, "pm", 1);
	recovery(210, "ds", 0);
	experiment(enhanced, 2);
	/* One that begins twice ends once. */
	event(0, "ready target=t policy=enhanced sites=1");
	recovery(100, "pm", 1);
	recovery(300, "pm", 1);
	recovery(305, "pm", 0);
	experiment(enhanced, 1);
	/* Not recovered: its log is not read. */
	event(0, "ready target=t policy=enhanced sites=1");
	recovery(100, "pm", 1);
	experiment(none, 0);
	cr_assert_eq(kmend_samples_load(&samples, store), 0, "%s", kmend_error_text());
	cr_assert_eq(latency_measure(&latencies, store, &samples), 0, "%s", kmend_error_text());
	expect(&latencies[0], 0, NULL);
	expect(&latencies[1], 3, (const uint64_t[]){ 5, 20, 90 });
	latency_free(latencies, samples.npolicies);
	kmend_samples_release(&samples);
}

/* A damaged line is no event; more recoveries at the same time than anybody has forget the oldest. */
Test(latency_log, damaged_and_many)
{
	struct kmend_samples samples;
	struct kmend_latencies *latencies;
	int64_t enhanced = policy("enhanced");
	char name[16];

	event(0, "ready target=t policy=enhanced sites=1");
	kmend_buf_printf(&text, "@kmend 1 50 recovery-begin component=pm policy=enhanced window=open*00\n");
	for (unsigned i = 0; i < 100; i++) {
		snprintf(name, sizeof(name), "c%u", i);
		recovery(100 + i, name, 1);
	}
	recovery(1000, "c0", 0);
	recovery(1000, "c99", 0);
	recovery(1000, "pm", 0);
	experiment(enhanced, 3);
	cr_assert_eq(kmend_samples_load(&samples, store), 0, "%s", kmend_error_text());
	cr_assert_eq(latency_measure(&latencies, store, &samples), 0, "%s", kmend_error_text());
	expect(&latencies[0], 1, (const uint64_t[]){ 801 });
	latency_free(latencies, samples.npolicies);
	kmend_samples_release(&samples);
}
