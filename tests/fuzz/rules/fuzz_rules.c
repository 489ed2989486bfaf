/* The file with the rules of a gate. What is accepted lies within the limits that the table of rules gives. */
#include "report/gate/rules.h"
#include "tests/fuzz/require.h"

static char path[] = "/tmp/kmend-fuzz-XXXXXX";

static void clean(void)
{
	unlink(path);
}

static void set_up(void)
{
	static int done;

	if (done++)
		return;
	close(mkstemp(path));
	atexit(clean);
}

static void check(const struct kmend_gate_rules *rules)
{
	static const struct {
		double low, high;
	} limits[] = {
#define KMEND_X(upper, word, key, preset, low, high, kind, asks) { low, high },
		KMEND_GATE_RULES(KMEND_X)
#undef KMEND_X
	};

	require(rules->level > 0 && rules->level < 1, "a level");
	for (int i = 0; i < KMEND_RULE_COUNT; i++) {
		require(rules->limits[i] >= limits[i].low && rules->limits[i] <= limits[i].high, "a limit");
		require(!rules->ignored[i] || kmend_gate_rule_kind((enum kmend_gate_rule)i) != KMEND_GATE_CONDITION,
			"no condition is ignored");
	}
	for (uint64_t i = 0; i < rules->policies_count; i++)
		require(kmend_gate_rules_has_policy(rules, rules->policies[i]), "its policies");
	for (uint64_t i = 0; i < rules->crash_free_count; i++)
		require(kmend_gate_rules_is_crash_free(rules, rules->crash_free[i]), "those without crashes");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct kmend_gate_rules *rules = NULL;

	set_up();
	write_whole(path, data, size);
	if (kmend_gate_rules_load(&rules, path) < 0) {
		require(!rules, "nothing after an error");
		require(strncmp(kmend_error_text(), path, strlen(path)) == 0, "the message begins with the file");
		require_printable(kmend_error_text(), "one printable line");
		return 0;
	}
	check(rules);
	kmend_gate_rules_free(rules);
	return 0;
}
