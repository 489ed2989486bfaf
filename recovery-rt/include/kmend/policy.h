/* What KMEND_POLICIES says about a policy, for code in the guest: nothing else there compares numbers or names. */
#ifndef KMEND_POLICY_H
#define KMEND_POLICY_H

#include <kmend/abi.h>

struct kmend_policy_facts {
	const char *text;
	enum kmend_runtime runtime;
	uint8_t protects; /* executions can be protected */
	uint8_t orderly;  /* shuts down in good order when it cannot recover */
};

/* Facts about an enum kmend_policy; about any other number: those of a policy "unknown" that does nothing. */
static inline const struct kmend_policy_facts *kmend_policy_facts(uint32_t policy)
{
	static const struct kmend_policy_facts unknown = { "unknown", KMEND_RUNTIME_NONE, 0, 0 };
	static const struct kmend_policy_facts rows[] = {
#define KMEND_X(number, name, symbol, text, runtime, protects, orderly) \
	[number] = { text, KMEND_RUNTIME_##runtime, protects, orderly },
		KMEND_POLICIES(KMEND_X)
#undef KMEND_X
	};

	return policy < sizeof(rows) / sizeof(rows[0]) && rows[policy].text ? &rows[policy] : &unknown;
}

#endif
