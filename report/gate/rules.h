/* The rules of a gate: what they ask, and the file that sets their limits (docs/gate.md). */
#ifndef KMEND_REPORT_GATE_RULES_H
#define KMEND_REPORT_GATE_RULES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum kmend_gate_kind {
	KMEND_GATE_TEST, /* a paired test with a smallest difference that matters; one of those that Holm's correction is over */
	KMEND_GATE_COUNT,     /* a count, which must not be above the limit */
	KMEND_GATE_FIGURE,    /* a figure of the golden run */
	KMEND_GATE_CONDITION, /* without it nothing can be said: cannot be ignored */
};

/* name, its word, key of its limit, preset, smallest and largest value, kind, what it asks */
#define KMEND_GATE_RULES(X)                                                                                            \
	X(INFRA, "infra", "infra_share", 0.01, 0, 0.01, KMEND_GATE_CONDITION, "few enough infra-errors")               \
	X(COMPARED, "compared", "compared_share", 0.5, 0, 1, KMEND_GATE_CONDITION, "enough faults to compare with")    \
	X(SURVIVABILITY, "survivability", "survivability_loss", 0.05, 0.0001, 1, KMEND_GATE_TEST,                      \
		"survivability is not lower")                                                                          \
	X(USABLE, "usable", "usable_loss", 0.05, 0.0001, 1, KMEND_GATE_TEST, "as many faults leave every service")     \
	X(CRASHES, "crashes", "crash_gain", 0.05, 0.0001, 1, KMEND_GATE_TEST, "crashes are not more")                  \
	X(SIGNATURES, "signatures", "new_signatures", 0, 0, 1000000, KMEND_GATE_COUNT, "no new crash signature")       \
	X(INCONSISTENT, "inconsistent", "inconsistent_gain", 0.05, 0.0001, 1, KMEND_GATE_TEST, "no more broken state") \
	X(COVERAGE, "coverage", "coverage_loss", 0.02, 0, 1, KMEND_GATE_FIGURE, "recovery coverage is not lower")      \
	X(OVERHEAD, "overhead", "overhead_gain", 0.10, 0, 100, KMEND_GATE_FIGURE, "the golden run is not slower")

enum kmend_gate_rule {
#define KMEND_X(upper, word, key, preset, low, high, kind, asks) KMEND_RULE_##upper,
	KMEND_GATE_RULES(KMEND_X)
#undef KMEND_X
		KMEND_RULE_COUNT
};

const char *kmend_gate_rule_word(enum kmend_gate_rule rule);
const char *kmend_gate_rule_asks(enum kmend_gate_rule rule);
enum kmend_gate_kind kmend_gate_rule_kind(enum kmend_gate_rule rule);

struct kmend_gate_rules {
	double level;                    /* of all tests together: the share of red gates when nothing is different */
	double limits[KMEND_RULE_COUNT]; /* shares from 0 to 1, or counts */
	int ignored[KMEND_RULE_COUNT];
	char **policies; /* that the rules are asked for; none: all */
	uint64_t policies_count;
	char **crash_free; /* policies under which no fault may crash that did not before */
	uint64_t crash_free_count;
	char **ignore; /* words of rules, as in the file */
	uint64_t ignore_count;
};

/* The presets. */
void kmend_gate_rules_init(struct kmend_gate_rules *rules);

/* The presets, and what the file says. -1 with "file:line: what", and nothing to release. */
int kmend_gate_rules_load(struct kmend_gate_rules **out, const char *path);
void kmend_gate_rules_free(struct kmend_gate_rules *rules);

/* Are the rules asked for the policy? Is it one of `crash_free`? */
int kmend_gate_rules_has_policy(const struct kmend_gate_rules *rules, const char *policy);
int kmend_gate_rules_is_crash_free(const struct kmend_gate_rules *rules, const char *policy);

#endif
