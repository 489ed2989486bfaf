/*
 * The table of recovery policies (kmend/abi.h), as the host reads it. Whoever wants to know something about a policy
 * asks its row; nothing on the host compares the names or numbers of policies with fixed ones.
 */
#ifndef KMEND_BASE_POLICY_H
#define KMEND_BASE_POLICY_H

#include <stddef.h>
#include <stdint.h>

struct kmend_policy_row {
	uint32_t number; /* enum kmend_policy; also the order in reports */
	const char *text;
	const char *runtime_text; /* value of KMEND_RECOVERY: what the compiler instruments for */
	int protects;             /* executions can be protected: coverage is measured */
	int orderly;              /* shuts down in good order when it cannot recover */
};

/* The row, which lives as long as the process; NULL when there is no such policy. */
const struct kmend_policy_row *kmend_policy_find(const char *text);
const struct kmend_policy_row *kmend_policy_by_number(uint32_t number);

/* What a kernel does that knows of no recovery: nothing. */
const struct kmend_policy_row *kmend_policy_baseline(void);

/* The rows one after the other, for lists: NULL past the last one. */
const struct kmend_policy_row *kmend_policy_at(size_t index);

#endif
