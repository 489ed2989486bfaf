/* How long each test of a workload may take, in guest virtual time: rules `PATTERN:SECONDS`, of which the last one that matches counts. */
#ifndef KMEND_BASE_TEST_LIMITS_H
#define KMEND_BASE_TEST_LIMITS_H

#include <stddef.h>
#include <stdint.h>

#define KMEND_TEST_LIMITS_MAX 256     /* rules that a person writes */
#define KMEND_TEST_SECONDS_MAX 3600   /* of one limit */
#define KMEND_TEST_BY_GOLDEN "golden" /* instead of seconds: what the run without a fault says */

struct kmend_test_limit {
	char *pattern;    /* of the shell, for names as the event log has them */
	int is_name;      /* it is the name itself */
	uint32_t seconds; /* 0: by the golden run, and none until that is known */
};

struct kmend_test_limits {
	struct kmend_test_limit *list;
	size_t count;
};

/* NULL when ENTRY is a rule; else what it must be, for a message. */
const char *kmend_test_limit_wrong(const char *entry);

/* Adds the rule ENTRY at the end. -1 with a message: it is none, or out of memory. */
int kmend_test_limits_add(struct kmend_test_limits *limits, const char *entry);
/* Adds a limit for the test of exactly that name, which is stronger than all before. -1: out of memory. */
int kmend_test_limits_add_name(struct kmend_test_limits *limits, const char *name, uint32_t seconds);

/* All rules, one a line: a new string of the caller, NULL when out of memory. And back into an empty list; -1 with a message. */
char *kmend_test_limits_text(const struct kmend_test_limits *limits);
int kmend_test_limits_parse(struct kmend_test_limits *limits, const char *text);

/* The rule for the test of that name, which need not end with a NUL; NULL: there is none. */
const struct kmend_test_limit *kmend_test_limits_find(
	const struct kmend_test_limits *limits, const char *name, size_t size);

void kmend_test_limits_release(struct kmend_test_limits *limits);

#endif
